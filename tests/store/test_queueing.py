"""The queue of reviewers in either database: its order, continued behind any place of it, and double review."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quotetrack.collection import Collection
from quotetrack.errors import NotFound, UsageError
from quotetrack.records import Decision, Filter, Queue, QueueOrder, Speaker
from quotetrack.review.decisions import dump, new_speaker, value_of
from quotetrack.store import Store
from quotetrack.store.reviews import NewDecisions
from tests.builders import extract, harbour, make_article, make_statement

from .test_linking import FIRST, OTHER, SECOND

WORDS = (
    ("The tide will turn", 0.4, "2024-05-02"),
    ("The boats are late", 0.9, "2024-05-01"),
    ("Nobody asked us", 0.0, "2024-04-01"),
    ("We sail at dawn", 0.4, "2024-05-01"),
    ("The nets are torn", 0.4, None),
)
"""Words, how sure their speaker is (0: unknown), and the day."""
LEAST_SURE_FIRST = [WORDS[n][0] for n in (3, 0, 4, 1, 2)]


@pytest.fixture
def quays(store: Store) -> Collection:
    """A collection of five articles with one quotation each."""
    for number, (words, confidence, day) in enumerate(WORDS):
        article = make_article(f"“{words}”, it was said.", id=f"quay{number}", published=day)
        by = "Ana Lima" if confidence else None
        store.add(extract(article, make_statement(article, words, by=by, confidence=confidence)))
    return Collection(store)


def texts(queue: Queue) -> list[str]:
    return [item.printed.text for item in queue.items]


def id_of(collection: Collection, words: str) -> str:
    return {printed.text: printed.id for printed in collection.quotes(unshown=True)}[words]


def decide(collection: Collection, words: str, by: str, status: str | None, *, speaker: str = "") -> None:
    """Notes a status, and another speaker if one is given."""
    with collection.store.reviewing() as work:
        [found] = work.find([id_of(collection, words)])[id_of(collection, words)]
        before = work.decided([found]).get(found.article, {}).get(found.printed.id, ())
        attribution = found.printed.statement.attribution
        named = replace(
            found.printed.statement, attribution=new_speaker(attribution, Speaker(speaker, "person"))
        )
        values = {"status": dump(status)}
        if speaker:
            values["speaker"] = value_of("speaker", replace(found.printed, statement=named))
        new = [
            Decision(
                number=0,
                quote=found.printed.id,
                what=what,  # type: ignore[arg-type]
                value=value,
                was=value_of(what, found.printed),  # type: ignore[arg-type]
                made_by=by,
                made_at="2024-06-01T12:00:00+00:00",
                checked_on="2024-06-01",
                batch=work.batch,
            )
            for what, value in values.items()
        ]
        work.decide([NewDecisions(found, new, before)])


def test_the_least_sure_come_first_and_those_of_nobody_last(quays: Collection) -> None:
    queue = quays.queue()
    assert texts(queue) == LEAST_SURE_FIRST
    assert queue.left == 5
    assert queue.items[0].printed.claim is not None
    assert queue.items[0].to_dict()["position"] == queue.items[0].place


@pytest.mark.parametrize("size", [1, 2, 3])
@pytest.mark.parametrize("by", ["place", "id"])
def test_a_queue_goes_on_behind_any_place_of_it(quays: Collection, size: int, by: str) -> None:
    seen: list[str] = []
    after = None
    while (queue := quays.queue(limit=size, after=after)).items:
        seen += texts(queue)
        last = queue.items[-1]
        after = last.place if by == "place" else last.printed.id
        assert queue.left == 5
    assert seen == LEAST_SURE_FIRST


def test_a_place_stays_where_it_was_when_it_is_decided_on(quays: Collection) -> None:
    first = quays.queue(limit=1).items[0]
    decide(quays, first.printed.text, "Eva", "corrected", speaker="Rui Reis")
    for after in (first.place, first.printed.id):
        queue = quays.queue(after=after)
        assert (texts(queue), queue.left) == (LEAST_SURE_FIRST[1:], 4)
    assert texts(quays.queue()) == LEAST_SURE_FIRST[1:]


def test_one_of_nobody_that_got_a_speaker_stays_at_the_end(quays: Collection) -> None:
    decide(quays, "Nobody asked us", "Eva", "corrected", speaker="Rui Reis")
    assert texts(quays.queue(after=id_of(quays, "Nobody asked us"))) == []


def test_what_is_reopened_is_in_the_queue_again(quays: Collection) -> None:
    decide(quays, "We sail at dawn", "Eva", "confirmed")
    assert texts(quays.queue()) == LEAST_SURE_FIRST[1:]
    decide(quays, "We sail at dawn", "Eva", None)
    assert texts(quays.queue()) == LEAST_SURE_FIRST


def test_filters_and_ids_left_out_count(quays: Collection) -> None:
    assert texts(quays.queue(Filter(since="2024-05-01"), until="2024-05-01")) == [WORDS[3][0], WORDS[1][0]]
    queue = quays.queue(without=[id_of(quays, "We sail at dawn"), "no such id"], limit=1)
    assert (texts(queue), queue.left) == (["The tide will turn"], 4)
    decide(quays, "The tide will turn", "Eva", "unsure")
    assert texts(quays.queue(status="unsure")) == ["The tide will turn"]


def test_a_second_reviewer_gets_what_just_one_other_has_decided(quays: Collection) -> None:
    for words, by, status in (
        ("The tide will turn", "Eva", "confirmed"),
        ("The boats are late", "Eva", "rejected"),
        ("The boats are late", "Rui", "confirmed"),
        ("Nobody asked us", "Eva", "rejected"),
        ("The nets are torn", "Rui", "confirmed"),
    ):
        decide(quays, words, by, status)
    second = quays.queue(second_for="Rui")
    assert (texts(second), second.left) == (["The tide will turn", "Nobody asked us"], 2)
    assert texts(quays.queue(second_for="Eva")) == ["The nets are torn"]
    # A third need not look at what two have decided.
    assert texts(quays.queue(second_for="Ada")) == [
        "The tide will turn",
        "The nets are torn",
        "Nobody asked us",
    ]
    assert texts(quays.queue()) == ["We sail at dawn"]


def test_what_is_taken_back_needs_no_second(quays: Collection) -> None:
    decide(quays, "The tide will turn", "Eva", "confirmed")
    quays.undo_review(by="Eva")
    assert quays.queue(second_for="Rui").left == 0
    assert quays.queue().left == 5


@pytest.fixture
def printed(store: Store) -> Collection:
    """A linked collection in which one claim is printed by two outlets."""
    for extraction in (harbour(), FIRST, SECOND, OTHER):
        store.add(extraction)
    collection = Collection(store)
    collection.link(workers=1)
    return collection


def test_what_is_printed_most_comes_first(printed: Collection) -> None:
    queue = printed.queue(order="printed")
    printings = [item.printed.claim.printings for item in queue.items if item.printed.claim]
    assert printings == sorted(printings, reverse=True)
    assert printings[:3] == [2, 2, 1]
    one_by_one = [printed.queue(order="printed", limit=1).items[0]]
    while more := printed.queue(order="printed", limit=1, after=one_by_one[-1].place).items:
        one_by_one += more
    assert one_by_one == list(queue.items)
    by_id = [printed.queue(order="printed", after=item.printed.id).items for item in queue.items]
    assert by_id == [queue.items[n:] for n in range(1, len(queue.items) + 1)]


def test_a_place_by_printings_outlasts_its_claim(printed: Collection) -> None:
    first, second = printed.queue(order="printed", limit=2).items
    decide(printed, first.printed.text, "Eva", "rejected")
    printed.link(workers=1)
    behind = printed.queue(order="printed", after=first.place)
    # The other printing stands alone now, behind all that stood alone before or among them.
    assert second.printed.id in {item.printed.id for item in behind.items}


@pytest.mark.parametrize("order", ["unsure", "printed"])
def test_no_quotation_to_go_on_behind(quays: Collection, order: QueueOrder) -> None:
    for after in ("0000", "0.5~0000", "~", "", "0.5~"):
        with pytest.raises(NotFound, match="there is no quotation"):
            quays.queue(order=order, after=after)
    with pytest.raises(UsageError, match="0 quotations"):
        quays.queue(limit=0)


def test_a_place_that_is_no_number(quays: Collection) -> None:
    with pytest.raises(NotFound, match="there is no quotation"):
        quays.queue(after=f"1.2.3~{id_of(quays, 'We sail at dawn')}")
