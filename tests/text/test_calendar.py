"""The table of months and weekdays."""

from __future__ import annotations

import calendar
import re
from datetime import date

import pytest

from quotetrack.text.calendar import (
    ANY_MONTH,
    ANY_SHORT_MONTH,
    MONTH_NUMBERS,
    MONTHS,
    NEWS_SHORT_MONTHS,
    SHORT_MONTHS,
    WEEKDAYS,
    month_number,
    shift_day,
)


def test_names_are_those_of_the_standard_library_in_its_order() -> None:
    assert [name.title() for name in MONTHS] == list(calendar.month_name)[1:]
    assert [name.title() for name in WEEKDAYS] == list(calendar.day_name)
    assert [MONTH_NUMBERS[name] for name in MONTHS] == list(range(1, 13))


@pytest.mark.parametrize(("word", "number"), [("Sept.", 9), ("MAY", 5), ("june", 6), ("Dec", 12)])
def test_month_number_reads_full_and_shortened_names(word: str, number: int) -> None:
    assert month_number(word) == number


def test_month_number_refuses_other_words() -> None:
    with pytest.raises(ValueError, match="not in tuple"):
        month_number("Monday")


def test_a_day_is_shifted_within_the_calendar() -> None:
    assert shift_day(date(2012, 2, 28), 2) == date(2012, 3, 1)
    assert shift_day(date(2012, 3, 1), -1) == date(2012, 2, 29)
    assert (shift_day(date.min, -1), shift_day(date.max, 1)) == (date.min, date.max)


def test_news_shortens_no_month_from_march_to_july() -> None:
    assert set(SHORT_MONTHS) >= NEWS_SHORT_MONTHS
    assert not NEWS_SHORT_MONTHS & {"mar", "apr", "may", "jun", "jul"}


def test_the_patterns_match_each_name_whole() -> None:
    for name in (*MONTHS, *SHORT_MONTHS):
        assert re.fullmatch(f"{ANY_MONTH}|{ANY_SHORT_MONTH}", name)
