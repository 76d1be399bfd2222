"""What quotations are about, when they were printed, a word in its context, and what is new between two days."""

from __future__ import annotations

import pytest

from quotetrack.collection import Collection
from quotetrack.errors import UsageError
from quotetrack.linking.linker import link_store
from quotetrack.query.lookups import count_subjects, periods
from quotetrack.records import Filter, Period, PeriodLength, Source, Speaker, SubjectEntry
from quotetrack.store import Store
from tests.builders import extract, make_article, make_statement
from tests.query.conftest import tell

MA = Speaker("Wei Ma", "person")


def test_a_name_is_one_subject_and_its_last_word_counts_with_it() -> None:
    found = count_subjects(
        [
            ("The bridges of Porto Corvo are shut", "2024-07-05"),
            ("Mr Corvo is shut", None),
            ("Nobody said that a bridge near Corvo is open", "2024-07-01"),
        ]
    )
    assert SubjectEntry(words="bridge", quotes=2, first="2024-07-01", last="2024-07-05") in found
    assert found[0] == SubjectEntry(words="Porto Corvo", quotes=3, first="2024-07-01", last="2024-07-05")
    assert not {"nobody", "said", "i", "mr"} & {one.words.lower() for one in found}


def test_what_comes_up_once_is_no_subject() -> None:
    assert count_subjects([("The harbour is shut", None), ("Rivers rise", None)]) == []
    assert count_subjects([]) == []


def test_the_limit_counts_subjects() -> None:
    said = [("grain and fish and wine", None)] * 3
    assert len(count_subjects(said)) == 3
    assert len(count_subjects(said, limit=2)) == 2


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


def test_what_is_new_said_again_or_left_out_between_two_days(store: Store) -> None:
    words = "The harbour at Corvo will never again be sold to strangers, whatever the ministry may write"
    for number, day in enumerate(("2024-08-01", "2024-08-10", "2024-08-20")):
        made = make_article(
            f"“{words},” Wei Ma said in Corvo on the quay.",
            id=f"sold{number}",
            source=Source(f"Outlet {number}"),
            published=day,
        )
        store.add(extract(made, make_statement(made, f"{words},", speaker=MA)))
    tell(store, ("Grain is dear", MA), day="2024-08-11")
    link_store(store)
    collection = Collection(store)
    found = collection.diff("2024-08-05", "2024-08-15")
    assert [(one.what, one.printed.article.published) for one in found] == [
        ("said_again", "2024-08-10"),
        ("new", "2024-08-11"),
    ]
    assert found[0].earlier is not None
    assert found[0].earlier.article.published == "2024-08-01"
    assert collection.diff("2024-08-11", "2024-08-15") == []
    assert len(collection.diff("2024-08-05", "2024-08-15", Filter(limit=1))) == 1
    assert collection.diff("2024-07-10", "2024-08-15", Filter(speaker="Orlov")) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [("2024-08-05", "2024-08-05"), ("2024-08-05", "2024-08-01"), ("9999-12-31", "9999-12-31")],
)
def test_days_that_leave_none_between_them_are_refused(store: Store, before: str, after: str) -> None:
    with pytest.raises(UsageError, match="day"):
        Collection(store).diff(before, after)
