"""The text of a document, with the zones that its file names → an `Article`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from quotetrack.readers.plain import article_from_text
from quotetrack.readers.running_text import RunningText, joined_zones
from quotetrack.records import Article, Zone

_FURNITURE = ("running_head", "page_number")


def tagged_article(
    text: RunningText,
    *,
    id: str,
    title: str | None = None,
    url: str | None = None,
    language: str | None = None,
) -> Article:
    """Return the article of a text. Its zones win over those that its layout suggests, and running heads and page
    numbers tell nothing about the article."""
    words = text.text
    article = article_from_text(_blanked(words, text.zones), id=id, title=title, url=url, language=language)
    return replace(article, text=words, zones=_merged(article.zones, text.zones))


def _merged(recognised: Iterable[Zone], told: Sequence[Zone]) -> tuple[Zone, ...]:
    """Return the zones of both, joined. A headline that the file tells of is the only one."""
    has_headline = any(zone.kind == "headline" for zone in told)
    return joined_zones(told, (zone for zone in recognised if not (has_headline and zone.kind == "headline")))


def _blanked(words: str, zones: Iterable[Zone]) -> str:
    """Return the text with spaces for its running heads and page numbers, so that places stay."""
    pieces: list[str] = []
    at = 0
    for zone in zones:
        if zone.kind in _FURNITURE:
            pieces += [words[at : zone.span.start], " " * (zone.span.end - zone.span.start)]
            at = zone.span.end
    return "".join([*pieces, words[at:]])
