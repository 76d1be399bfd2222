"""The whole sentence that words were cut out of, parsed: what governs them there, and where that stands in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quotetrack.checking.governing import Ground, find_turn
from quotetrack.parsing.pipeline_loading import load_pipeline
from quotetrack.records import Span

_AROUND = 1500
"""Code points before and after the words that are read."""


@dataclass(frozen=True, slots=True)
class TurnedWords:
    """Why words say something else than their sentence: `governing` are the places of what governs them, `sentence`
    is the place of the whole."""

    ground: Ground
    governing: tuple[Span, ...]
    sentence: Span


def turn_of_words(
    text: str,
    whole: Sequence[Span],
    kept: Sequence[Span],
    *,
    cue: Sequence[Span] = (),
    is_asked: bool = False,
) -> TurnedWords | None:
    """Return why what is `kept` of some words says something else than the whole; None if it says the same.

    Args:
        text: The text of the article.
        whole: The places that are read as one: the speaker's own words, or the paragraph that reports them.
        kept: The places of the words that are left, inside `whole`.
        cue: The places of the words that report them.
        is_asked: Whether the words that are left end with a question mark.
    """
    first, last = kept[0].start - _AROUND, kept[-1].end + _AROUND
    pieces = [Span(max(s.start, first), min(s.end, last)) for s in whole if s.end > first and s.start < last]
    if not pieces:
        return None
    doc = load_pipeline()(" ".join(piece.of(text) for piece in pieces))
    places = _places(pieces)

    def among(spans: Sequence[Span]) -> frozenset[int]:
        return frozenset(
            token.i
            for token in doc
            if not token.is_space and any(s.start <= places[token.idx] < s.end for s in spans)
        )

    inside = among(kept)
    turn = find_turn(doc, inside, among(cue), is_asked=is_asked) if inside else None
    if turn is None:
        return None
    governing = tuple(
        Span(places[doc[i].idx], places[doc[i].idx] + len(doc[i])) for i in turn.governing if not doc[i].is_space
    )
    around = doc[min(turn.governing)].sent if turn.governing else doc[min(inside)].sent
    ends = [*inside, around.start, around.end - 1]
    begin, end = doc[min(ends)], doc[max(ends)]
    return TurnedWords(turn.ground, governing, Span(places[begin.idx], places[end.idx] + len(end)))


def _places(pieces: Sequence[Span]) -> list[int]:
    """Return for each code point of the pieces, joined by blanks, its place in the text."""
    out: list[int] = []
    for piece in pieces:
        out += range(piece.start, piece.end)
        out.append(piece.end)
    return out
