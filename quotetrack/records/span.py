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
        >>> list(Span(0, 9).without([Span(2, 4)]))
        [Span(start=0, end=2), Span(start=4, end=9)]
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

    def without(self, others: Iterable[Span]) -> Iterator[Span]:
        """Yield the parts of this span that lie in none of `others`, in text order; no part is empty."""
        at = self.start
        for other in sorted(other for other in others if other.meets(self)):
            if at < other.start:
                yield Span(at, other.start)
            at = max(at, other.end)
        if at < self.end:
            yield Span(at, self.end)
