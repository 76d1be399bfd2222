"""Words in the paragraph they are printed in: a statement cut into pieces that say what each stretch is, and what
stands before and after any words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quotetrack.records import Printed, Span
from quotetrack.records.paragraphs import cut_end, cut_start
from quotetrack.records.span import spans_without

Part = Literal["plain", "content", "report", "cue", "mention"]
"""What a stretch is: of the words quoted, of the report around them, of the cue or the mention, or of none of these."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the article and what it is in the statement."""

    span: Span
    part: Part


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """The pieces in text order, without gaps; `cut_before` and `cut_after` tell whether the paragraph goes on."""

    pieces: tuple[Piece, ...]
    cut_before: bool
    cut_after: bool


def passage(printed: Printed, *, limit: int = 600) -> ShownPassage:
    """Return the statement's paragraph, or paragraphs, with at most `limit` characters on either side of its words.

    Where cue or mention overlap the content, the content wins; both win over the report around it. A statement without
    content gives no pieces.
    """
    content = printed.statement.quote.content
    if not content:
        return ShownPassage((), cut_before=False, cut_after=False)
    text = printed.article.text
    words = printed.statement.quote.extent
    whole = printed.article.paragraph(words)
    start = cut_start(text, whole.start, words.start, limit)
    end = cut_end(text, whole.end, words.end, limit)
    pieces = _pieces(Span(start, end), _labelled(printed))
    return ShownPassage(pieces, cut_before=start > whole.start, cut_after=end < whole.end)


def _labelled(printed: Printed) -> list[Piece]:
    """Return the statement's own stretches, content first among those that begin together."""
    quote, attribution = printed.statement.quote, printed.statement.attribution
    content = [Piece(span, "content") for span in quote.content]
    others = (
        *(Piece(span, "cue") for span in quote.cue),
        *(Piece(s, "mention") for s in attribution.mention),
    )
    labelled = content + [p for p in others if not any(p.span.meets(span) for span in quote.content)]
    reported = spans_without(quote.report, [piece.span for piece in labelled])
    labelled += [Piece(span, "report") for span in reported]
    return sorted(labelled, key=lambda piece: piece.span)


def _pieces(whole: Span, labelled: list[Piece]) -> tuple[Piece, ...]:
    """Return the whole stretch cut at the labelled pieces; what lies outside it or overlaps is left out."""
    pieces: list[Piece] = []
    at = whole.start
    for piece in labelled:
        start, end = max(piece.span.start, at), min(piece.span.end, whole.end)
        if start < end:
            pieces += [Piece(Span(at, start), "plain"), Piece(Span(start, end), piece.part)]
            at = end
    pieces.append(Piece(Span(at, whole.end), "plain"))
    return tuple(piece for piece in pieces if piece.span.start < piece.span.end)
