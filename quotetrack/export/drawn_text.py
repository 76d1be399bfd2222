"""Text set in a drawing: broken into lines by how wide its characters are about, as no browser does it there."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_NARROW = frozenset("iljtfrI.,;:'’‘!|()[]- ")
_WIDE = frozenset("mwMWQO@%—…")
"""Widths are those of a wide sans serif (DejaVu): whichever a reader has, no line runs over the edge."""


def wrapped(text: str, width: float, *, most: int) -> list[str]:
    """Return the text as lines that are each about `width` ems wide at most, `most` lines; what does not fit ends in
    "…". A word longer than a line is broken."""
    lines: list[str] = []
    line, used = "", 0.0
    for piece in _pieces(text, width):
        wide = width_of(piece)
        gap = width_of(" ") if line else 0.0
        if line and used + gap + wide > width:
            if len(lines) == most - 1:
                return [*lines, f"{line} …"]
            lines.append(line)
            line, used, gap = "", 0.0, 0.0
        line, used = f"{line} {piece}" if line else piece, used + gap + wide
    return [*lines, line] if line else lines


def _pieces(text: str, width: float) -> Iterator[str]:
    """Yield the words, those that are wider than a line in pieces."""
    for word in text.split():
        start, used = 0, 0.0
        for place, char in enumerate(word):
            wide = _width(char)
            if used + wide > width and place > start:
                yield word[start:place]
                start, used = place, 0.0
            used += wide
        yield word[start:]


def width_of(text: str) -> float:
    """Return about how wide a text is, in ems."""
    return sum(map(_width, text))


def _width(char: str) -> float:
    if char in _NARROW:
        return 0.38
    if char in _WIDE:
        return 0.95
    if unicodedata.east_asian_width(char) in "WF":
        return 1.05
    return 0.75 if char.isupper() else 0.63
