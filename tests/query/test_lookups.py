"""What quotations are about, when they were printed, and a word in its context."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from quotetrack.collection import Collection
from quotetrack.errors import UsageError
from quotetrack.query.lookups import periods, rank_subjects
from quotetrack.records import CountedTerm, Filter, Period, PeriodLength, Speaker, SubjectEntry
from quotetrack.store import Store
from tests.query.conftest import tell

MA = Speaker("Wei Ma", "person")


def term(words: str, articles: int, *, key: str | None = None, quotes: int | None = None) -> CountedTerm:
    return CountedTerm(
        key=key or words.lower(),
        words=words,
        quotes=articles if quotes is None else quotes,
        articles=articles,
        first="2024-07-01",
        last="2024-07-05",
    )


def test_subjects_are_ranked_by_their_articles_and_how_rare_their_words_are() -> None:
    found = rank_subjects([term("people", 5), term("zebra", 4), term("Porto Corvo", 4)])
    assert [one.words for one in found] == ["Porto Corvo", "zebra", "people"]
    assert found[1] == SubjectEntry(
        words="zebra", quotes=4, first="2024-07-01", last="2024-07-05", articles=4
    )


def test_a_surname_counts_with_the_one_name_that_ends_with_it() -> None:
    found = rank_subjects([term("Corvo", 6), term("Porto Corvo", 4)])
    assert [(one.words, one.articles) for one in found] == [("Porto Corvo", 6)]
    several = rank_subjects([term("Corvo", 6), term("Porto Corvo", 4), term("Rui Corvo", 4)])
    assert {one.words for one in several} == {"Corvo", "Porto Corvo", "Rui Corvo"}
    common = rank_subjects([term("bridge", 6), term("Porto bridge", 4)])
    assert len(common) == 2


def test_what_one_quotation_stands_beside_is_no_subject() -> None:
    assert rank_subjects([term("harbour", 1), term("river", 2, quotes=1)]) == []
    assert rank_subjects([]) == []


def test_a_speaker_is_no_subject_of_their_own() -> None:
    found = rank_subjects(
        [term("Ana Lima", 4), term("Lima", 4), term("Lima bridge", 3)], without=["ana", "lima"]
    )
    assert [one.words for one in found] == ["Lima bridge"]
    found = rank_subjects([term("Ana Lima", 4), term("Lima bridge", 3)], without=["lima"])
    assert [one.words for one in found] == ["Lima bridge"]


def test_the_limit_counts_subjects_and_reads_no_further_than_it_must() -> None:
    def stream() -> Iterator[CountedTerm]:
        yield from (term(words, 1000) for words in ("Xanthippe", "Corvo"))
        yield term("ostrich", 2)
        raise AssertionError("read too far")

    assert [one.words for one in rank_subjects(stream(), limit=2)] == ["Corvo", "Xanthippe"]


@pytest.mark.parametrize(
    ("by", "names"),
    [
        ("day", ["2023-12-31", "2024-01-01", "2024-01-08", None]),
        ("week", ["2023-12-25", "2024-01-01", "2024-01-08", None]),
        ("month", ["2023-12", "2024-01", None]),
        ("year", ["2023", "2024", None]),
    ],
)
def test_periods(by: PeriodLength, names: list[str | None]) -> None:
    days = [("2024-01-08", 1), (None, 2), ("2023-12-31", 3), ("2024-01-01", 4)]
    found = periods(days, by)
    assert [one.name for one in found] == names
    assert sum(one.quotes for one in found) == 10
    assert found[-1] == Period(None, 2)


def test_a_week_of_no_day_is_unknown() -> None:
    assert periods([("2024-13-45", 1), ("spring", 1)], "week") == [Period(None, 2)]


def test_a_word_is_shown_in_its_forms_and_only_inside_quotations(store: Store) -> None:
    tell(store, ("Bridges fall and a bridge fell", MA))
    collection = Collection(store)
    found = list(collection.context("bridge"))
    text = found[0].printed.article.text
    assert [one.span.of(text) for one in found] == ["Bridges", "bridge"]
    assert list(collection.context("someone")) == []
    assert len(list(collection.context("bridge", Filter(limit=1)))) == 1
    assert list(collection.context("bridge", Filter(speaker="Orlov"))) == []


def test_words_that_stand_together(store: Store) -> None:
    tell(store, ("The old bridge fell, old as the bridge was", MA))
    (one,) = Collection(store).context("old bridge")
    assert one.span.of(one.printed.article.text) == "old bridge"


@pytest.mark.parametrize("words", ["", "—", "?!"])
def test_no_word_is_refused(store: Store, words: str) -> None:
    with pytest.raises(UsageError, match="no words"):
        list(Collection(store).context(words))


def test_a_timeline_counts_what_is_chosen(store: Store) -> None:
    tell(store, ("Fish is dear", MA), ("Fish is cheap", MA), day="2024-09-01")
    collection = Collection(store)
    assert collection.timeline(Filter(speaker="Wei Ma")) == [Period("2024-09", 2)]
    assert collection.timeline(by="year") == [Period("2024", 9)]
    assert collection.timeline(Filter(limit=1)) == [Period("2024-09", 2)]
