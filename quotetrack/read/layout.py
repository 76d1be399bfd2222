"""A text laid out for zone recognition: its lines, their blocks, and what each line has been found to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotetrack.read.lines import ends_sentence, split_lines
from quotetrack.records import Span, Zone, ZoneKind

if TYPE_CHECKING:
    from quotetrack.read.lines import Line


class Layout:
    """The working sheet that the recognisers fill in one after another; what one has taken, no other takes.

    `lines` and `kinds` run in parallel: `kinds[index]` is None while the line is free, that is, body.
    `blocks` holds the line numbers of each block.
    """

    __slots__ = ("blocks", "kinds", "lines", "text", "zones")

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[Line] = list(split_lines(text))
        self.kinds: list[ZoneKind | None] = [None] * len(self.lines)
        self.zones: list[Zone] = []
        self.blocks: list[range] = []
        start = 0
        for index in range(1, len(self.lines) + 1):
            if index == len(self.lines) or self.lines[index].block != self.lines[start].block:
                self.blocks.append(range(start, index))
                start = index

    def words(self, index: int) -> str:
        """The words of a line."""
        return self.lines[index].span.of(self.text)

    def is_free(self, index: int) -> bool:
        """True where nothing has been found out about the line."""
        return self.kinds[index] is None

    def block_of(self, index: int) -> range:
        """The line numbers of the block that the line stands in."""
        return self.blocks[self.lines[index].block]

    def free_lines(self, block: range) -> list[int]:
        """The lines of a block that are still free."""
        return [index for index in block if self.kinds[index] is None]

    def is_body(self, block: range) -> bool:
        """True where the free lines of a block end as a sentence does: prose, for all we know."""
        last = next((index for index in reversed(block) if self.kinds[index] is None), None)
        return last is not None and ends_sentence(self.words(last))

    def take(self, index: int, kind: ZoneKind) -> None:
        """The whole line is a zone of this kind."""
        self.take_part(index, kind, self.lines[index].span)

    def take_part(self, index: int, kind: ZoneKind, span: Span) -> None:
        """The line counts as this kind, and `span` is the zone."""
        self.kinds[index] = kind
        self.add(kind, span)

    def add(self, kind: ZoneKind, span: Span) -> None:
        """A zone inside a line, which stays what it is."""
        if span.start < span.end:
            self.zones.append(Zone(kind, span))

    def in_order(self) -> tuple[Zone, ...]:
        """The zones found, in text order; where two start together the one that holds the other is first."""
        return tuple(sorted(self.zones, key=lambda zone: (zone.span.start, -zone.span.end)))
