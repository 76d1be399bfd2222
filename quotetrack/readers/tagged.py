"""Text put together piece by piece, with the zones that its file names; and the `Article` that it is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from quotetrack.readers.plain import article_from_text
from quotetrack.records import Article, Span, Zone, ZoneKind

_BETWEEN = "\n\n"
_FURNITURE = ("running_head", "page_number")


@dataclass(slots=True)
class TaggedText:
    """A text that grows by paragraphs, parted by blank lines, and the zones that are named in it."""

    zones: list[Zone] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _length: int = 0

    @property
    def words(self) -> str:
        """The whole text so far."""
        return _BETWEEN.join(self._pieces)

    def add(self, words: str, kind: ZoneKind | None = None) -> Span:
        """Add a paragraph, which is a zone if a kind is given, and return where it stands."""
        start = self._length + len(_BETWEEN) * bool(self._pieces)
        self._pieces.append(words)
        self._length = start + len(words)
        span = Span(start, self._length)
        if kind is not None and words:
            self.zones.append(Zone(kind, span))
        return span


def tagged_article(
    text: TaggedText,
    *,
    id: str,
    title: str | None = None,
    url: str | None = None,
    language: str | None = None,
) -> Article:
    """Return the article of a text. Its zones win over those that its layout suggests, and running heads and page
    numbers tell nothing about the article."""
    words = text.words
    article = article_from_text(_blanked(words, text.zones), id=id, title=title, url=url, language=language)
    return replace(article, text=words, zones=merge_zones(article.zones, text.zones))


def merge_zones(suggested: Iterable[Zone], named: Sequence[Zone]) -> tuple[Zone, ...]:
    """Return the named zones, which stand in text order and none in another, and those suggested that meet none of
    them, in text order. A headline that is named is the only one."""
    # Of those that begin before a zone ends, the last is the only one that may meet it.
    starts = [zone.span.start for zone in named]
    before = ((zone, bisect_left(starts, zone.span.end)) for zone in suggested)
    free = [zone for zone, at in before if at == 0 or not zone.span.meets(named[at - 1].span)]
    if any(zone.kind == "headline" for zone in named):  # there is one
        free = [zone for zone in free if zone.kind != "headline"]
    return tuple(sorted([*named, *free], key=lambda zone: (zone.span.start, -zone.span.end)))


def _blanked(words: str, zones: Iterable[Zone]) -> str:
    """Return the text with spaces for its running heads and page numbers, so that places stay."""
    pieces: list[str] = []
    at = 0
    for zone in zones:
        if zone.kind in _FURNITURE:
            pieces += [words[at : zone.span.start], " " * (zone.span.end - zone.span.start)]
            at = zone.span.end
    return "".join([*pieces, words[at:]])
