"""Where words that somebody typed stand in an article."""

from __future__ import annotations

import re

from quotetrack.errors import UsageError
from quotetrack.records import Span
from quotetrack.review.cells import BETWEEN_PIECES

_REACH = 1500
"""How far before and after a quotation its corrected words may reach, in code points."""
_LONGEST = 50_000
_SHOWN = 60
_ALIKE = {sign: f"[{signs}]" for signs in ('“”„‟"«»', "‘’‚‛'`", "–—−-") for sign in signs}
"""Signs that programs put in each other's place while somebody types, and the pattern of all that one may stand for."""


def locate(text: str, words: str, near: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return where these words stand in `text`, at the place of the spans `near`: white space, and which quotation
    marks and dashes they have, do not count, everything else does. Pieces are joined by " … ". UsageError if they do
    not stand there, or several times."""
    if not words.strip():
        raise UsageError("the words are empty: reject the quotation, or give its words")
    if len(words) > _LONGEST:
        raise UsageError(f"the words are {len(words):,} characters: at most {_LONGEST:,} are looked for")
    first, last = near[0].start, near[-1].end
    whole = [span for span in _found(text, words, first, last) if span.meets(Span(first, last))]
    if len(whole) == 1:
        return (whole[0],)
    if len(whole) > 1:
        raise UsageError(
            f"{_short(words)} stands {len(whole)} times in the quotation: give the offsets instead"
        )
    pieces = [piece for piece in words.split(BETWEEN_PIECES) if piece.strip()]
    if len(pieces) > 1 and (spans := _in_order(text, pieces, first, last)):
        return spans
    raise UsageError(
        f"{_short(words)} does not stand where the quotation does: expected words of the article, exactly as printed"
    )


def _in_order(text: str, pieces: list[str], first: int, last: int) -> tuple[Span, ...]:
    """Return the pieces one after the other, each the first time after the one before; empty if one is missing, or all
    lie outside the quotation."""
    spans: list[Span] = []
    for piece in pieces:
        after = spans[-1].end if spans else 0
        place = next((span for span in _found(text, piece, first, last) if span.start >= after), None)
        if place is None:
            return ()
        spans.append(place)
    return tuple(spans) if Span(spans[0].start, spans[-1].end).meets(Span(first, last)) else ()


def _found(text: str, words: str, first: int, last: int) -> list[Span]:
    patterns = ("".join(_ALIKE.get(sign, re.escape(sign)) for sign in word) for word in words.split())
    pattern = re.compile(r"\s+".join(patterns))
    places = pattern.finditer(text, max(0, first - _REACH), min(len(text), last + _REACH))
    return [Span(*place.span()) for place in places]


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return f"“{plain[:_SHOWN]}…”" if len(plain) > _SHOWN else f"“{plain}”"
