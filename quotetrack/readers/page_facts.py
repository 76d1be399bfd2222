"""What a page says about itself outside its text: JSON-LD, meta tags and the canonical address."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from quotetrack.readers.dates import find_day, read_stamp
from quotetrack.readers.makers import read_byline
from quotetrack.readers.plain import one_line
from quotetrack.readers.tree import line_text

if TYPE_CHECKING:
    from quotetrack.readers.tree import Node

_REPORTS = ("Report", "BlogPosting", "LiveBlogPosting", "SocialMediaPosting")
BYLINES_MAX = 20
"""Elements that call themselves a byline: more are a list of other articles."""
_BYLINE = re.compile(r"byline|author|signature|credit", re.IGNORECASE)
DEPTH_MAX = 12
"""JSON-LD of news sites nests four deep; more is somebody's joke."""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Title, outlet, day and time, address, byline and language; None for what the page does not say."""

    title: str | None = None
    site: str | None = None
    published: str | None = None
    published_at: str | None = None
    url: str | None = None
    byline: str | None = None
    language: str | None = None


def read_facts(root: Node) -> PageFacts:
    """The facts of a parsed page. JSON-LD is believed before meta tags: it has the time of day."""
    linked = next(_articles(root), {})
    day, at = _published(root, linked)
    publisher = linked.get("publisher")
    site = (_text(publisher.get("name")) if isinstance(publisher, dict) else _text(publisher)) or _meta(
        root, "og:site_name", "application-name"
    )
    language = _text(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"))
    return PageFacts(
        title=_text(linked.get("headline")) or _meta(root, "og:title", "twitter:title"),
        site=site,
        published=day,
        published_at=at,
        url=_address(root, linked),
        byline=_byline(root, linked, site),
        language=language.split("-")[0].split("_")[0].casefold() if language else None,
    )


def _articles(root: Node) -> Iterator[dict[str, object]]:
    """Every JSON-LD object that describes an article. Blocks that are not JSON are the page's mistake and
    tell nothing."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").casefold():
            continue
        try:
            found = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _walk(found, DEPTH_MAX)


def _walk(found: object, depth: int) -> Iterator[dict[str, object]]:
    if depth == 0:
        return
    if isinstance(found, list):
        for item in found:
            yield from _walk(item, depth - 1)
    elif isinstance(found, dict):
        if _is_article(found.get("@type")):
            yield found
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _walk(found.get(name), depth - 1)


def _is_article(told: object) -> bool:
    kinds = told if isinstance(told, list) else [told]
    return any(isinstance(kind, str) and (kind.endswith("Article") or kind in _REPORTS) for kind in kinds)


def _published(root: Node, linked: dict[str, object]) -> tuple[str | None, str | None]:
    """The first stamp that is a date. Guessing a day from the rest of the page is left undone: a wrong day
    moves every "on Thursday"."""
    told = [_text(linked.get("datePublished")), _text(linked.get("dateCreated"))]
    names = ("article:published_time", "og:published_time", "datepublished", "publishdate", "pubdate")
    told += [_meta(root, *names, "parsely-pub-date", "dc.date.issued", "dc.date", "date")]
    told += [time.get("datetime") for time in root.iter("time") if _is_publication(time)]
    for stamp in told:
        found = read_stamp(stamp) if stamp else None
        if found:
            return found
        day = find_day(stamp) if stamp else None
        if day:
            return day, None
    return None, None


def _is_publication(time: Node) -> bool:
    return time.get("pubdate") is not None or time.get("itemprop") == "datePublished"


def _address(root: Node, linked: dict[str, object]) -> str | None:
    links = [link.get("href") for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    page = linked.get("mainEntityOfPage")
    told = [*links, _meta(root, "og:url"), _text(linked.get("url"))]
    told.append(_text(page.get("@id")) if isinstance(page, dict) else _text(page))
    whole = (url.strip() for url in told if url)
    return next((url for url in whole if url.startswith(("http://", "https://"))), None)


def _byline(root: Node, linked: dict[str, object], site: str | None) -> str | None:
    """The authors: as one line of the page prints them together, else parted by semicolons. An outlet that
    names itself as the author names nobody."""
    told = _names(linked.get("author")) or list(filter(None, [_author(root)]))
    names = [name for name in told if site is None or name.casefold() != site.casefold()]
    printed = _printed_byline(root, names) if len(names) > 1 else None
    return printed or "; ".join(names) or None


def _printed_byline(root: Node, names: list[str]) -> str | None:
    """The page's own line with all of these names ("By Jane Doe and Ida Rossi"), without its "By"."""
    nodes = (node for node in root.iter("p", "div", "span", "address") if _BYLINE.search(_told(node)))
    for node in islice(nodes, BYLINES_MAX):
        words = one_line(line_text(node))
        line = read_byline(words) if words else None
        if line and all(name in line for name in names):
            return line
    return None


def _told(node: Node) -> str:
    return " ".join(node.get(name) or "" for name in ("class", "itemprop", "rel", "id"))


def _author(root: Node) -> str | None:
    author = _meta(root, "author", "article:author", "byl", "dc.creator", "parsely-author")
    return None if author is None or author.startswith("http") else author.removeprefix("By ")


def _names(told: object) -> list[str]:
    if isinstance(told, list):
        return [name for item in told for name in _names(item) if not isinstance(item, list)]
    name = _text(told.get("name")) if isinstance(told, dict) else _text(told)
    return [name] if name and not name.startswith("http") else []


def _meta(root: Node, *names: str) -> str | None:
    """The first of these meta tags that holds something."""
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").casefold()
        found.setdefault(name, meta.get("content") or "")
    return next((words for name in names if (words := " ".join(found.get(name, "").split()))), None)


def _text(told: object) -> str | None:
    """A string of JSON-LD, which sites escape as if it stood in HTML; attributes were decoded already."""
    return one_line(html.unescape(told)) if isinstance(told, str) else None
