"""The names of months and weekdays, the only copy: full, shortened, and as parts of a regular expression."""

from __future__ import annotations

import re
from datetime import date

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
"""The months in order, in lower case."""
SHORT_MONTHS = (*(month[:3] for month in MONTHS), "sept")
"""The months shortened to three letters, and "sept"."""
NEWS_SHORT_MONTHS = frozenset(("jan", "feb", "aug", "sept", "oct", "nov", "dec"))
"""The shortened months of news writing (AP Stylebook, "months"): March to July are written out."""
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""The days of the week in order, in lower case; their places are those of `date.weekday()`."""
MONTH_NUMBERS = {month: number for number, month in enumerate(MONTHS, 1)}
"""The number of each month by its full name, 1-12."""
ANY_MONTH, ANY_SHORT_MONTH, ANY_WEEKDAY = map("|".join, (MONTHS, SHORT_MONTHS, WEEKDAYS))
"""The names as alternatives of a regular expression, to be read without regard to case."""


_DATE = re.compile(r"(?P<year>\d+)(?:-(?P<month>\d+)(?:-(?P<day>\d+))?)?")


def written_day(written: str | None) -> str:
    """Return "2012-07-05" as "5 July 2012", "2012-07" as "July 2012"; what is no such date comes back as it is."""
    match = _DATE.fullmatch(written or "")
    if match is None or not 1 <= int(match["month"] or 1) <= 12:
        return written or ""
    month = MONTHS[int(match["month"]) - 1].title() if match["month"] else None
    number = str(int(match["day"])) if match["day"] else None
    return " ".join(filter(None, (number, month, match["year"])))


def day_number(day: str | None) -> int | None:
    """Return a day ("2012-07-05") as a proleptic ordinal; None for what is no day known exactly."""
    try:
        return date.fromisoformat(day).toordinal() if day is not None and len(day) == 10 else None
    except ValueError:  # a store holds what it was given: "2012-02-30" is no day
        return None


def shift_day(day: date, days: int) -> date:
    """Return the day so many days later, or earlier; the last or the first of the calendar, if it ends before."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def month_number(word: str) -> int:
    """Return the number (1-12) of a month by its first three letters, in any case. ValueError for another word."""
    return SHORT_MONTHS.index(word[:3].lower()) + 1
