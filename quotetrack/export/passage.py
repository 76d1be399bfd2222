"""Words in the paragraph they are printed in: a statement cut into pieces that say what each stretch is, and what
stands before and after any words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from quotetrack.records import Article, Printed, Span, ZoneKind
from quotetrack.text.quotation_marks import paragraphs

Part = Literal["plain", "content", "cue", "mention"]

# Zones that end the paragraph before them even where the text has no line break.
_BORDERS: tuple[ZoneKind, ...] = (
    "headline",
    "standfirst",
    "heading",
    "caption",
    "credit",
    "chrome",
    "sign_off",
)

_WORD_LENGTH = 40  # how far a cut may move to fall between two words; longer runs are cut where they stand


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the article and what it is in the statement."""

    span: Span
    part: Part


@dataclass(frozen=True, slots=True)
class Passage:
    """The pieces in text order, without gaps; `cut_before` and `cut_after` where the paragraph goes on."""

    pieces: tuple[Piece, ...]
    cut_before: bool
    cut_after: bool


def passage(printed: Printed, *, limit: int = 600) -> Passage:
    """The statement's paragraph, or paragraphs, with at most `limit` characters on either side of its words.

    Where cue or mention overlap the content, the content wins. A statement without content gives no pieces.
    """
    content = printed.statement.quote.content
    if not content:
        return Passage((), cut_before=False, cut_after=False)
    text = printed.article.text
    words = Span(min(span.start for span in content), max(span.end for span in content))
    whole = _paragraph(printed.article, words)
    start = _cut_start(text, whole.start, words.start, limit)
    end = _cut_end(text, whole.end, words.end, limit)
    pieces = _pieces(Span(start, end), _labelled(printed))
    return Passage(pieces, cut_before=start > whole.start, cut_after=end < whole.end)


def context(printed: Printed, *, limit: int = 300) -> tuple[str, str]:
    """What stands before and after the statement's words in their paragraph, as `around` gives it; nothing for a
    statement without content."""
    content = printed.statement.quote.content
    if not content:
        return "", ""
    words = Span(min(span.start for span in content), max(span.end for span in content))
    return around(printed.article, words, limit=limit)


def around(article: Article, words: Span, *, limit: int = 300) -> tuple[str, str]:
    """What stands before and after the words in their paragraph, at most about `limit` characters each, with "… "
    or " …" where the paragraph goes on."""
    text, whole = article.text, _paragraph(article, words)
    start = _cut_start(text, whole.start, words.start, limit)
    end = _cut_end(text, whole.end, words.end, limit)
    before, after = text[start : words.start].lstrip(), text[words.end : end].rstrip()
    return ("… " if start > whole.start else "") + before, after + (" …" if end < whole.end else "")


# Rows come article by article, so a few are enough to cut each article once only.
@lru_cache(maxsize=8)
def _paragraphs(article: Article) -> tuple[Span, ...]:
    """The article's paragraphs, cut as the extraction cuts them."""
    return paragraphs(article.text, (zone.span for zone in article.zones if zone.kind in _BORDERS))


def _paragraph(article: Article, words: Span) -> Span:
    """The paragraph, or run of paragraphs, that holds the words; outside any, the words alone."""
    found = [span for span in _paragraphs(article) if span.meets(words)]
    if not found:
        return words
    return Span(min(found[0].start, words.start), max(found[-1].end, words.end))


def _cut_start(text: str, start: int, words: int, limit: int) -> int:
    """`start`, or a place between two words at most `limit` characters before `words`."""
    floor = words - limit
    if start >= floor:
        return start
    blank = re.compile(r"\s").search(text, floor, min(floor + _WORD_LENGTH, words))
    return blank.end() if blank else floor


def _cut_end(text: str, end: int, words: int, limit: int) -> int:
    """`end`, or a place between two words at most `limit` characters after `words`."""
    ceiling = words + limit
    if end <= ceiling:
        return end
    blank = text.rfind(" ", max(words, ceiling - _WORD_LENGTH), ceiling)
    return blank if blank >= 0 else ceiling


def _labelled(printed: Printed) -> list[Piece]:
    """The statement's own stretches, content first among those that begin together."""
    quote, attribution = printed.statement.quote, printed.statement.attribution
    content = [Piece(span, "content") for span in quote.content]
    others = [Piece(span, "cue") for span in quote.cue]
    others += [Piece(span, "mention") for span in attribution.mention]
    clear = [piece for piece in others if not any(piece.span.meets(span) for span in quote.content)]
    return sorted(content + clear, key=lambda piece: piece.span)


def _pieces(whole: Span, labelled: list[Piece]) -> tuple[Piece, ...]:
    """The whole stretch cut at the labelled pieces; what lies outside it or overlaps is left out."""
    pieces: list[Piece] = []
    at = whole.start
    for piece in labelled:
        start, end = max(piece.span.start, at), min(piece.span.end, whole.end)
        if start >= end:
            continue
        if at < start:
            pieces.append(Piece(Span(at, start), "plain"))
        pieces.append(Piece(Span(start, end), piece.part))
        at = end
    if at < whole.end:
        pieces.append(Piece(Span(at, whole.end), "plain"))
    return tuple(pieces)
