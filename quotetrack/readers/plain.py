"""A plain text → an `Article`: its zones, and the title, outlet, date and agencies they give away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from quotetrack.errors import UsageError
from quotetrack.readers.dates import read_date_line, read_stamp
from quotetrack.readers.language import settle_language
from quotetrack.readers.makers import (
    DATELINE_LENGTH,
    read_bare_byline,
    read_byline,
    read_dateline,
    read_name_line,
)
from quotetrack.readers.masthead import spell_outlet
from quotetrack.readers.outlets import source_of_url
from quotetrack.readers.phrases import AGENCIES
from quotetrack.readers.running_text import joined_zones
from quotetrack.readers.spoken.transcript import mark_transcript
from quotetrack.readers.zones import recognise_zones
from quotetrack.records import Article, Source, Zone, ZoneKind

# The id of a text that was given none.
UNNAMED = "text"


def article_from_text(
    text: str,
    *,
    id: str = UNNAMED,
    key: str = "",
    title: str | None = None,
    source: str | None = None,
    published: str | None = None,
    url: str | None = None,
    byline: str | None = None,
    agencies: Sequence[str] | None = None,
    language: str | None = None,
) -> Article:
    """Return the article that a plain text holds. `text` is kept exactly as given; zones are spans of it.

    What is given here wins over what the text says about itself. `published` is "YYYY-MM-DD" or a full ISO 8601 time.
    `key` defaults to the address, else to `id`; a text without either is known by its digest. A text that is surely in
    one language is in that language, whatever `language` says.

    Raises:
        UsageError: `published` is neither a day nor a time.
    """
    if published is not None and read_stamp(published) is None:
        raise UsageError(
            f'the day of publication is given as "{published[:60]}"; write it as YYYY-MM-DD, e.g. 2012-07-05'
        )
    zones = recognise_zones(text, title=title, url=url)
    spoken = mark_transcript(text)
    if spoken.zones:
        zones = joined_zones(spoken.zones, zones)
    url = url or _first(text, zones, "url")
    day, at = (read_stamp(published) if published else None) or _published(text, zones)
    article = Article(
        id=id,
        key=key or url or ("" if id == UNNAMED else id),
        text=text,
        title=title or one_line(_first(text, zones, "headline")),
        source=_source(text, zones, source, url),
        published=day,
        published_at=at,
        url=url,
        byline=byline or _byline(text, zones),
        agencies=tuple(agencies) if agencies is not None else agencies_in(text, zones),
        language=settle_language(text, language),
        zones=zones,
        locators=spoken.locators,
    )
    return article if article.key else replace(article, key=digest_key(article))


def digest_key(article: Article) -> str:
    """Return the key of an article that has neither id, address nor path: the same text is the same article."""
    return f"sha256:{article.digest}"


def agencies_in(text: str, zones: Iterable[Zone]) -> tuple[str, ...]:
    """Return the wire agencies that sign-off and dateline name, each once, in text order."""
    printed = (zone.span.of(text) for zone in zones if zone.kind == "agency")
    return tuple(dict.fromkeys(AGENCIES.get(form, form) for form in printed))


def one_line(words: str | None) -> str | None:
    """Return the words with each run of white space turned into one space: a headline may stand on two lines."""
    return " ".join(words.split()) if words else None


def _first(text: str, zones: Iterable[Zone], kind: ZoneKind) -> str | None:
    return next((zone.span.of(text) for zone in zones if zone.kind == kind), None)


def _published(text: str, zones: Iterable[Zone]) -> tuple[str | None, str | None]:
    """Return the day of the first date line that is not about a change; else of the first; else of the dateline."""
    lines = (read_date_line(zone.span.of(text)) for zone in zones if zone.kind == "date")
    dated = sorted((line for line in lines if line and line.day), key=lambda line: line.updated)
    if dated:
        return dated[0].day, dated[0].at
    start = next((zone.span.start for zone in zones if zone.kind == "dateline"), None)
    dateline = None if start is None else read_dateline(text[start : start + DATELINE_LENGTH])
    return (dateline.day if dateline else None), None


def _byline(text: str, zones: Iterable[Zone]) -> str | None:
    line = _first(text, zones, "byline")
    return (read_byline(line) or read_bare_byline(line) or read_name_line(line)) if line else None


def _source(text: str, zones: Iterable[Zone], given: str | None, url: str | None) -> Source:
    """Return the outlet: the name given, else the one behind the address, else the one the page names."""
    behind = source_of_url(url)
    named = _first(text, zones, "outlet")
    return Source(given or behind.name or (spell_outlet(named, text) if named else None), behind.domain)
