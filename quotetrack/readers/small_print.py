"""What a line of small print is: an address, a date, a byline or an outlet's name, standing alone."""

from __future__ import annotations

import re

from quotetrack.readers.dates import read_date_line
from quotetrack.readers.makers import read_bare_byline, read_byline
from quotetrack.readers.outlets import name_outlet
from quotetrack.records import ZoneKind

_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"“”]{3,2000}$", re.IGNORECASE)


def label_line(words: str, *, in_head: bool = True) -> ZoneKind | None:
    """Return the kind of a line of small print; None for any other line.

    `in_head` lets "Jane Doe in Moscow" pass for a byline, which it is only at the head of a page.
    """
    if _URL.match(words):
        return "url"
    if read_date_line(words):
        return "date"
    if read_byline(words) or (in_head and read_bare_byline(words)):
        return "byline"
    return "outlet" if name_outlet(words) else None
