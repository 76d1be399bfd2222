"""What several people decided of one quotation is read for current texts, by a filter."""

from __future__ import annotations

import threading
from dataclasses import replace

import quotetrack
from quotetrack.collection import Collection
from quotetrack.errors import ChangedSince
from quotetrack.store import Store
from tests.builders import harbour

OPENS, UNSAFE, COSTS = "The bridge will open on Monday,", "the bridge was unsafe", "the repairs cost too much"


def opened(store: Store) -> tuple[Collection, dict[str, str]]:
    """A collection with three quotations, and their ids by their words."""
    store.add(harbour())
    collection = Collection(store)
    collection.link()
    return collection, {printed.text: printed.id for printed in collection.quotes(unshown=True)}


def test_people_are_compared_also_on_what_is_not_shown_any_more(store: Store) -> None:
    collection, ids = opened(store)
    for words, found in ((OPENS, ("confirmed", "rejected")), (UNSAFE, ("unsure", "unsure"))):
        for person, status in zip(("Ana", "Ben"), found, strict=True):
            collection.decide(ids[words], status=status, by=person)
    collection.decide(ids[COSTS], status="confirmed", by="Ana")
    agreement = collection.agreement()
    assert (agreement.quotations, agreement.agreed) == (2, 1)
    (difference,) = agreement.disagreements
    assert (difference.printed.id, difference.said) == (
        ids[OPENS],
        (("Ana", "confirmed"), ("Ben", "rejected")),
    )
    assert collection.agreement(kind="indirect").quotations == 1
    assert collection.agreement(limit=1, unshown=False).quotations == 2
    assert collection.agreement(speaker="nobody").quotations == 0


def test_the_same_id_in_another_article_is_another_quotation(store: Store) -> None:
    collection, ids = opened(store)
    collection.decide(ids[OPENS], status="confirmed", by="Ana")
    collection.decide(ids[OPENS], status="confirmed", by="Ben")
    store.add(replace(harbour(id="copy", key="copy"), statements=harbour().statements))
    assert [one.printed.article.id for one in collection.agreement().disagreements] == []
    assert collection.agreement().quotations == 1


def test_what_is_printed_no_longer_is_not_compared(store: Store) -> None:
    collection, ids = opened(store)
    collection.decide(ids[OPENS], status="confirmed", by="Ana")
    collection.decide(ids[OPENS], status="unsure", by="Ben")
    later = harbour()
    gone = replace(later, article=replace(later.article, text="Nobody said a word."), statements=())
    store.add(replace(gone, not_speech=()))
    assert collection.agreement().quotations == 0


def test_of_many_who_decide_at_once_on_the_same_state_one_wins(location: str) -> None:
    with quotetrack.open(location) as collection:
        collection.store.add(harbour())
        printed, *_ = collection.quotes()
        seen, start = collection.state(printed), threading.Barrier(6)
        ended: list[str] = []

        def review(number: int) -> None:
            with quotetrack.open(location) as own:
                start.wait()
                try:
                    own.decide(printed.id, notes=f"note {number}", by=f"No. {number}", seen=seen, link=False)
                    ended.append("won")
                except ChangedSince:
                    ended.append("refused")

        threads = [threading.Thread(target=review, args=(number,)) for number in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(ended) == ["refused"] * 5 + ["won"]
        assert len(list(collection.decisions())) == 1
