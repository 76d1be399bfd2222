"""What a page says about itself outside its text: JSON-LD, meta tags and the canonical address."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from quotetrack.readers.dates import find_day, read_stamp
from quotetrack.readers.makers import read_byline
from quotetrack.readers.pages.titles import headline_of, outlet_in, texts_of, without_slogan
from quotetrack.readers.pages.tree import PageNode, line_text
from quotetrack.readers.plain import one_line

_REPORTS = ("Report", "BlogPosting", "LiveBlogPosting", "SocialMediaPosting")
# Elements that call themselves a byline: more are a list of other articles.
_MOST_BYLINES = 20
_NO_DAYS = ("0", "1970-01-01")
"""How days begin that stand for none: a year before 1000, and the first day of computers' clocks."""
_LONGEST_TITLE = 500
"""Characters. What is longer is no title."""
_BYLINE = re.compile(r"byline|author|signature|credit", re.IGNORECASE)
# What hides a script from browsers and parsers of long ago.
_WRAPPED = re.compile(r"^\s{0,200}(?://\s{0,5})?(?:<!\[CDATA\[|<!--)|(?://\s{0,5})?(?:\]\]>|-->)\s{0,200}$")
# JSON-LD of news sites nests 4 deep; more is somebody's joke.
_MOST_NESTED = 12


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Title, outlet, what its `<title>` prints, day and time, address, byline and language; None for what the page does
    not say."""

    title: str | None = None
    site: str | None = None
    printed: str | None = None
    published: str | None = None
    published_at: str | None = None
    url: str | None = None
    byline: str | None = None
    language: str | None = None


def read_facts(root: PageNode) -> PageFacts:
    """Return the facts of a parsed page. JSON-LD is believed before meta tags: it has the time of day."""
    linked = next(_json_ld(root, _is_article), {})
    day, at = _published(root, linked)
    printed = next((one_line(line_text(node)) for node in root.iter("title")), None)
    told = texts_of([_text(linked.get("headline")), _meta(root, "og:title", "twitter:title"), printed])
    named = [name for name in told if len(name) <= _LONGEST_TITLE]
    site = without_slogan(
        _text(linked.get("publisher"), "name") or _meta(root, "og:site_name", "application-name")
    )
    title = headline_of(named, _headings(root), site)
    site = site or without_slogan(outlet_in(printed or "", title))
    language = (
        _language(root) or _text(linked.get("inLanguage")) or _text(linked.get("inLanguage"), "alternateName")
    )
    return PageFacts(
        title=title,
        site=site,
        printed=printed,
        published=day,
        published_at=at,
        url=_address(root, linked),
        byline=_byline(root, linked, site),
        language=language.split("-")[0].split("_")[0].casefold() if language else None,
    )


def _headings(root: PageNode) -> list[str]:
    """Return the words of the page's main headings, without those that only lead home."""
    return texts_of(one_line(line_text(node)) for node in root.iter("h1") if not _leads_home(node))


def _leads_home(node: PageNode) -> bool:
    links = (urlsplit(link.get("href") or "") for link in node.iter("a"))
    return any(link.path in ("", "/", "/index.html") and not link.fragment for link in links)


def _language(root: PageNode) -> str | None:
    return _text(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"))


def _json_ld(root: PageNode, is_wanted: Callable[[object], bool]) -> Iterator[dict[str, object]]:
    """Yield every JSON-LD object of a wanted type. Blocks that are not JSON are the page's mistake and tell nothing."""
    for script in root.iter("script"):
        with suppress(ValueError, RecursionError):
            if "ld+json" in (script.get("type") or "").casefold():
                data = _WRAPPED.sub("", script.text or "")
                yield from _walk(json.loads(data, strict=False), is_wanted, _MOST_NESTED)


def _walk(data: object, is_wanted: Callable[[object], bool], depth: int) -> Iterator[dict[str, object]]:
    parts: list[object] = data if isinstance(data, list) else []
    if isinstance(data, dict):
        if is_wanted(data.get("@type")):
            yield data
        parts = [data.get(name) for name in ("@graph", "mainEntity", "mainEntityOfPage")]
    for part in parts if depth > 1 else ():
        yield from _walk(part, is_wanted, depth - 1)


def _is_article(kind: object) -> bool:
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(kind, str) and (kind.endswith("Article") or kind in _REPORTS) for kind in kinds)


def _is_page(kind: object) -> bool:
    return "WebPage" in (kind if isinstance(kind, list) else [kind])


def _published(root: PageNode, linked: dict[str, object]) -> tuple[str | None, str | None]:
    """Return the first stamp that is a date, as its day and the whole stamp if it has a time of day.

    No day is guessed from the rest of the page: a wrong day moves every "on Thursday".
    """
    names = ("article:published_time", "og:published_time", "datepublished", "publishdate", "pubdate")
    stamps = [
        _text(linked.get("datePublished")),
        _text(linked.get("dateCreated")),
        _meta(root, *names, "parsely-pub-date", "dc.date.issued", "dc.date", "date"),
        *(time.get("datetime") for time in root.iter("time") if time.get("pubdate") is not None),
        *(
            node.get("content") or node.get("datetime")
            for node in root.iter("time", "meta", "span", "div", "p")
            if node.get("itemprop") == "datePublished"
        ),
    ]
    stamps.append(next((_text(page.get("datePublished")) for page in _json_ld(root, _is_page)), None))
    dates = (read_stamp(stamp) or (find_day(stamp), None) for stamp in stamps if stamp)
    return next(((day, at) for day, at in dates if day and not day.startswith(_NO_DAYS)), (None, None))


def _address(root: PageNode, linked: dict[str, object]) -> str | None:
    urls = [
        *(link.get("href") for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical"),
        _meta(root, "og:url"),
        _text(linked.get("url")),
        _text(linked.get("mainEntityOfPage"), "@id"),
    ]
    whole = (url.strip() for url in urls if url)
    return next((url for url in whole if url.startswith(("http://", "https://"))), None)


def _byline(root: PageNode, linked: dict[str, object], site: str | None) -> str | None:
    """Return the authors: as one line of the page prints them together, else parted by semicolons.

    An outlet that names itself as the author names nobody.
    """
    authors = _names(linked.get("author")) or list(filter(None, [_author(root)]))
    names = [name for name in authors if site is None or name.casefold() != site.casefold()]
    printed = _printed_byline(root, names) if len(names) > 1 else None
    return printed or "; ".join(names) or None


def _printed_byline(root: PageNode, names: list[str]) -> str | None:
    """Return the page's own line with all of these names ("By Jane Doe and Ida Rossi"), without its "By"."""
    elements = root.iter("p", "div", "span", "address")
    nodes = (
        node
        for node in elements
        if _BYLINE.search(" ".join(node.get(name) or "" for name in ("class", "itemprop", "rel", "id")))
    )
    lines = (read_byline(one_line(line_text(node)) or "") for node in islice(nodes, _MOST_BYLINES))
    return next((line for line in lines if line and all(name in line for name in names)), None)


def _author(root: PageNode) -> str | None:
    author = _meta(root, "author", "article:author", "byl", "dc.creator", "parsely-author")
    return None if author is None or author.startswith("http") else author.removeprefix("By ")


def _names(author: object) -> list[str]:
    authors = author if isinstance(author, list) else [author]
    names = (_text(item, "name") for item in authors)
    return [name for name in names if name and not name.startswith("http")]


def _meta(root: PageNode, *names: str) -> str | None:
    """Return the first of these meta tags that holds something."""
    words: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").casefold()
        words.setdefault(name, " ".join((meta.get("content") or "").split()))
    return next((words[name] for name in names if words.get(name)), None)


def _text(value: object, name: str = "") -> str | None:
    """Return a string of JSON-LD, or that in the field `name` of an object; None for anything else.

    Sites escape it as if it stood in HTML; attributes were decoded already.
    """
    if name and isinstance(value, dict):
        value = value.get(name)
    return one_line(html.unescape(value)) if isinstance(value, str) else None
