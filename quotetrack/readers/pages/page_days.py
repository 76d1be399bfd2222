"""The day of a page that names none in its head: from the lines around its headline, else from its address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from quotetrack.readers.dates import find_day, read_date_line, read_stamp
from quotetrack.readers.pages.page_blocks import PageBlock
from quotetrack.readers.pages.repeats import is_prose
from quotetrack.readers.pages.tree import tag_of
from quotetrack.text.calendar import month_number

_LABEL = re.compile(
    r"\b(?:published|posted|submitted|first published|publication date|date)\b", re.IGNORECASE
)
_BY = re.compile(r"(?:written |posted |story |medically reviewed )?by\s", re.IGNORECASE)
_BEFORE = 4
_AROUND = 14
"""Blocks before the headline and behind it in which a date line is looked for."""
_ELSEWHERE = frozenset({"a", "nav", "footer"})
_LINE = 160
"""Characters of a line with a date and a byline."""
_IN_ADDRESS = re.compile(
    r"[/_-](?P<year>(?:19|20)\d\d)(?P<sep>[/_-]?)(?P<month>0?[1-9]|1[0-2]|[a-z]{3})(?P=sep)"
    r"(?P<day>0[1-9]|[12]\d|3[01]|[1-9])(?=[/_.-]|$)",
    re.IGNORECASE,
)


def day_beside(blocks: Sequence[PageBlock]) -> str | None:
    """Return the day, or the day with the time of day, of the first date line around the headline; None if there is
    none. A line that tells of a change counts if no other does."""
    headline = next((at for at, block in enumerate(blocks) if block.kind == "headline"), None)
    first = next((at for at, block in enumerate(blocks) if is_prose(block)), len(blocks))
    start = max(0, (first if headline is None or headline > first else headline) - _BEFORE)
    lines = [
        line
        for block in blocks[start : min(first, start + _BEFORE + _AROUND)]
        if not block.is_linked
        for line in block.words.split("\n")
        if len(line) <= _LINE
    ]
    read = [found for line in lines if (found := read_date_line(line)) and found.day]
    if read:
        best = min(read, key=lambda found: found.updated)
        return best.at or best.day
    labelled = (
        find_day(line[label.end() :]) for line in lines if (label := _LABEL.search(line) or _BY.match(line))
    )
    return next(filter(None, labelled), None)


def day_of_elements(root: Any) -> str | None:
    """Return the stamp of the first `<time>` of a page without its boxes, unless a link leads to another story with
    it; None if there is none."""
    for node in root.iter("time"):
        stamp = (node.get("datetime") or "").strip()
        above = {tag_of(holder) for holder in node.iterancestors()}
        if read_stamp(stamp) and above.isdisjoint(_ELSEWHERE):
            return stamp
    return None


def day_of_address(url: str | None) -> str | None:
    """Return the day in an address, as in "/2012/07/05/" or "/2012/jul/05/"; None if there is none."""
    found = _IN_ADDRESS.search(url.partition("?")[0]) if url else None
    if found is None:
        return None
    if not found["sep"] and len(found["month"] + found["day"]) != 4:
        return None  # "2012070" is a number
    try:
        month = int(found["month"]) if found["month"].isdigit() else month_number(found["month"])
        return date(int(found["year"]), month, int(found["day"])).isoformat()
    except ValueError:  # "/2012/abc/31" is no day
        return None


def local_day(day: str | None, at: str | None, url: str | None) -> str | None:
    """Return the day of publication where the outlet is: the day that the page names, else that of its address.

    A time in UTC may be a day off from the outlet's own. If the address has the day before or after, that is the one
    that "on Thursday" is reckoned from.
    """
    addressed = day_of_address(url)
    if day is None or addressed is None:
        return day or addressed
    is_utc = at is not None and at.endswith(("Z", "+00:00", "+0000"))
    apart = abs((date.fromisoformat(day) - date.fromisoformat(addressed)).days)
    return addressed if is_utc and apart == 1 else day
