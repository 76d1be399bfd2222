"""Days at the end of a question."""

from __future__ import annotations

from datetime import date

import pytest

from quotetrack.query.days import DaySpan, split_days

TODAY = date(2024, 3, 1)


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("ending", "since", "until"),
    [
        ("yesterday", "2024-02-29", "2024-02-29"),
        ("last week", "2024-02-19", "2024-02-25"),
        ("last month", "2024-02-01", "2024-02-29"),
        ("this month", "2024-03-01", "2024-03-31"),
        ("this year", "2024-01-01", "2024-12-31"),
        ("in March", "2024-03-01", "2024-03-31"),
        ("in April", "2023-04-01", "2023-04-30"),
        ("on 2024-2-9", "2024-02-09", "2024-02-09"),
        ("after 29 February 2024", "2024-03-01", None),
        ("before 2024", None, "2023-12-31"),
        ("until March 2024", None, "2024-03-31"),
        ("since 2024", "2024-01-01", None),
        ("on Friday", "2024-03-01", "2024-03-01"),
        ("on Saturday", "2024-02-24", "2024-02-24"),
    ],
)
def test_days_are_read(ending: str, since: str | None, until: str | None) -> None:
    words = f"Lima on trade {ending}".split()
    assert split_days(words, today=TODAY) == (["Lima", "on", "trade"], DaySpan(day(since), day(until)))


@pytest.mark.parametrize(
    "ending",
    [
        "in",
        "in 2023 2024",
        "in May June",
        "on 3 4 May 2024",
        "on 32 May 2024",
        "on 2024-13-01",
        "on 0000-01-01",
        "after 9999",
        "before 0001-01-01",
        "last decade",
        "on ٣ May 2024",
        "",
    ],
)
def test_other_words_stay(ending: str) -> None:
    words = ending.split()
    assert split_days(words, today=TODAY) == (words, None)


def test_without_today_only_a_year_is_read() -> None:
    assert split_days(["in", "March"], today=None) == (["in", "March"], None)
    assert split_days(["in", "2024"], today=None)[0] == []
