"""The printings of a claim side by side: in what order they are shown, and each one's words with what it cut, inserted
or altered of the fullest one, stretch by stretch."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Literal

from quotetrack.export.sheet import ComparedClaim
from quotetrack.export.variants import Variant, variants
from quotetrack.records import Change, Comparison, Printed, Span, spans_text
from quotetrack.review.cells import BETWEEN_PIECES

What = Literal["same", "cut", "put"]


@dataclass(frozen=True, slots=True)
class ComparedWords:
    """Words of a printing that are the `same` in the fullest one or are `put` there instead or besides, or words of the
    fullest that it has `cut`. `fair` tells why a reader need not mind ("brackets", "tense"); empty where nothing
    excuses it. `space` is a blank of ours that parts words cut from what stands before or after them."""

    what: What
    words: str
    fair: str = ""
    space: Literal["", "before", "after"] = ""


@dataclass(frozen=True, slots=True)
class ShownPrinting:
    """A printing of a claim as a reader sees it: itself, its words, and the copies that were made of it."""

    row: Variant
    stretches: tuple[ComparedWords, ...]
    copies: tuple[ShownPrinting, ...] = ()


def side_by_side(compared: ComparedClaim) -> tuple[tuple[ShownPrinting, ...], tuple[Variant, ...]]:
    """Return the printings of a claim by day, copies beneath what they copy; then what contradicts it."""
    claim, _ = compared
    rows = list(variants(compared))
    shown = [ShownPrinting(row, _stretches(claim.fullest, row)) for row in rows if row.conflict is None]
    originals = {printing.row.printed.id for printing in shown if not printing.row.copy_of}
    beneath: dict[str | None, list[ShownPrinting]] = defaultdict(list)
    for printing in shown:
        beneath[printing.row.copy_of if printing.row.copy_of in originals else None].append(printing)
    first = (replace(printing, copies=tuple(beneath[printing.row.printed.id])) for printing in beneath[None])
    return tuple(first), tuple(row for row in rows if row.conflict is not None)


def _stretches(fullest: Printed, row: Variant) -> tuple[ComparedWords, ...]:
    """Return the words of a printing beside the fullest.

    That one itself, and a printing in other words, stand as they are: compared they would hide what they say.
    """
    if row.differs is None or row.differs.verdict.endswith("other words"):
        return (ComparedWords("same", row.printed.text),)
    return stretches(fullest, row.printed, row.differs)


def stretches(a: Printed, b: Printed, comparison: Comparison) -> tuple[ComparedWords, ...]:
    """Return the words of `b` with what they lack of `a`, none empty; neighbours that are the same are one.

    Without what was cut they are b's own words, character by character.
    """
    merged: list[ComparedWords] = []
    filled = (stretch for stretch in _compare(a, b, comparison.changes) if stretch.words)
    for is_same, group in groupby(filled, key=lambda stretch: stretch.what == "same"):
        alike = list(group)
        merged += [ComparedWords("same", "".join(same.words for same in alike))] if is_same else alike
    return tuple(merged)


def _compare(a: Printed, b: Printed, changes: Sequence[Change]) -> Iterator[ComparedWords]:
    """Yield the stretches in order, some of them empty."""
    text, words, at = a.article.text, b.text, 0
    for change in changes:
        cut = "" if change.kind == "kept" else _slice(text, a.statement.quote.content, change.a)
        if not change.b:
            yield ComparedWords("cut", cut, change.fair, "before" if at else "after")
            continue
        start = max(at, _place(b, change.b[0].start))
        end = max(start, _place(b, change.b[-1].end))
        yield ComparedWords("same", words[at:start])
        yield ComparedWords("cut", cut, change.fair, "after")
        yield ComparedWords("same" if change.kind == "kept" else "put", words[start:end], change.fair)
        at = end
    yield ComparedWords("same", words[at:])


def _place(printed: Printed, at: int) -> int:
    """Return where a place of the article is among the words of a printing, whose pieces are joined by “ … ”."""
    pieces = printed.statement.quote.content
    number = min(bisect_left(pieces, at, key=lambda piece: piece.end), len(pieces) - 1)
    before = sum(piece.end - piece.start + len(BETWEEN_PIECES) for piece in pieces[:number])
    return before + max(0, min(at, pieces[number].end) - pieces[number].start)


def _slice(text: str, pieces: Sequence[Span], spans: Sequence[Span]) -> str:
    """Return the words at the spans, with what stands between two of one piece; others are joined by " … "."""
    joined: list[Span] = list(spans[:1])
    for before, after in pairwise(spans):
        if any(piece.start <= before.start and after.end <= piece.end for piece in pieces):
            joined[-1] = Span(joined[-1].start, after.end)
        else:
            joined.append(after)
    return spans_text(text, joined)
