"""Cheap looks at a page of a web archive, before its text is sought: what is surely no article, or surely not in the
language that is asked for, is left out. On doubt a page is looked at whole."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from quotetrack.readers.web_archives.bodies import media_type
from quotetrack.text.languages import LANGUAGE_NAMES, language_code

_HEAD = 60_000
"""Bytes of a page that are looked at: its head, and the first of its words."""
_HTML = ("text/html", "application/xhtml+xml")
_ARTICLE = re.compile(
    rb"\"@type\"\s{0,5}:\s{0,5}\[?\s{0,5}\"(?:\w{0,30}NewsArticle|\w{0,30}Article|Report|\w{0,12}BlogPosting)\""
    rb"|[\"']og:type[\"'][^>]{0,80}content\s{0,3}=\s{0,3}[\"']article|property\s{0,3}=\s{0,3}[\"']?article:published_time",
    re.IGNORECASE,
)
_WEBSITE = re.compile(
    rb"[\"']og:type[\"'][^>]{0,80}content\s{0,3}=\s{0,3}[\"']?(?:website|blog)\b"
    rb"|\"@type\"\s{0,5}:\s{0,5}\"(?:CollectionPage|SearchResultsPage|WebSite|ProfilePage)\"",
    re.IGNORECASE,
)
_LISTING_PATH = re.compile(
    r"/(?:tags?|topics?|categor(?:y|ies)|authors?|search|archives?|sections?|page)(?:/[^/]{0,80}){0,2}/?$",
    re.IGNORECASE,
)
_LANG = re.compile(rb"<html\b[^>]{0,400}?\blang\s{0,3}=\s{0,3}[\"']?([A-Za-z]{2,3})\b", re.IGNORECASE)
_HIDDEN = re.compile(rb"<(script|style|head|noscript|svg)\b", re.IGNORECASE)
_TAG = re.compile(rb"<[^>]{0,2000}>")
_WORD = re.compile(rb"[A-Za-z\x80-\xff]{1,30}")
_COMMON = frozenset(
    b"the and that with from this which his her they were have has had been are said to of for by".split()
)
_FOREIGN = 0.02
"""The share of common words up to which a page that calls itself so is in another language. English news has over
.1 (`language.py`), so what is left out here is far from it."""
_ENOUGH = 60
"""Words by which that can be told."""


def why_no_page(status: int | None, content_type: str) -> str | None:
    """Return why a record holds no page, by its headers; None for a page of HTML that was answered with 200, or that
    was no answer of a server."""
    if status not in (200, None):
        return "answer of another status"
    return None if media_type(content_type) in _HTML else "no web page"


def why_no_candidate(url: str, body: bytes, language: str | None) -> str | None:
    """Return why a page is no candidate for an article in a language, such as "index page"; None if it may be one.

    Args:
        url: Its address.
        body: Its bytes, unpacked.
        language: The code of the language; None for any.
    """
    head = body[:_HEAD]
    if not head.strip():
        return "page without text"
    if not _ARTICLE.search(head) and _is_listing(url, head):
        return "index page"
    return "page in another language" if language and _is_foreign(head, language) else None


def fits_language(found: str | None, wanted: str | None) -> bool:
    """Return True for an article in the language wanted; one whose language nobody knows counts as English."""
    return wanted is None or (language_code(found) or "en") == wanted.casefold()


def _is_listing(url: str, head: bytes) -> bool:
    """Return True for a site's front page, and for one that calls itself no article under a path of listings."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    is_front = parts.path in ("", "/", "/index.html", "/index.php") and not parts.query
    return is_front or bool(_LISTING_PATH.search(parts.path) and _WEBSITE.search(head))


def _is_foreign(head: bytes, language: str) -> bool:
    stated = _LANG.search(head[:4000])
    said = stated[1].decode("ascii").casefold()[:2] if stated else None
    if said is None or said == language.casefold() or said not in LANGUAGE_NAMES:
        return False
    if language.casefold() != "en":
        return False  # only of English are the commonest words known here
    words = _WORD.findall(_TAG.sub(b" ", _visible(head.lower())))
    common = sum(word in _COMMON for word in words)
    return len(words) >= _ENOUGH and common <= _FOREIGN * len(words)


def _visible(head: bytes) -> bytes:
    """Return what stands outside scripts and the like, of a page in small letters."""
    pieces: list[bytes] = []
    at = 0
    while (opened := _HIDDEN.search(head, at)) is not None:
        pieces.append(head[at : opened.start()])
        at = head.find(b"</" + opened[1], opened.end())
        if at < 0:
            break
    return b" ".join([*pieces, head[at:]] if at >= 0 else pieces)
