"""Quotations counted in either database by all that a filter asks for: as they are counted one by one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quotetrack.collection import Collection
from quotetrack.errors import UsageError
from quotetrack.records import EVERYTHING, FacetCount, Facets, Filter, Source, Speaker
from quotetrack.records.facets import SHOWN
from quotetrack.store import Store
from tests.builders import extract, make_article, make_statement

from .test_queueing import decide

WORDS = (
    "The tide will turn",
    "The boats are late",
    "We sail at dawn",
    "The nets are torn",
    "Nobody asked us",
)


@pytest.fixture
def quays(store: Store) -> Collection:
    """Seven articles of three outlets, one of them known by its domain alone, one not at all; some on no known day.
    Speakers are named, not named, and unknown; some quotations are kept back, some decided on."""
    outlets = (Source("Quay Post"), Source(None, "tide.example"), Source(None, None))
    speakers = (
        Speaker("Ana Lima", "person"),
        Speaker("Rui Reis", "person"),
        Speaker(None, "anonymous"),
        None,
    )
    for number in range(7):
        text = " ".join(f"“{words}{number}”, it was said." for words in WORDS)
        day = f"2024-0{1 + number % 3}-05" if number < 6 else None
        article = make_article(text, id=f"quay{number}", source=outlets[number % 3], published=day)
        told = [
            make_statement(
                article,
                f"{words}{number}",
                speaker=speakers[(number + n) % 4],
                by=None,
                kind="indirect" if n == 3 else "direct",
                stance="denied" if n == 1 else "said",
                quote={"shown": n != 3},
            )
            for n, words in enumerate(WORDS)
        ]
        store.add(extract(article, *told))
    collection = Collection(store)
    collection.link(workers=1)
    for words, status in ((WORDS[0], "confirmed"), (WORDS[1], "rejected"), (WORDS[3], "confirmed")):
        decide(collection, f"{words}2", "Eva", status)
    decide(collection, f"{WORDS[0]}4", "Eva", "corrected", speaker="Ada Quist")
    collection.link(workers=1)
    return collection


@pytest.mark.parametrize(
    "filter",
    [
        EVERYTHING,
        Filter(unshown=True),
        Filter(speaker="Lima"),
        Filter(about="tide"),
        Filter(source="Quay Post", since="2024-01-02"),
        Filter(source="tide.example", until="2024-02-28", unshown=True),
        Filter(kind="indirect"),
        Filter(stance="denied", unshown=True),
        Filter(status="confirmed"),
        Filter(status="rejected"),
        Filter(status="unchecked", unshown=True),
        Filter(min_confidence=0.5),
        Filter(speaker="Nobody"),
    ],
)
def test_counts_are_those_of_the_quotations_one_by_one(quays: Collection, filter: Filter) -> None:
    counted = quays.facets(filter, most=100)
    chosen = quays.facets_of(quays.quotes(filter), most=100)
    every = quays.facets_of(quays.quotes(replace(filter, unshown=True)), most=100)
    assert counted == replace(chosen, shown=every.shown)
    assert counted.quotes == len(list(quays.quotes(filter)))


def test_each_value_is_what_a_filter_takes(quays: Collection) -> None:
    facets = quays.facets()
    for one in facets.speakers:
        if one.value is not None:
            assert quays.facets(person=one.value).quotes == one.quotes
    for one in facets.sources:
        if one.value is not None:
            assert quays.facets(source=one.value).quotes == one.quotes
    for one in facets.kinds:
        assert quays.facets(kind=one.value).quotes == one.quotes  # type: ignore[arg-type]
    for one in facets.statuses:
        assert quays.facets(status=one.value).quotes == one.quotes  # type: ignore[arg-type]


def test_the_most_frequent_are_told(quays: Collection) -> None:
    every, few = quays.facets(most=100), quays.facets(most=2)
    assert few.speakers == every.speakers[:2]
    assert few.sources == every.sources[:2]
    assert len(few.months) == 2
    assert few.kinds == every.kinds
    assert every.months[-1] == FacetCount(value=None, name="", quotes=4)
    assert [one.value for one in every.shown] == list(SHOWN)
    with pytest.raises(UsageError, match="0 most frequent"):
        quays.facets(most=0)


def test_an_empty_store_has_none(store: Store) -> None:
    assert Collection(store).facets() == Facets(quotes=0)
