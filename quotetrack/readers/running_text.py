"""A text put together block by block, with the zones and locators that its file tells of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from quotetrack.records import Locator, Span, Zone, ZoneKind


@dataclass(slots=True)
class RunningText:
    """What a reader has put together so far. Blocks are parted by blank lines; zones and locators count into `text`,
    which is what all blocks give together."""

    zones: list[Zone] = field(default_factory=list)
    locators: list[Locator] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _is_due: bool = False

    @property
    def text(self) -> str:
        """Return the text of all blocks."""
        return "".join(self._parts)

    @property
    def end(self) -> int:
        """Return where the next words would stand if they went on in the same block."""
        return self._length

    def block(self, words: str, kind: ZoneKind | None = None) -> Span:
        """Begin a block with these words, a zone if a kind is given, and return where it lies. With empty words
        the next ones begin it."""
        self._is_due = bool(self._parts)
        return self.inline(words, kind)

    def turn(self, label: str, words: str = "") -> Span:
        """Begin a block of speech under a label, which is a zone, and return where its words lie. A label with a letter
        is followed by a colon."""
        label = " ".join(label.replace(":", " ").split())
        self.block(label, "speaker_label")
        self.inline(": " if any(map(str.isalpha, label)) else " ")
        return self.inline(words)

    def inline(self, words: str, kind: ZoneKind | None = None) -> Span:
        """Put words behind the last ones, with nothing between them, and return where they lie."""
        if words and self._is_due:
            self._put("\n\n")
            self._is_due = False
        span = Span(self._length, self._length + len(words))
        self._put(words)
        if kind is not None and words:
            self.zones.append(Zone(kind, span))
        return span

    def _put(self, words: str) -> None:
        if words:
            self._parts.append(words)
            self._length += len(words)


def joined_zones(told: Iterable[Zone], recognised: Iterable[Zone]) -> tuple[Zone, ...]:
    """Return the zones that a file tells of, and those recognised in its text that meet none of them, in text order.
    None of those told lies over another."""
    known = sorted(told, key=lambda zone: zone.span)
    starts = [zone.span.start for zone in known]
    before = ((zone, bisect_left(starts, zone.span.end)) for zone in recognised)
    free = [zone for zone, at in before if at == 0 or not zone.span.meets(known[at - 1].span)]
    return tuple(sorted([*known, *free], key=lambda zone: (zone.span.start, -zone.span.end)))
