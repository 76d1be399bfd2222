"""Where sentences end, by their letters alone: for showing words in their sentence, not for grammar."""

from __future__ import annotations

import re

from quotetrack.records import Span

_SHORTENED = (
    "Mr Ms Mrs Dr St Jr Sr Lt No v vs Gen Gov Sen Rep Col Sgt Maj Rev Brig Capt Prof "
    "Jan Feb Aug Sept Oct Nov Dec"
)
_NO_END = "".join(rf"(?<!\b{word}\.)" for word in _SHORTENED.split())
_END = re.compile(rf"[.!?…](?<!\b[A-Z]\.){_NO_END}[”\"’'»)]{{0,3}}\s+(?=[“\"„«‘(\[]{{0,2}}[A-Z0-9])|\n\s*\n")
"""An abbreviation, or an initial, ends no sentence."""


def sentences_around(text: str, words: Span, within: Span) -> Span:
    """Return the sentences that hold some words, whole, no further than `within` reaches."""
    start, end = min(within.start, words.start), max(within.end, words.end)
    for found in _END.finditer(text, start, end):
        if found.end() <= words.start:
            start = found.end()
        elif found.start() + 1 >= words.end:
            return Span(start, start + len(text[start : found.end()].rstrip()))
    return Span(start, end)
