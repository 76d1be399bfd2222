"""A text laid out for zone recognition: its lines, their blocks, and what each line has been found to be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quotetrack.readers.lines import ends_sentence, split_lines
from quotetrack.records import Span, Zone, ZoneKind


class Layout:
    """The working sheet that the recognisers fill in one after another; what one has taken, no other takes.

    `starts`, `ends`, `kinds` and `numbers` run in parallel, one item a line: where it starts and ends in the text, what
    it is (None if it is free, that is, body) and the number of its block. `blocks` holds each block's line numbers.
    """

    __slots__ = ("blocks", "ends", "kinds", "numbers", "starts", "text", "zones")

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts, self.ends, self.blocks = split_lines(text)
        self.kinds: list[ZoneKind | None] = [None] * len(self.starts)
        self.numbers = [number for number, block in enumerate(self.blocks) for _ in block]
        self.zones: list[Zone] = []

    def words(self, index: int) -> str:
        """Return the words of a line."""
        return self.text[self.starts[index] : self.ends[index]]

    def words_of(self, kind: ZoneKind) -> Iterator[str]:
        """Yield the words of each line of one kind, in text order."""
        return (self.words(index) for index, taken in enumerate(self.kinds) if taken == kind)

    def is_free(self, index: int) -> bool:
        """True if no recogniser has taken the line."""
        return self.kinds[index] is None

    def block_of(self, index: int) -> range:
        """Return the line numbers of the block that the line stands in."""
        return self.blocks[self.numbers[index]]

    def first_free(self, block: range) -> int | None:
        """Return the first line of a block that is still free; None if all are taken."""
        return next(filter(self.is_free, block), None)

    def last_free(self, block: range) -> int | None:
        """Return the last line of a block that is still free; None if all are taken."""
        return next(filter(self.is_free, reversed(block)), None)

    def is_body(self, block: range) -> bool:
        """True if the free lines of a block end as a sentence does: prose, for all that is known."""
        last = self.last_free(block)
        return last is not None and ends_sentence(self.words(last))

    def take(self, index: int, kind: ZoneKind, part: Span | None = None) -> None:
        """Let the line count as this kind, and the whole of it, or `part`, be the zone."""
        self.kinds[index] = kind
        self.add(index, kind, part or Span(0, self.ends[index] - self.starts[index]))

    def add(self, index: int, kind: ZoneKind, part: Span) -> None:
        """Add a zone inside a line, which stays what it is; `part` counts from the line's start."""
        if part.start < part.end:
            start = self.starts[index]
            self.zones.append(Zone(kind, Span(start + part.start, start + part.end)))

    def add_all(self, index: int, zones: Iterable[Zone]) -> None:
        """Add zones inside a line, whose spans count from the line's start."""
        for zone in zones:
            self.add(index, zone.kind, zone.span)

    def in_order(self) -> tuple[Zone, ...]:
        """Return the zones in text order; of two that start together the one that holds the other is first."""
        return tuple(sorted(self.zones, key=lambda zone: (zone.span.start, -zone.span.end)))
