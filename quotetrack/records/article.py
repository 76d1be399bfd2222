"""What an article is: its text, settled once, and where in it things lie. Every position is a `Span`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from quotetrack.records.paragraphs import cut_end, cut_start, paragraphs
from quotetrack.records.provenance import Capture, LeftOut, Locator, Wire, place_of
from quotetrack.records.span import Span

JsonObject = dict[str, object]
"""One JSON object, its keys in the order they are printed."""

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
    "running_head",
    "page_number",
    "speaker_label",
    "stage_direction",
]
"""What a part of the article is if it is not plain body text. `credit` is an image credit. `chrome` is page furniture:
menus, share buttons. `agency` and `initials` lie inside a `sign_off`. `running_head` and `page_number` stand at the
edge of each page of a document; `stage_direction` is what a transcript says of the hall, such as "[Applause]"."""

_BORDERS: tuple[ZoneKind, ...] = (
    *("headline", "standfirst", "heading", "caption"),
    *("credit", "chrome", "sign_off"),
    *("running_head", "page_number"),
)
"""Zones that end the paragraph before them even if the text has no line break."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of an article that is not plain body text.

    Attributes:
        kind: What the part is, such as "headline" or "caption".
        span: Where it lies in the article's text.

    Example:
        >>> Zone("headline", Span(0, 11)).span.of("Bridge shut. It closed today.")
        'Bridge shut'
    """

    kind: ZoneKind
    span: Span


@dataclass(frozen=True, slots=True)
class Source:
    """The outlet that published an article.

    Attributes:
        name: The outlet's name; None if the page does not tell.
        domain: The outlet's web domain; None if the page does not tell.

    Example:
        >>> Source("The Gazette").domain is None
        True
    """

    name: str | None = None
    domain: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article. Its text is settled once, so offsets into it stay valid.

    Attributes:
        id: The id given with the article, else the file's name without its ending. People see this one.
        text: The whole text.
        key: What makes it the same article on another day: the given id, else the URL, else the file's path.
        title: The headline; None if unknown.
        source: The outlet.
        published: The day of publication, "YYYY-MM-DD"; None if unknown.
        published_at: The day with the time of day, ISO 8601; None if the page does not give it.
        url: The web address; None if unknown.
        archive_url: Where a copy of the page is kept; only if it was given with the article.
        byline: The author as printed; None if unknown.
        agencies: The news agencies named as the origin of the text.
        language: The language code, such as "en"; None if unknown. An article in another language than English is kept,
            but nothing is extracted from it.
        retrieved: The day the page was fetched, "YYYY-MM-DD"; only if it was given with the article.
        zones: The parts that are not plain body text, in text order. One may lie inside another.
        locators: Which pages or times the words stand at, in text order; empty for what has neither.
        capture: The copy of the page that it was read from; None if nothing tells of one.
        wire: What a news agency sent with it; None if it comes from no wire.
        left_out: What of its page is not in the text, in the page's order; only if it was asked for, and never stored.

    Example:
        >>> article = Article(id="a1", text="“It sank,” said Nadia Okoro.", source=Source("The Post"))
        >>> article.around(Span(1, 9))
        ('“', '” said Nadia Okoro.')
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
    locators: tuple[Locator, ...] = ()
    capture: Capture | None = None
    wire: Wire | None = None
    left_out: tuple[LeftOut, ...] = field(default=(), compare=False)

    @property
    def digest(self) -> str:
        """SHA-256 of the text in UTF-8, in hexadecimal. Lone surrogates count as they stand."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def is_english(self) -> bool:
        """Whether the article is in English, or in no language that is known. Only such an article is read for
        statements."""
        return self.language is None or self.language.casefold().startswith("en")

    @property
    def is_withdrawn(self) -> bool:
        """Whether the agency that sent it has withdrawn it."""
        return self.wire is not None and self.wire.state == "withdrawn"

    @property
    def outlet(self) -> str | None:
        """The outlet's name, else its domain; None if neither is known."""
        return self.source.name or self.source.domain or None

    def spans(self, kind: ZoneKind) -> tuple[Span, ...]:
        """Return the spans of all zones of one kind, in text order."""
        return tuple(zone.span for zone in self.zones if zone.kind == kind)

    def paragraph(self, words: Span) -> Span:
        """Return the paragraph, or run of paragraphs, that holds the words; outside any, the words alone."""
        held = [span for span in _paragraphs(self) if span.meets(words)]
        return Span(min(held[0].start, words.start), max(held[-1].end, words.end)) if held else words

    def around(self, words: Span, *, limit: int = 300) -> tuple[str, str]:
        """Return what stands before and after the words in their paragraph.

        Args:
            words: The words.
            limit: About how many characters to give on either side.

        Returns:
            The text before and the text after, with "… " or " …" if the paragraph goes on.
        """
        text, whole = self.text, self.paragraph(words)
        start = cut_start(text, whole.start, words.start, limit)
        end = cut_end(text, whole.end, words.end, limit)
        before, after = text[start : words.start].lstrip(), text[words.end : end].rstrip()
        return ("… " if start > whole.start else "") + before, after + (" …" if end < whole.end else "")

    def located(self, words: Span) -> JsonObject:
        """Return where the words stand beyond their offsets, as JSON has it, if anything tells: `"page"`, `"time"`
        (from when until when), and `"withdrawn"` for what an agency has withdrawn."""
        return {**place_of(self.locators, words), **({"withdrawn": True} if self.is_withdrawn else {})}

    def to_dict(self) -> JsonObject:
        """Return the fields that tell where something is printed, as JSON has them."""
        return {
            "article": self.id,
            "title": self.title,
            "source": self.outlet,
            "published": self.published,
            "url": self.url,
            "agencies": list(self.agencies),
        }


# Rows come article by article, so a few are enough to cut each article once only.
@lru_cache(maxsize=8)
def _paragraphs(article: Article) -> tuple[Span, ...]:
    """The article's paragraphs, cut as the extraction cuts them."""
    return paragraphs(article.text, (zone.span for zone in article.zones if zone.kind in _BORDERS))


@dataclass(frozen=True, slots=True)
class KeyTerm:
    """A word or name that tells what an article is about.

    Attributes:
        key: Its words folded and stemmed. The same term of two articles has the same key.
        span: Where it is printed.
    """

    key: str
    span: Span


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be read or stored.

    Attributes:
        where: The file, line or article.
        reason: What was wrong, and what to do.

    Example:
        >>> Failure("a.txt", "the file is empty").where
        'a.txt'
    """

    where: str
    reason: str


def spans_text(text: str, spans: Iterable[Span]) -> str:
    """Return the words of several spans, joined by " … ", which is ours, not the article's."""
    return " … ".join(span.of(text) for span in spans)


def span_text(text: str, span: Span | None) -> str | None:
    """Return the words of a span; None for None."""
    return span.of(text) if span else None


def span_list(spans: Iterable[Span]) -> list[list[int]]:
    """Return spans as JSON has them: `[start, end]` each."""
    return [[span.start, span.end] for span in spans]
