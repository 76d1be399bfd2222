"""The whole sentence that words were cut out of, parsed: what governs them there, and where that stands in the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from quotetrack.checking.governing import GovernedBy, find_relay, find_turn
from quotetrack.parsing.masking import replace_surrogates
from quotetrack.parsing.pipeline_loading import load_pipeline
from quotetrack.records import Span
from quotetrack.records.check import Turn
from quotetrack.text.quotation_marks import pair_marks
from quotetrack.text.stemming import stem

if TYPE_CHECKING:
    from spacy.tokens import Doc

_AROUND = 1500
"""Code points before and after the words that are read."""


def turn_of_words(
    text: str,
    whole: Sequence[Span],
    kept: Sequence[Span],
    *,
    cue: Sequence[Span] = (),
    is_asked: bool = False,
    is_reported: bool = False,
    stems: frozenset[str] = frozenset(),
) -> Turn | None:
    """Return why what is `kept` of some words says something else than the whole; None if it says the same.

    Args:
        text: The text of the article.
        whole: The places that are read as one: the speaker's own words, or the paragraph that reports them.
        kept: The places of the words that are left, inside `whole`.
        cue: The places of the words that report them.
        is_asked: Whether the words that are left end with a question mark.
        is_reported: Whether `whole` is the reporter's: marks in it are the speaker's own.
        stems: The stems of words that are kept in another form: what is kept hangs on them.
    """
    first, last = kept[0].start - _AROUND, kept[-1].end + _AROUND
    pieces = [Span(max(s.start, first), min(s.end, last)) for s in whole if s.end > first and s.start < last]
    if not pieces:
        return None
    parsed = _Parsed(load_pipeline()(replace_surrogates(" ".join(_as_said(text, pieces)))), _places(pieces))
    inside = parsed.among(kept)
    if not inside:
        return None
    heads = {parsed.doc[i].head for i in inside}
    inside |= {head.i for head in heads if stem(head.lower_) in stems}
    turn = find_turn(parsed.doc, inside, parsed.among(cue), is_asked=is_asked)
    mark = _opening_mark(text, whole, kept, depth=int(is_reported))
    if turn is None and mark is not None and (first_inside := parsed.first_from(mark)) is not None:
        turn = find_relay(parsed.doc, first_inside)
    return parsed.turn(turn, inside) if turn else None


@dataclass(frozen=True, slots=True)
class _Parsed:
    """The parse of what is read, and for each of its code points the place in the article."""

    doc: Doc
    places: Sequence[int]

    def among(self, spans: Sequence[Span]) -> frozenset[int]:
        """Return the numbers of the tokens that begin in these places."""
        return frozenset(
            token.i
            for token in self.doc
            if not token.is_space and any(s.start <= self.places[token.idx] < s.end for s in spans)
        )

    def first_from(self, place: int) -> int | None:
        """Return the number of the first token from a place on."""
        return next((token.i for token in self.doc if self.places[token.idx] >= place), None)

    def reach(self, first: int, last: int) -> Span:
        """Return where these tokens, and all between them, stand in the article."""
        return Span(self.places[self.doc[first].idx], self.places[self.doc[last].idx] + len(self.doc[last]))

    def turn(self, turn: GovernedBy, inside: frozenset[int]) -> Turn:
        """Return a turn of the words `inside` with places instead of tokens."""
        around = self.doc[min(turn.governing)].sent if turn.governing else self.doc[min(inside)].sent
        ends = [*inside, around.start, around.end - 1]
        return Turn(
            ground=turn.ground,
            governing=tuple(self.reach(i, i) for i in turn.governing if not self.doc[i].is_space),
            sentence=self.reach(min(ends), max(ends)),
            by=self.reach(*turn.by) if turn.by else None,
        )


def _opening_mark(text: str, whole: Sequence[Span], kept: Sequence[Span], *, depth: int) -> int | None:
    """Return where the marks open, inside a quotation, in which all that is kept stands; None without such marks."""
    pairs = (pair.inner for pair in pair_marks(text, tuple(whole)) if pair.depth >= depth)
    around = [pair for pair in pairs if pair.start <= kept[0].start and kept[-1].end <= pair.end]
    return max((pair.start - 1 for pair in around), default=None)


def _as_said(text: str, pieces: Sequence[Span]) -> Iterator[str]:
    """Yield the words of each piece; one that a report behind it closes with a full stop ends so itself."""
    for piece, after in zip_longest(pieces, pieces[1:]):
        words = piece.of(text)
        between = text[piece.end : after.start].rstrip(" “\"'‘\n") if after else ""
        yield f"{words[:-1]}." if words.endswith(",") and between.endswith(".") else words


def _places(pieces: Sequence[Span]) -> list[int]:
    """Return for each code point of the pieces, joined by blanks, its place in the text."""
    out: list[int] = []
    for piece in pieces:
        out += range(piece.start, piece.end)
        out.append(piece.end)
    return out
