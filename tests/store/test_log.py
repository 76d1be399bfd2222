"""What was decided of all kinds is one list, the latest first, in every store."""

from __future__ import annotations

import pytest

from quotetrack.collection import Collection
from quotetrack.linking.linker import link_store
from quotetrack.records import LogKind
from quotetrack.store import Store

from .test_linking import FIRST, SECOND, quote

POST, GLOBE = quote(FIRST), quote(SECOND)


@pytest.fixture
def collection(store: Store) -> Collection:
    """Two printings of one utterance, decided on in all ways; some of it taken back."""
    for extraction in (FIRST, SECOND):
        store.add(extraction)
    link_store(store)
    made = Collection(store)
    made.decide(POST, status="confirmed", by="Eva Holm", link=False)
    made.decide(GLOBE, status="rejected", by="Rui Reis", link=False)
    made.undo_review(2, by="Eva Holm", link=False)
    made.unlink(POST, GLOBE, by="Eva Holm")
    made.undo_pairs(1, by="Rui Reis")
    names = sorted({printed.statement.attribution.speaker_name or "" for printed in made.quotes()})
    made.decide_speakers("alias", "Somebody Else", names[0], by="Rui Reis")
    return made


def test_all_kinds_are_listed_and_what_is_taken_back_is_known(collection: Collection) -> None:
    logged, total = collection.log()
    assert total == 6
    assert sorted((one.kind, one.decision.number, one.is_taken_back, one.takes_back) for one in logged) == [
        ("names", 1, False, None),
        ("pairs", 1, True, None),
        ("pairs", 2, False, 1),
        ("quotations", 1, False, None),
        ("quotations", 2, True, None),
        ("quotations", 3, False, 2),
    ]
    pair = next(one for one in logged if one.kind == "pairs")
    assert sorted(printed.id for printed in pair.printed) == sorted((POST, GLOBE))
    days = [one.decision.made_at for one in logged]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize(
    ("kind", "by", "since", "count"),
    [
        ("pairs", None, None, 2),
        ("quotations", "Eva Holm", None, 2),
        (None, "Rui Reis", None, 3),
        (None, "Nobody", None, 0),
        (None, None, "2020-01-01", 6),
        (None, None, "2999-01-01", 0),
    ],
)
def test_the_log_is_narrowed(
    collection: Collection, kind: LogKind | None, by: str | None, since: str | None, count: int
) -> None:
    logged, total = collection.log(kind=kind, by=by, since=since)
    assert (len(logged), total) == (count, count)


@pytest.mark.parametrize("size", [1, 4, 6])
def test_pages_are_the_list_cut(collection: Collection, size: int) -> None:
    every, _ = collection.log()
    for start in range(8):
        assert collection.log(start=start, size=size) == (every[start : start + size], 6)
