"""A span of days at the end of a question: "yesterday", "in November", "since 2016", "on 5 July 2012"."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from quotetrack.text.calendar import MONTH_NUMBERS

# The longest ending read: "on July 5 , 2012" in five words.
_MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Days:
    """The first and the last day meant; None where that end is open."""

    since: date | None
    until: date | None


def split_days(words: Sequence[str], *, today: date | None) -> tuple[list[str], Days | None]:
    """`words` without the days they end in, and these days; without `today`, only what names a year."""
    for length in range(min(_MOST_WORDS, len(words)), 0, -1):
        ending = [word.lower().strip(",.?!") for word in words[-length:]]
        days = _read([word for word in ending if word], today)
        if days is not None:
            return list(words[:-length]), days
    return list(words), None


def _read(words: list[str], today: date | None) -> Days | None:
    first, rest = (words[0], words[1:]) if words else ("", [])
    if today is not None and first in ("today", "yesterday") and not rest:
        day = today - timedelta(days=first == "yesterday")
        return Days(day, day)
    if today is not None and first in ("this", "last") and len(rest) == 1:
        return _period(rest[0], today, is_last=first == "last")
    if first not in ("in", "on", "since", "after", "before", "until"):
        return None
    named = _named(rest, today)
    if named is None:
        return None
    since, until = named
    if first == "since":
        return Days(since, None)
    if first == "after":
        return Days(until + timedelta(days=1), None) if until < date.max else None
    if first == "before":
        return Days(None, since - timedelta(days=1)) if since > date.min else None
    return Days(None, until) if first == "until" else Days(since, until)


def _period(unit: str, today: date, *, is_last: bool) -> Days | None:
    if unit == "week":
        monday = today - timedelta(days=today.weekday() + 7 * is_last)
        return Days(monday, monday + timedelta(days=6))
    if unit == "month":
        start = today.replace(day=1)
        start = (start - timedelta(days=1)).replace(day=1) if is_last else start
        return Days(*_month(start.year, start.month))
    if unit == "year":
        year = today.year - is_last
        return Days(date(year, 1, 1), date(year, 12, 31))
    return None


def _named(words: list[str], today: date | None) -> tuple[date, date] | None:
    """The first and last day of "2016", "November 2016", "November", "5 July 2012" or "July 5 2012"."""
    months = [MONTH_NUMBERS[word] for word in words if word in MONTH_NUMBERS]
    figures = [int(word) for word in words if word.isascii() and word.isdigit() and len(word) <= 4]
    if len(months) + len(figures) != len(words):
        return _iso(words)
    years = [figure for figure in figures if figure >= 1000]
    days = [figure for figure in figures if figure < 1000]
    if len(months) > 1 or len(years) > 1 or len(days) > len(months):
        return None
    if not months:
        return (date(years[0], 1, 1), date(years[0], 12, 31)) if years else None
    month = months[0]
    if not years and today is None:
        return None
    # A month without a year is the latest one that has begun.
    year = years[0] if years else today.year - (month > today.month) if today else 0
    if not days:
        return _month(year, month)
    return _one_day(year, month, days[0])


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _iso(words: list[str]) -> tuple[date, date] | None:
    parts = words[0].split("-") if len(words) == 1 else []
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
        return None
    return _one_day(*map(int, parts))


def _one_day(year: int, month: int, day: int) -> tuple[date, date] | None:
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return date(year, month, day), date(year, month, day)
