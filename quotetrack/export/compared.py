"""The printings of a claim side by side: in what order they are shown, and each one's words with what it cut, inserted
or altered of the fullest one, stretch by stretch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from quotetrack.export.sheet import ComparedClaim
from quotetrack.export.variants import Variant, variants
from quotetrack.records import Change, Comparison, Printed, Span, spans_text

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


def side_by_side(told: ComparedClaim) -> tuple[tuple[ShownPrinting, ...], tuple[Variant, ...]]:
    """The printings of a claim by day, copies beneath what they copy; then what contradicts it."""
    claim, _ = told
    rows = list(variants(told))
    printings = [row for row in rows if row.conflict is None]
    there = {row.printed.id for row in printings if not row.copy_of}
    first = [row for row in printings if row.copy_of not in there]
    copies: dict[str, list[ShownPrinting]] = {id: [] for id in there}
    for row in printings:
        if row.copy_of in copies:
            copies[row.copy_of].append(ShownPrinting(row, _stretches(claim.fullest, row)))
    return (
        tuple(
            ShownPrinting(
                row,
                _stretches(claim.fullest, row),
                tuple(copies.get(row.printed.id, ())) if not row.copy_of else (),
            )
            for row in first
        ),
        tuple(row for row in rows if row.conflict is not None),
    )


def _stretches(fullest: Printed, row: Variant) -> tuple[ComparedWords, ...]:
    """The words of a printing beside the fullest. That one itself, and a printing in other words, stand as they are:
    told side by side they would hide what they say."""
    if row.differs is None or row.differs.verdict.endswith("other words"):
        return (ComparedWords("same", row.printed.text),)
    return stretches(fullest, row.printed, row.differs)


def stretches(a: Printed, b: Printed, told: Comparison) -> tuple[ComparedWords, ...]:
    """The words of `b` with what they lack of `a`. Without what was cut they are b's own words, character by
    character."""
    return tuple(_merged(_told(a, b, told.changes)))


def _told(a: Printed, b: Printed, changes: Sequence[Change]) -> Iterator[ComparedWords]:
    pieces, content = _Text(b), a.statement.quote.content
    for change in changes:
        cut = "" if change.kind == "kept" else _slice(a.article.text, content, change.a)
        if not change.b:
            yield from ([ComparedWords("cut", cut, change.fair, _space(pieces))] if cut else [])
            continue
        start, end = change.b[0].start, change.b[-1].end
        if change.kind == "kept":
            yield ComparedWords("same", pieces.until(end))
            continue
        yield ComparedWords("same", pieces.until(start))
        if cut:
            yield ComparedWords("cut", cut, change.fair, "after")
        yield ComparedWords("put", pieces.until(end), change.fair)
    yield ComparedWords("same", pieces.rest())


def _space(pieces: _Text) -> Literal["", "before", "after"]:
    return "before" if pieces.is_begun else "after"


def _merged(told: Iterator[ComparedWords]) -> Iterator[ComparedWords]:
    """Without empty stretches; neighbours that are the same are one."""
    last: ComparedWords | None = None
    for one in told:
        if not one.words:
            continue
        if last is not None and last.what == one.what == "same":
            last = ComparedWords("same", last.words + one.words)
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


class _Text:
    """A printing's words, given out from the beginning up to places in its article; pieces are joined by “ … ”."""

    def __init__(self, printed: Printed) -> None:
        self._text, self._pieces = printed.article.text, list(printed.statement.quote.content)
        self._at = self._pieces[0].start if self._pieces else 0
        self.is_begun = False

    def until(self, end: int) -> str:
        """What comes next, up to that place."""
        out = ""
        while self._pieces:
            piece = self._pieces[0]
            if end <= piece.end or len(self._pieces) == 1:
                out += self._text[self._at : max(self._at, min(end, piece.end))]
                self._at = max(self._at, min(end, piece.end))
                break
            out += self._text[self._at : piece.end] + " … "
            del self._pieces[0]
            self._at = self._pieces[0].start
        self.is_begun = self.is_begun or bool(out)
        return out

    def rest(self) -> str:
        """All that is left."""
        if not self._pieces:
            return ""
        first, *others = self._pieces
        out = self._text[self._at : first.end] if self._at < first.end else ""
        self._pieces = []
        return "".join((out, *(f" … {piece.of(self._text)}" for piece in others)))


def _slice(text: str, pieces: Sequence[Span], spans: Sequence[Span]) -> str:
    """The words at the spans as printed, with what stands between two of one piece; others are joined by “ … ”."""
    joined: list[Span] = list(spans[:1])
    for before, after in pairwise(spans):
        if any(piece.start <= before.start and after.end <= piece.end for piece in pieces):
            joined[-1] = Span(joined[-1].start, after.end)
        else:
            joined.append(after)
    return spans_text(text, joined)
