"""A text laid out for zone recognition: its lines, their blocks, and what each line has been found to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotetrack.readers.lines import ends_sentence, split_lines
from quotetrack.records import Span, Zone, ZoneKind

if TYPE_CHECKING:
    from collections.abc import Iterator


class Layout:
    """The working sheet that the recognisers fill in one after another; what one has taken, no other takes.

    `starts`, `ends`, `kinds` and `numbers` run in parallel, a place for each line: where it starts and ends
    in the text, what it is (None while it is free, that is, body) and the number of its block.
    `blocks` holds the line numbers of each block.
    """

    __slots__ = ("blocks", "ends", "kinds", "numbers", "starts", "text", "zones")

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts, self.ends, self.blocks = split_lines(text)
        self.kinds: list[ZoneKind | None] = [None] * len(self.starts)
        self.numbers = [number for number, block in enumerate(self.blocks) for _ in block]
        self.zones: list[Zone] = []

    def words(self, index: int) -> str:
        """The words of a line."""
        return self.text[self.starts[index] : self.ends[index]]

    def span(self, index: int) -> Span:
        """Where a line stands, without the white space around it."""
        return Span(self.starts[index], self.ends[index])

    def has_bracket(self, index: int) -> bool:
        """True where a bracket opens in the line."""
        return self.text.find("(", self.starts[index], self.ends[index]) >= 0

    def words_of(self, kind: ZoneKind) -> Iterator[str]:
        """The words of all lines of one kind, in text order."""
        return (self.words(index) for index, found in enumerate(self.kinds) if found == kind)

    def is_free(self, index: int) -> bool:
        """True where nothing has been found out about the line."""
        return self.kinds[index] is None

    def block_of(self, index: int) -> range:
        """The line numbers of the block that the line stands in."""
        return self.blocks[self.numbers[index]]

    def free_lines(self, block: range) -> list[int]:
        """The lines of a block that are still free."""
        return [index for index in block if self.kinds[index] is None]

    def first_free(self, block: range) -> int | None:
        """The first line of a block that is still free; None where all are taken."""
        return next((index for index in block if self.kinds[index] is None), None)

    def is_body(self, block: range) -> bool:
        """True where the free lines of a block end as a sentence does: prose, for all we know."""
        last = next((index for index in reversed(block) if self.kinds[index] is None), None)
        return last is not None and ends_sentence(self.words(last))

    def take(self, index: int, kind: ZoneKind) -> None:
        """The whole line is a zone of this kind."""
        self.take_part(index, kind, self.span(index))

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
