"""Where and when a page was saved, as the browser or extension that saved it says in a comment."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from quotetrack.readers.outlets import source_of_url
from quotetrack.records import Article, Source
from quotetrack.text.calendar import month_number

_HEAD = 20_000
"""Characters of a page among which the comment stands."""
_SINGLE_FILE = re.compile(r"<!--\s{0,20}Page saved with SingleFile\b(?P<told>.{0,6000}?)-->", re.DOTALL)
_URL = re.compile(r"\burl:\s{0,5}(https?://\S{3,3000})")
_SAVED = re.compile(r"saved date:\s{0,5}[A-Za-z]{3} ([A-Za-z]{3}) (\d{1,2}) (\d{4})\b")
_SAVED_FROM = re.compile(r"<!--\s{0,20}saved from url=\(\d{1,6}\)(https?://\S{3,3000})\s{0,20}-->")


def saved_facts(page: str) -> tuple[str | None, str | None]:
    """Return the address that a page was saved from, and the day ("YYYY-MM-DD"); None for what no comment tells."""
    head = page[:_HEAD]
    if single := _SINGLE_FILE.search(head):
        url = _URL.search(single["told"])
        return url[1] if url else None, _day(_SAVED.search(single["told"]))
    browser = _SAVED_FROM.search(head)
    return (browser[1] if browser else None), None


def saved_from(article: Article, address: str | None, day: str | None) -> Article:
    """Return the article of a page that was saved from an address on a day. The address that the page names itself
    stays, and so does the outlet."""
    if address and article.url is None and address.startswith(("http://", "https://")):
        behind = source_of_url(address)
        source = Source(behind.name or article.source.name, behind.domain)
        article = replace(article, url=address, source=source)
    return replace(article, retrieved=day or article.retrieved)


def _day(found: re.Match[str] | None) -> str | None:
    if found is None:
        return None
    try:
        return date(int(found[3]), month_number(found[1]), int(found[2])).isoformat()
    except (KeyError, ValueError):  # no month, or no such day: nothing is told
        return None
