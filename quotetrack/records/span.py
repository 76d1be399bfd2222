"""A place in a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of `Article.text`.

    Attributes:
        start: The first code point, counted from 0.
        end: The code point after the last.

    Example:
        >>> Span(1, 8).of("“It sank”")
        'It sank'
        >>> Span(0, 5).holds(Span(1, 3)), Span(0, 5).meets(Span(5, 7))
        (True, False)
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words of this span in `text`."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Return True if `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Return True if the two share at least one code point."""
        return self.start < other.end and other.start < self.end


def merged_spans(spans: Iterable[Span]) -> list[Span]:
    """Return the stretches that some spans cover, in text order; those that touch or lie over each other are one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return merged


def spans_without(spans: Iterable[Span], others: Iterable[Span]) -> Iterator[Span]:
    """Yield the parts of some spans that lie in none of `others`, in text order, none of them empty. Of `spans`, which
    are in text order, none lies over another. Takes time in proportion to how many there are."""
    holes = merged_spans(others)
    first = 0
    for span in spans:
        at = span.start
        while first < len(holes) and holes[first].end <= at:
            first += 1
        while first < len(holes) and holes[first].start < span.end:
            if at < holes[first].start:
                yield Span(at, holes[first].start)
            at = holes[first].end
            if at > span.end:  # the next span may begin in this one too
                break
            first += 1
        if at < span.end:
            yield Span(at, span.end)
