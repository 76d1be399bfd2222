"""A feed, a sitemap or a list of addresses → the pages that it names, each with the day that it gives for it."""

from __future__ import annotations

import html
import io
import json
import re
from calendar import timegm
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal
from xml.parsers import expat

from quotetrack.errors import ReadError
from quotetrack.readers.dates import read_stamp
from quotetrack.readers.web_archives.bodies import unpack_gzip

ListingKind = Literal["feed", "sitemap", "sitemap index", "list"]
"""What names pages: a feed, a sitemap, a sitemap of sitemaps, or lines of addresses."""

_MOST_ENTRIES = 10_000
"""Entries of a feed that are read: feeds have some tens. The parser takes 0.3 milliseconds for each."""
_MOST_IN_SITEMAP = 50_000
"""What a sitemap may hold, by its own rules."""
_LARGEST_FEED = 10_000_000
_MOST_TAGS = 300_000
"""Tags of a feed. Ten thousand entries have some 200,000; 300,000 that are never closed take the parser 20 seconds."""
_HEAD = 4000
_ROOTS: tuple[tuple[ListingKind, re.Pattern[bytes]], ...] = (
    ("sitemap index", re.compile(rb"<(?:\w{1,20}:)?sitemapindex[\s>]")),
    ("sitemap", re.compile(rb"<(?:\w{1,20}:)?urlset[\s>]")),
    ("feed", re.compile(rb"<(?:rss|(?:\w{1,20}:)?feed|rdf:RDF|channel)[\s>]", re.IGNORECASE)),
)
_PROLOGUE = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s{1,400}|<\?.{0,400}?\?>|<!--.{0,2000}?-->|<!DOCTYPE\s[^>\[]{0,300}(?:\[.{0,2000}?\])?\s{0,20}>){0,20}",
    re.DOTALL | re.IGNORECASE,
)
_LARGEST_HEAD = 200_000
_FEED_LINK = re.compile(
    rb"<link\b(?=[^>]{0,1000}\btype\s{0,3}=\s{0,3}[\"']?application/(?:rss|atom|feed)\+(?:xml|json))[^>]{0,1000}>",
    re.IGNORECASE,
)
_HREF = re.compile(rb"\bhref\s{0,3}=\s{0,3}[\"']?([^\"'\s>]{1,1000})", re.IGNORECASE)
_ENTRY = re.compile(rb"<(?:\w{1,20}:)?(?:item|entry)[\s>]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ListedPage:
    """A page that a listing names: its address as printed there, and when it was published and last changed.

    Each is a day or an ISO 8601 time; None if the listing does not tell.
    """

    url: str
    published: str | None = None
    changed: str | None = None


@dataclass(frozen=True, slots=True)
class PageListing:
    """What a listing names, in its order, each page once; and what was wrong with it, "" for nothing."""

    kind: ListingKind
    pages: tuple[ListedPage, ...]
    fault: str = ""


def read_listing(body: bytes, *, url: str = "", content_type: str | None = None) -> PageListing | None:
    """Return the listing that a body is, told by its first element; None for what is no feed and no sitemap.

    Args:
        body: The bytes, which gzip may have packed.
        url: Where they come from, which a feed's relative links are completed by.
        content_type: Their content type.

    Raises:
        ReadError: it is too large to be one.
    """
    body = unpack_gzip(body, 5 * _LARGEST_FEED)
    if is_json_feed(body):
        return _json_feed(body)
    kind = _kind(body)
    if kind is None:
        return None
    if kind == "feed":
        return _feed(body, url, content_type)
    return _sitemap(body, kind)


def read_list(body: bytes) -> PageListing:
    """Return the addresses of a list: one a line, without empty lines and those that begin with #.

    ReadError if its first line is no address.
    """
    text = body.decode("utf-8", "replace").removeprefix("\ufeff")
    stripped = (line.strip() for line in text.splitlines())
    lines = [line for line in stripped if line and not line.startswith("#")]
    if lines and "://" not in lines[0]:
        raise ReadError(
            f"holds no addresses, one a line, and is no feed or sitemap; it begins with {lines[0][:40]!r}"
        )
    return PageListing("list", _once(map(ListedPage, lines)))


def feed_of(body: bytes) -> str | None:
    """Return the link to the feed that a page names in its head, as it stands there; None if it names none."""
    for link in _FEED_LINK.finditer(body[:_LARGEST_HEAD]):
        found = _HREF.search(link[0])
        if found is not None:
            return html.unescape(found[1].decode("utf-8", "replace"))
    return None


def is_json_feed(body: bytes) -> bool:
    """Return True if the body calls itself a JSON Feed."""
    head = body[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"{") and (b"jsonfeed.org" in head or b"jsonfeed.org" in body[-_HEAD:])


def _kind(body: bytes) -> ListingKind | None:
    head = body[: 8 * _HEAD]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", "ignore").encode()
    prologue = _PROLOGUE.match(head)
    at = prologue.end() if prologue else 0
    return next((kind for kind, root in _ROOTS if root.match(head, at)), None)


def _feed(body: bytes, url: str, content_type: str | None) -> PageListing:
    """Read what feedparser makes of RSS 0.9x, 1.0 and 2.0 and of Atom, however damaged. It is given bytes, so it opens
    nothing."""
    import feedparser

    if len(body) > _LARGEST_FEED:
        raise ReadError(f"the feed has {len(body) / 1e6:,.0f} MB; {_LARGEST_FEED / 1e6:.0f} MB are the most")
    fault = ""
    cut = next((m.start() for n, m in enumerate(_ENTRY.finditer(body)) if n == _MOST_ENTRIES), None)
    if cut is not None:
        body, fault = body[:cut], f"only its first {_MOST_ENTRIES:,} entries are read"
    if (tags := body.count(b"<")) > _MOST_TAGS:
        raise ReadError(f"the feed has {tags:,} tags; {_MOST_TAGS:,} are the most")
    headers = {"content-location": url, **({"content-type": content_type} if content_type else {})}
    try:
        parsed = feedparser.parse(
            io.BytesIO(body), response_headers=headers, resolve_relative_uris=False, sanitize_html=False
        )
    except Exception as error:
        # It promises to raise nothing, and hostile feeds find what it did not think of.
        raise ReadError(f"the feed cannot be taken apart ({error.__class__.__name__}: {error})") from error
    entries = parsed.entries[:_MOST_ENTRIES]
    pages = _once(page for page in map(_entry, entries) if page is not None)
    if not fault and parsed.bozo and not entries:
        fault = f"it is damaged ({str(parsed.get('bozo_exception', ''))[:120]}), and no entry could be read"
    return PageListing("feed", pages, fault)


def _entry(entry: Any) -> ListedPage | None:
    links = [link.get("href") for link in entry.get("links", ()) if link.get("rel") in (None, "alternate")]
    guid = entry.get("id") or ""
    named = [entry.get("feedburner_origlink"), *links, entry.get("link"), guid if "://" in guid else None]
    url = next((one for one in named if isinstance(one, str) and one.strip()), None)
    if url is None:
        return None
    # As they stand: asked by its own `get`, feedparser gives the one for the other, with a warning.
    published, updated = (_moment(dict.get(entry, name)) for name in ("published_parsed", "updated_parsed"))
    return ListedPage(url.strip(), published, updated or published)


def _moment(parsed: Any) -> str | None:
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC).isoformat() if parsed else None
    except (OverflowError, OSError, TypeError, ValueError):  # "30 February", which a feed may well give
        return None


def _json_feed(body: bytes) -> PageListing:
    try:
        told = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        return PageListing("feed", (), f"it is damaged JSON ({error})")
    items = told.get("items") if isinstance(told, dict) else None
    if not isinstance(items, list):
        return PageListing("feed", (), "it has no list of items")
    fault = f"only its first {_MOST_ENTRIES:,} entries are read" if len(items) > _MOST_ENTRIES else ""
    return PageListing("feed", _once(filter(None, map(_item, items[:_MOST_ENTRIES]))), fault)


def _item(item: object) -> ListedPage | None:
    if not isinstance(item, dict):
        return None
    named = (item.get("url"), item.get("external_url"), item.get("id"))
    url = next((one for one in named if isinstance(one, str) and one.strip()), None)
    if url is None or (url == item.get("id") and "://" not in url):
        return None
    published = _stamp(item.get("date_published"))
    return ListedPage(url.strip(), published, _stamp(item.get("date_modified")) or published)


def _stamp(value: object) -> str | None:
    return value.strip() if isinstance(value, str) and read_stamp(value) else None


class _SitemapParser:
    """Reads a sitemap as it comes. What was read before a fault counts; entities of its own are none of a sitemap's."""

    def __init__(self) -> None:
        self.pages: list[ListedPage] = []
        self._path: list[str] = []
        self._words: list[str] = []
        self._told: dict[str, str] = {}
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._words.append
        self.parser.StartDoctypeDeclHandler = self._doctype

    def _doctype(self, *_: object) -> None:
        raise ReadError("it declares a document type, which no sitemap has")

    def _start(self, name: str, _: object) -> None:
        self._path.append(name.rpartition(":")[2])
        self._words.clear()
        if len(self._path) > 50:
            raise ReadError("its elements are nested too deep to be a sitemap's")

    def _end(self, _: str) -> None:
        local = self._path.pop()
        words = "".join(self._words)[:4000].strip()
        self._words.clear()
        if local == "publication_date" or (len(self._path) == 2 and local in ("loc", "lastmod")):
            self._told.setdefault(local, words)
        elif len(self._path) == 1 and local in ("url", "sitemap"):
            if self._told.get("loc") and len(self.pages) < _MOST_IN_SITEMAP:
                changed, published = (
                    _stamp(self._told.get("lastmod")),
                    _stamp(self._told.get("publication_date")),
                )
                self.pages.append(ListedPage(self._told["loc"], published, changed or published))
            self._told.clear()


def _sitemap(body: bytes, kind: ListingKind) -> PageListing:
    reader = _SitemapParser()
    fault = ""
    try:
        reader.parser.Parse(body, True)
    except (expat.ExpatError, ReadError) as error:
        fault = f"it is damaged ({error}); what comes before that is read"
    return PageListing(kind, _once(reader.pages), fault)


def _once(pages: Iterable[ListedPage]) -> tuple[ListedPage, ...]:
    """Return the pages without those whose address has come before."""
    kept: dict[str, ListedPage] = {}
    for page in pages:
        kept.setdefault(page.url, page)
    return tuple(kept.values())
