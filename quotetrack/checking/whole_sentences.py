"""The whole sentence that words were cut out of, parsed: what governs them there, and where that stands in the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from quotetrack.checking.governing import find_relay, find_turn
from quotetrack.parsing.masking import replace_surrogates
from quotetrack.parsing.pipeline_loading import load_pipeline
from quotetrack.records import Span
from quotetrack.records.check import Turn
from quotetrack.text.quotation_marks import pair_marks
from quotetrack.text.stemming import stem

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
    doc = load_pipeline()(replace_surrogates(" ".join(_as_said(text, pieces))))
    places = _places(pieces)

    def among(spans: Sequence[Span]) -> frozenset[int]:
        return frozenset(
            token.i
            for token in doc
            if not token.is_space and any(s.start <= places[token.idx] < s.end for s in spans)
        )

    inside = among(kept)
    if not inside:
        return None
    inside |= {
        token.head.i
        for token in (doc[i] for i in sorted(inside))
        if token.head.i not in inside and stem(token.head.lower_) in stems
    }
    turn = find_turn(doc, inside, among(cue), is_asked=is_asked)
    mark = _opening_mark(text, whole, kept, depth=int(is_reported))
    if turn is None and mark is not None and (before := [t.i for t in doc if places[t.idx] >= mark]):
        turn = find_relay(doc, before[0])
    if turn is None:
        return None
    governing = tuple(
        Span(places[doc[i].idx], places[doc[i].idx] + len(doc[i]))
        for i in turn.governing
        if not doc[i].is_space
    )
    around = doc[min(turn.governing)].sent if turn.governing else doc[min(inside)].sent
    ends = [*inside, around.start, around.end - 1]

    def reach(first: int, last: int) -> Span:
        return Span(places[doc[first].idx], places[doc[last].idx] + len(doc[last]))

    return Turn(
        ground=turn.ground,
        governing=governing,
        sentence=reach(min(ends), max(ends)),
        by=reach(*turn.by) if turn.by else None,
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
