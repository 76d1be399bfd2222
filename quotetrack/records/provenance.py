"""Where an article comes from beyond its address: the page or second that its words stand at, the capture that it was
read from, and what a wire says of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from quotetrack.records.span import Span

LocatorKind = Literal["page", "time"]
"""What tells where words stand in what was read: a page of a document, or a time of a recording."""

WireState = Literal["usable", "corrected", "withdrawn"]
"""What an agency says of its report. `corrected`: this text stands for an earlier one. `withdrawn`: it was killed and
must not be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Locator:
    """Where a part of the text stands in the document or recording it was read from.

    Attributes:
        kind: page or time.
        label: The page as the document numbers it ("iv", "12"), or the time from the beginning, "HH:MM:SS.mmm".
        span: The part of the article's text.
        until: The time at which the words end, "HH:MM:SS.mmm"; empty for a page, or if it is not known.

    Example:
        >>> Locator(kind="page", label="3", span=Span(0, 40)).until
        ''
    """

    kind: LocatorKind
    label: str
    span: Span
    until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """The copy of a page that an article was read from, as an archive or a fetch recorded it.

    Attributes:
        at: When it was captured, ISO 8601; None if unknown.
        record: The id of its record in a web archive; None if it lies in none.
        sha256: SHA-256 of the raw page, in hexadecimal; None if it was not taken.
        status: The status that the server answered with, such as 200; None if unknown.

    Example:
        >>> Capture(at="2024-03-01T08:00:00Z", status=200).record is None
        True
    """

    at: str | None = None
    record: str | None = None
    sha256: str | None = None
    status: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wire:
    """What a news agency sends with a report.

    Attributes:
        guid: The agency's id, the same for all versions of a report; None if it has none.
        version: Its version, from 1; None if the agency does not number it.
        slug: The slug line, "HARBOUR-STRIKE"; None if there is none.
        embargo: Until when it may not be published, ISO 8601; None if there is no embargo.
        state: usable, corrected or withdrawn.
        note: The note to editors as sent; None if there is none.

    Example:
        >>> Wire(slug="HARBOUR-STRIKE").state
        'usable'
    """

    guid: str | None = None
    version: int | None = None
    slug: str | None = None
    embargo: str | None = None
    state: WireState = "usable"
    note: str | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words of a page that are not in the article's text.

    Attributes:
        kind: What they are taken for, such as "teaser", "comment" or "newsletter"; "other" if nothing tells.
        words: The words.

    Example:
        >>> LeftOut("teaser", "Read more: Ferry prices to rise").kind
        'teaser'
    """

    kind: str
    words: str


def place_of(locators: Sequence[Locator], words: Span) -> dict[str, object]:
    """Return where the words stand, as JSON has it: `"page"`, such as "3" or "3–4", and `"time"`, from when until when.

    Each only if a locator of that kind meets the words. The locators are in text order, and none of a kind is over
    another.
    """
    first = bisect_left(locators, words.start, key=lambda locator: locator.span.end)
    met: list[Locator] = []
    for locator in islice(locators, first, None):
        if locator.span.start >= words.end:
            break
        if locator.span.meets(words):
            met.append(locator)
    pages = [locator.label for locator in met if locator.kind == "page"]
    times = [locator for locator in met if locator.kind == "time"]
    told: dict[str, object] = {}
    if pages:
        told["page"] = pages[0] if pages[0] == pages[-1] else f"{pages[0]}–{pages[-1]}"
    if times:
        told["time"] = [times[0].label, times[-1].until or times[-1].label]
    return told
