"""A place in a text."""

from __future__ import annotations

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
