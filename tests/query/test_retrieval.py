"""Which statements come into question."""

from __future__ import annotations

import pytest

from quotetrack.query.questions import Query
from quotetrack.query.retrieval import Ranker, narrow_filter
from quotetrack.query.weighing import shipped_weights
from quotetrack.records import EVERYTHING, Filter
from quotetrack.store import Store


def ranker(store: Store, **asked: str) -> Ranker:
    return Ranker(Query(question="", shape="speaker", **asked), store, EVERYTHING, 20)  # type: ignore[arg-type]


def ids(store: Store, name: str) -> dict[str, int]:
    return {entry.id: entry.quotes for entry in store.speakers.named(name)}


def test_a_filter_is_narrowed_by_the_question() -> None:
    query = Query(question="", shape="who", since="2024-02-01", until="2024-03-01", kind="direct")
    assert narrow_filter(Filter(since="2024-01-01", until="2024-02-15"), query) == Filter(
        since="2024-02-01", until="2024-02-15", kind="direct"
    )
    assert narrow_filter(Filter(kind="mixed"), query).kind == "mixed"
    assert narrow_filter(EVERYTHING, Query(question="", shape="who")) == EVERYTHING


def test_the_statements_of_a_speaker_are_ranked(store: Store) -> None:
    ranked = ranker(store, subject="Varga").by_speakers(ids(store, "Orlov"))
    assert len(ranked) == 4
    assert all(0 < statement.score <= 1 and statement.day == "2024-07-05" for statement in ranked)
    off = ranker(store, subject="submarines").by_speakers(ids(store, "Orlov"))
    assert all(statement.score < shipped_weights().least for statement in off)
    assert len(ranker(store).by_speakers(ids(store, "Orlov"))) == 4


@pytest.mark.parametrize(("source", "count"), [("Telm Daily", 7), ("dpa", 0)])
def test_who_printed_it_narrows_what_is_ranked(store: Store, source: str, count: int) -> None:
    assert len(ranker(store, source=source).by_anybody()) == count


def test_words_asked_for_word_for_word(store: Store) -> None:
    ranked = ranker(store, subject="exile has fled", words="exile has fled").by_anybody()
    assert [one.score for one in ranked if one.is_word_for_word] == [1.0]
    assert all(one.score < 1.0 for one in ranked if not one.is_word_for_word)
