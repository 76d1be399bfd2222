"""What a line of small print is: an address, a date, a byline or an outlet's name, standing alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quotetrack.readers.dates import read_date_line
from quotetrack.readers.makers import read_bare_byline, read_byline
from quotetrack.readers.outlets import outlet_named

if TYPE_CHECKING:
    from quotetrack.records import ZoneKind

_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"“”]{3,2000}$", re.IGNORECASE)


def label_line(words: str, *, in_head: bool = True) -> ZoneKind | None:
    """What a line of small print is, or None for any other line. `in_head` lets "Jane Doe in Moscow" pass
    for a byline, which it is only where bylines stand."""
    if _URL.match(words):
        return "url"
    if read_date_line(words):
        return "date"
    if read_byline(words) or (in_head and read_bare_byline(words)):
        return "byline"
    return "outlet" if outlet_named(words) else None
