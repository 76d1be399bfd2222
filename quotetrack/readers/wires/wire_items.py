"""One item of a news agency, as its format tells of it → an `Article` that keeps its number, version and state."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from quotetrack.readers.input import Input
from quotetrack.readers.outlets import source_of_url
from quotetrack.readers.phrases import AGENCIES
from quotetrack.readers.plain import article_from_text
from quotetrack.readers.running_text import RunningText, joined_zones
from quotetrack.records import Article, Source, Wire, WireState, ZoneKind

_TIME = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d{1,9})?)?\s?(Z|[+-]\d{2}:?\d{2})?)?"
)
_WITHDRAWN = re.compile(
    r"\b(?:kill(?:ed)?|withdrawn|withdraws?|cancel(?:l?ed)?|withheld|retracted)\b", re.IGNORECASE
)
_CORRECTED = re.compile(r"\b(?:correct(?:s|ed|ion|ive)?|corr)\b", re.IGNORECASE)
_LONGEST_VERSION = 15
"""Digits of a version number. A time of day written as one has 14."""


@dataclass(slots=True)
class WireItem:
    """What an item says of itself. `blocks` are its words in order, each with the kind of zone that it is (None for
    body text); the headline is among them only if it is no `headline`."""

    guid: str | None = None
    version: str | None = None
    slug: str | None = None
    embargo: str | None = None
    state: WireState = "usable"
    note: str | None = None
    headline: str | None = None
    byline: str | None = None
    dateline: str | None = None
    provider: str | None = None
    credit: str | None = None
    published: str | None = None
    language: str | None = None
    url: str | None = None
    blocks: list[tuple[ZoneKind | None, str]] = field(default_factory=list)


def wire_article(item: WireItem, input: Input, *, number: int | None = None) -> Article:
    """Return the article of an item. Its key is the item's guid, so that a later version is a revision of the same
    article; without one it is known as any other. `number` counts the items of an input from 1; None for the only one.

    The text of a withdrawn item may be nothing but its headline or note, or empty."""
    page = _text_of(item)
    stamp = iso_time(item.published)
    name = input.origin.id if number is None else f"{input.origin.id}-{number}"
    article = article_from_text(
        page.text,
        id=name,
        title=item.headline,
        source=_outlet(item.provider) or _outlet(item.credit),
        published=stamp,
        url=item.url,
        byline=item.byline,
        language=item.language,
    )
    zones = joined_zones(page.zones, (z for z in article.zones if z.kind in _RECOGNISED))
    behind = source_of_url(item.url)
    wire = Wire(
        guid=item.guid or None,
        version=version_number(item.version),
        slug=item.slug or None,
        embargo=iso_time(item.embargo),
        state=item.state,
        note=item.note or None,
    )
    article = replace(
        article,
        zones=zones,
        agencies=_agencies(article, item),
        source=Source(article.source.name, behind.domain),
        wire=wire,
    )
    return replace(article, key=item.guid) if item.guid else input.origin.keyed(article, line=number)


_RECOGNISED = frozenset(
    ("dateline", "agency", "sign_off", "initials", "credit", "speaker_label", "stage_direction")
)
"""Kinds of zones that an item's own words may show and its format does not tell."""


def _text_of(item: WireItem) -> RunningText:
    page = RunningText()
    page.block(item.headline or "", "headline")
    page.block(item.byline or "", "byline")
    dateline = item.dateline
    for kind, words in item.blocks:
        if dateline and kind is None:
            if not words.casefold().startswith(dateline.casefold()[:12]):
                page.block(dateline, "dateline")
                page.inline(" " + words)
                dateline = None
                continue
            dateline = None
        page.block(words, kind)
    if not page.text and item.state == "withdrawn":
        page.block(item.note or "")
    return page


def _outlet(name: str | None) -> str | None:
    """Return an outlet's name as the table of agencies has it, else as it is given."""
    return AGENCIES.get(name, name) if name else None


def _agencies(article: Article, item: WireItem) -> tuple[str, ...]:
    """Return the agencies that the text names, and provider or credit if they are agencies that are known."""
    known = set(AGENCIES.values())
    told = (_outlet(name) for name in (item.provider, item.credit))
    return tuple(dict.fromkeys([*article.agencies, *(name for name in told if name in known)]))


def version_number(words: str | None) -> int | None:
    """Return the number of a version, 0 or more; None for words that are no number, or one of more than 15 digits."""
    digits = (words or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_VERSION else None


def iso_time(words: str | None) -> str | None:
    """Return a time as ISO 8601 has it, with its parts set apart ("20260705T101500Z" → "2026-07-05T10:15:00Z"), or the
    day alone if no time of day is given. None for words that are no time."""
    from quotetrack.readers.dates import read_stamp

    match = _TIME.fullmatch((words or "").strip())
    if match is None:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    if zone and zone != "Z" and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    clock = f"T{hour}:{minute}:{second or '00'}{zone or ''}" if hour else ""
    stamp = f"{year}-{month}-{day}{clock}"
    return stamp if read_stamp(stamp) is not None else None


def state_told(words: Sequence[str | None]) -> WireState:
    """Return the state that notes to editors tell of: "withdrawn" for a kill, "corrected" for a correction, else
    "usable"."""
    told = " ".join(filter(None, words))
    if _WITHDRAWN.search(told):
        return "withdrawn"
    return "corrected" if _CORRECTED.search(told) else "usable"


def state_of_status(status: str | None) -> WireState | None:
    """Return the state that a status of publication names ("stat:canceled", "usable"); None if it names none. What is
    withheld is withdrawn until a later version is usable."""
    name = (status or "").strip().rpartition(":")[2].rpartition("/")[2].casefold()
    if name in ("canceled", "cancelled", "withheld", "killed", "recalled", "withdrawn", "unpublished"):
        return "withdrawn"
    return "corrected" if name == "corrected" else None
