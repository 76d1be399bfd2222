"""Dates as newspapers print them: English month names, ISO and dotted. Words in, "YYYY-MM-DD" out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from quotetrack.text.calendar import ANY_MONTH, ANY_SHORT_MONTH, ANY_WEEKDAY, WEEKDAYS, month_number

_MONTH = rf"(?:{ANY_MONTH}|{ANY_SHORT_MONTH})\.?"
_GAP = r"[ \t\u00a0]{1,3}"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
# Bounded repeats only, so a search stays linear in the line.
_DATE = re.compile(
    rf"\b(?:(?P<m1>{_MONTH}){_GAP}(?P<d1>{_DAY}),?{_GAP}(?P<y1>\d{{4}})"
    rf"|(?P<d2>{_DAY})\.?{_GAP}(?:of{_GAP})?(?P<m2>{_MONTH}),?{_GAP}(?P<y2>\d{{4}})"
    r"|(?P<y3>\d{4})-(?P<m3>\d{2})-(?P<d3>\d{2})"
    r"|(?P<d4>\d{1,2})\.[ ]?(?P<m4>\d{1,2})\.[ ]?(?P<y4>\d{4})"
    r"|(?P<a5>\d{1,2})/(?P<b5>\d{1,2})/(?P<y5>\d{4}))(?!\d)",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?<![\d.:])T?(?P<hour>\d{1,2})[:.](?P<minute>[0-5]\d)(?:[:.][0-5]\d(?:\.\d{1,6})?)?"
    r"[ \u00a0]?(?P<half>[ap]\.?m\.?(?!\w))?[ \u00a0]?(?P<zone>Z(?!\w)|[A-Z]{2,5}(?!\w)|[+-]\d\d:?\d\d)?",
    re.IGNORECASE,
)
_OFFSETS = {
    "Z": "+00:00", "UTC": "+00:00", "GMT": "+00:00", "BST": "+01:00", "CET": "+01:00", "CEST": "+02:00",
    "EST": "-05:00", "EDT": "-04:00", "CST": "-06:00", "CDT": "-05:00", "PST": "-08:00", "PDT": "-07:00",
}  # fmt: skip
_AROUND = re.compile(
    rf"\b(?:{ANY_WEEKDAY}|{'|'.join(day[:3] for day in WEEKDAYS)}"
    r"|first|last|published|publication|updated|update|modified|posted|issued|created|date|on|at|hrs|hours|h"
    r"|gmt|utc|bst|cet|cest|est|edt|cst|cdt|pst|pdt|et|ist|eat|wat|sast|msk|jst|aest|local|time)\b",
    re.IGNORECASE,
)

# Characters. Longer lines are prose that mentions a day; the longest date line seen has 74.
_LINE_LENGTH = 120


@dataclass(frozen=True, slots=True)
class DateLine:
    """What a date line says: the day of publication (None if "05/07/2012" could be two days), the day with the time in
    ISO 8601 if there is one, and whether it is only the day of the last change."""

    day: str | None
    at: str | None = None
    updated: bool = False


def read_date_line(words: str) -> DateLine | None:
    """Return what a line says that is nothing but one or more dates with their labels; None for prose."""
    if len(words) > _LINE_LENGTH:
        return None
    dates = list(_DATE.finditer(words))
    if not dates or any(char.isalnum() for char in _AROUND.sub("", _TIME.sub("", _DATE.sub("", words)))):
        return None
    labels = [
        words[before.end() if before else 0 : here.start()].casefold()
        for before, here in zip([None, *dates], dates, strict=False)
    ]
    changed = ["updat" in label or "modif" in label for label in labels]
    chosen = changed.index(False) if False in changed else 0
    day = _iso_day(dates[chosen])
    time = _TIME.search(_DATE.sub(" ", words)) if len(dates) == 1 else None
    return DateLine(day, _iso_moment(day, time), changed[chosen])


def find_day(words: str) -> str | None:
    """Return the first full date in `words` as "YYYY-MM-DD", or None."""
    match = _DATE.search(words)
    return _iso_day(match) if match else None


def read_stamp(stamp: str) -> tuple[str, str | None] | None:
    """Return the day of "YYYY-MM-DD" or a full ISO 8601 time, and the whole stamp if it has a time of day.

    None if the stamp is neither.
    """
    stamp = stamp.strip()
    if not re.match(r"\d{4}-\d{2}-\d{2}(?:$|[T ])", stamp):
        return None
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return None
    return moment.date().isoformat(), stamp if len(stamp) > 10 else None


def _iso_day(match: re.Match[str]) -> str | None:
    # Each form of a date names its parts by a letter and the number of the form.
    part = {name[0]: words for name, words in match.groupdict().items() if words}
    if "a" in part:
        month, day = sorted((int(part["a"]), int(part["b"])))
        if month != day <= 12:
            return None  # 5 July or 7 May: nothing on the page says which
    else:
        day = int(part["d"].rstrip("sthndrSTHNDR"))
        month = int(part["m"]) if part["m"].isdigit() else month_number(part["m"])
    try:
        return date(int(part["y"]), month, day).isoformat()
    except ValueError:  # "31.02.2012" looks like a date and is none
        return None


def _iso_moment(day: str | None, time: re.Match[str] | None) -> str | None:
    if day is None or time is None:
        return None
    hour, zone = int(time["hour"]), time["zone"] or ""
    if half := time["half"]:
        hour = hour % 12 + (12 if half.casefold().startswith("p") else 0)
    offset = zone if zone[:1] in ("+", "-") else _OFFSETS.get(zone.upper(), "")
    return f"{day}T{hour:02d}:{time['minute']}{offset}" if hour <= 23 else None
