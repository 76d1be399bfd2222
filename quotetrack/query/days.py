"""A span of days at the end of a question: "yesterday", "in November", "since 2016", "on 5 July 2012"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from quotetrack.text.calendar import MONTH_NUMBERS, WEEKDAYS, shift_day

_MOST_WORDS = 5
"""Words of the longest ending that is read: "on July 5 , 2012"."""
_DAY = timedelta(days=1)
_ISO_DAY = re.compile(r"(\d{1,4})-(\d{1,4})-(\d{1,4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class DaySpan:
    """The first and the last day meant; None if that end is open."""

    since: date | None
    until: date | None


_PREPOSITIONS: dict[str, Callable[[date, date], DaySpan | None]] = {
    "in": DaySpan,
    "on": DaySpan,
    "since": lambda first, _: DaySpan(first, None),
    "until": lambda _, last: DaySpan(None, last),
    "after": lambda _, last: DaySpan(last + _DAY, None) if last < date.max else None,
    "before": lambda first, _: DaySpan(None, first - _DAY) if first > date.min else None,
}
"""What each preposition makes of the first and the last day that are named after it."""


def split_days(
    words: Sequence[str], *, today: date | None, latest: date | None = None
) -> tuple[list[str], DaySpan | None]:
    """Return `words` without the days they end in, and these days. `latest` is the last day that a month without a year
    may begin on, `today` if it is not given; without either, only what names a year is read."""
    for length in range(min(_MOST_WORDS, len(words)), 0, -1):
        ending = [word.lower().strip(",.?!") for word in words[-length:]]
        days = _read_days([word for word in ending if word], today, latest or today)
        if days is not None:
            return list(words[:-length]), days
    return list(words), None


def _read_days(words: list[str], today: date | None, latest: date | None) -> DaySpan | None:
    first, *rest = words or [""]
    if today is not None and first in ("today", "yesterday") and not rest:
        day = shift_day(today, -(first == "yesterday"))
        return DaySpan(day, day)
    if today is not None and first in ("this", "last") and len(rest) == 1:
        return _read_period(rest[0], today, is_last=first == "last")
    named = _read_named(rest, latest) if first in _PREPOSITIONS else None
    return _PREPOSITIONS[first](*named) if named else None


def _read_period(unit: str, today: date, *, is_last: bool) -> DaySpan | None:
    if unit == "week":
        monday = shift_day(today, -today.weekday() - 7 * is_last)
        return DaySpan(monday, shift_day(monday, 6))
    if unit == "month":
        start = shift_day(today.replace(day=1), -is_last)
        return DaySpan(*_month(start.year, start.month))
    return DaySpan(*_year(max(today.year - is_last, date.min.year))) if unit == "year" else None


def _read_named(words: list[str], latest: date | None) -> tuple[date, date] | None:
    """The first and last day of "2016", "November 2016", "November", "5 July 2012", "July 5 2012", "2012-07-05" or
    "Friday"."""
    if len(words) == 1 and (iso := _ISO_DAY.fullmatch(words[0])):
        return _one_day(*map(int, iso.groups()))
    if len(words) == 1 and words[0] in WEEKDAYS and latest:
        # A weekday is the latest one, the last day itself included.
        day = shift_day(latest, -((latest.weekday() - WEEKDAYS.index(words[0])) % 7))
        return day, day
    months = [MONTH_NUMBERS[word] for word in words if word in MONTH_NUMBERS]
    figures = [int(word) for word in words if word.isascii() and word.isdigit() and len(word) <= 4]
    years = [figure for figure in figures if figure >= 1000]
    days = [figure for figure in figures if figure < 1000]
    is_named = len(months) + len(figures) == len(words) and len(days) <= len(months) <= 1 and len(years) <= 1
    if not is_named or not (years or (months and latest)):
        return None
    if not months:
        return _year(years[0])
    # A month without a year is the latest one that has begun.
    year = (
        years[0] if years else max(latest.year - (months[0] > latest.month), date.min.year) if latest else 0
    )
    return _one_day(year, months[0], days[0]) if days else _month(year, months[0])


def _year(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _one_day(year: int, month: int, day: int) -> tuple[date, date] | None:
    try:
        named = date(year, month, day)
    except ValueError:
        return None
    return named, named
