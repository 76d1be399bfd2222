"""Article text made safe to show to people: characters that act become signs, and only addresses of the web links."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

# NUL to US have pictures at U+2400; tab and newline stay what they are. DEL has its own; the C1 controls
# (U+009B alone begins a terminal sequence), lone surrogates and U+FFFE/U+FFFF have none.
_SIGNS: dict[int, int] = {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)}
_SIGNS |= {0x7F: 0x2421, 0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD}
_SIGNS |= dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
_SIGNS |= dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)

# Embeddings, overrides and isolates reorder whatever follows them on the line, our own words included.
_SIGNS |= dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD)

# What takes no room and so hides: marks of direction, joiners and other zero-width signs, tags.
_UNSEEN = (0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x2060, 0x2066), *range(0x206A, 0x2070), 0xFEFF)
_UNSEEN += (*range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080))
_SEEN: dict[int, int] = {**_SIGNS, **dict.fromkeys(_UNSEEN, 0x2423)}  # an open box
_ESCAPES: dict[int, str] = {code: json.dumps(chr(code))[1:-1] for code in (*_SIGNS, *_UNSEEN)}
_LINE_SIGNS: dict[int, int | str] = {**_SIGNS, 0x09: 0x20, **{code: _ESCAPES[code] for code in _UNSEEN}}


def legible(text: str) -> str:
    """Return the text, as long as before, with control characters, and those that steer the reading direction, shown as
    signs; tabs and newlines stay."""
    return text.translate(_SIGNS)


def seen(text: str) -> str:
    """Return the text, as long as before, as `legible` does, with a sign for what takes no room as well."""
    return text.translate(_SEEN)


def legible_line(text: str) -> str:
    """Return the text on one line for a terminal: line breaks and runs of blanks are one blank, characters that steer a
    terminal or the reading direction are shown as signs, and what takes no room as an escape."""
    return " ".join(text.split()).translate(_LINE_SIGNS)


def escape_unseen(text: str) -> str:
    """Return the text with JSON's escape, such as \\u200b, for each character that steers a terminal or the reading
    direction, or takes no room; tabs and newlines stay. What is JSON stays JSON."""
    return text.translate(_ESCAPES)


def legible_piece(text: str) -> str:
    """Return the text as `legible_line` does, but with a blank at either end if it has any there: a piece that others
    join."""
    line = legible_line(text)
    return f"{' ' * text[:1].isspace()}{line}{' ' * text[-1:].isspace()}" if line else " " * bool(text)


_WEB = re.compile(r"https?://", re.IGNORECASE)

# What may stand in an address as it is: RFC 3986's reserved characters and the percent sign.
_STANDING = ":/?#[]@!$&'()*+,;=%~"


def web_address(url: str | None) -> str | None:
    """Return the address, with whatever could end it early percent-encoded; None unless it is http or https."""
    if url is None or not _WEB.match(url):
        return None
    return quote(url, safe=_STANDING, errors="replace")
