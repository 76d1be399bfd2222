"""A page saved by Safari (.webarchive) → the `Article` on it."""

from __future__ import annotations

import plistlib
from collections.abc import Iterator
from typing import Any
from xml.parsers.expat import ExpatError

from quotetrack.errors import ReadError
from quotetrack.readers.decode import decode
from quotetrack.readers.input import Input
from quotetrack.readers.pages.saved_page import saved_from
from quotetrack.readers.pages.web_page import article_of_page
from quotetrack.records import Article

_BINARY = b"bplist00"
_TRAILER = 32
"""Bytes at the end of a binary list that say how many objects it has, and where."""
_NO_ARCHIVE = "no page saved by Safari can be read in it ({}); save it again, or its text as .txt"


def webarchive_articles(input: Input) -> Iterator[Article]:
    """Yield the article of the page; its address is the page's own word, else where it was saved from.

    Raises:
        NoArticleError: the page shows something else than an article.
        ReadError: the file is no such page, or one without words.
    """
    main = _main(input.whole())
    data = main.get("WebResourceData")
    if not isinstance(data, bytes):
        raise ReadError(_NO_ARCHIVE.format("it holds no page"))
    name = main.get("WebResourceTextEncodingName")
    page, zones = _text(data, name if isinstance(name, str) else ""), input.options.zones
    article = article_of_page(page, id=input.origin.id, stubs=True, zones=zones)
    address = main.get("WebResourceURL")
    yield input.origin.keyed(saved_from(article, address if isinstance(address, str) else None, None))


def _main(data: bytes) -> dict[str, Any]:
    """Return the page's own part of the list."""
    if data.startswith(_BINARY):
        _check_trailer(data)
    try:
        told = plistlib.loads(data)
    except (
        ExpatError,
        plistlib.InvalidFileException,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        OverflowError,
        RecursionError,
    ) as error:
        reason = " ".join(str(error).split())[:100] or type(error).__name__
        raise ReadError(_NO_ARCHIVE.format(reason)) from error
    main = told.get("WebMainResource") if isinstance(told, dict) else None
    if not isinstance(main, dict):
        raise ReadError(_NO_ARCHIVE.format("it has no main resource"))
    return main


def _check_trailer(data: bytes) -> None:
    """Refuse a list that says it has more objects than bytes: room would be made for all of them."""
    trailer = data[-_TRAILER:]
    if len(data) < _TRAILER + len(_BINARY) or int.from_bytes(trailer[8:16], "big") > len(data):
        raise ReadError(_NO_ARCHIVE.format("its end is broken"))


def _text(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding or "utf-8")
    except (UnicodeDecodeError, LookupError, ValueError):  # then as any page, which raises what is to be said
        return decode(data, is_html=True)
