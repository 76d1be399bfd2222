"""What an article is: its text, settled once, and where in it things lie. Every position is a `Span`."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

ZoneKind = Literal[
    "headline",
    "standfirst",
    "dateline",
    "date",
    "outlet",
    "url",
    "byline",
    "heading",
    "caption",
    "credit",
    "sign_off",
    "agency",
    "initials",
    "chrome",
    "blockquote",
]
"""What a stretch of the article is, where it is not plain body text. `credit` is an image credit,
`chrome` is page furniture (menus, share buttons), `agency` and `initials` lie inside a `sign_off`."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of `Article.text`: code points, end not included."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of this span in `text`."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """True where `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """True where the two share at least one code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of an article that is not plain body text, and what it is."""

    kind: ZoneKind
    span: Span


@dataclass(frozen=True, slots=True)
class Source:
    """The outlet that published an article. Either field may be None where the page does not tell."""

    name: str | None = None
    domain: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article, its text settled once.

    `key` is what makes it the same article on another day: its given id, else its URL, else the path
    it came from. `id` is the given id, else the file's stem, and is what people see. `published` is
    "YYYY-MM-DD"; `published_at` adds the time of day (ISO 8601) where the page gives it. `archive_url` is where a
    copy of the page is kept, `retrieved` the day ("YYYY-MM-DD") it was fetched; both only as given with the article.
    `zones` are in text order and may lie inside one another.
    """

    id: str
    text: str
    key: str = ""
    title: str | None = None
    source: Source = Source()
    published: str | None = None
    published_at: str | None = None
    url: str | None = None
    archive_url: str | None = None
    byline: str | None = None
    agencies: tuple[str, ...] = ()
    language: str | None = None
    retrieved: str | None = None
    zones: tuple[Zone, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of the text in UTF-8, in hexadecimal. Lone surrogates count as they stand."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def spans(self, kind: ZoneKind) -> tuple[Span, ...]:
        """The spans of all zones of one kind, in text order."""
        return tuple(zone.span for zone in self.zones if zone.kind == kind)


@dataclass(frozen=True, slots=True)
class KeyTerm:
    """A word or name that tells what an article is about, and where it is printed. `key` is its words folded and
    stemmed: the same term of two articles has the same key."""

    key: str
    span: Span


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be read or stored: what was found, where, and what to do."""

    where: str
    reason: str
