"""A page saved as MHTML, with all that belongs to it → the `Article` on it."""

from __future__ import annotations

from collections.abc import Iterator

from quotetrack.errors import ReadError
from quotetrack.readers.input import Input
from quotetrack.readers.mail_parts import content_type, header, leaves_of, parse_mail, part_text, stamp_of
from quotetrack.readers.pages.saved_page import saved_from
from quotetrack.readers.pages.web_page import article_of_page
from quotetrack.records import Article

_PAGES = ("text/html", "application/xhtml+xml")


def mhtml_articles(input: Input) -> Iterator[Article]:
    """Yield the article of the page; its address is the page's own word, else where it was saved from.

    Raises:
        NoArticleError: the page shows something else than an article.
        ReadError: no page is in the file, or none with words.
    """
    message = parse_mail(input.whole())
    page = next((part for part in leaves_of(message) if content_type(part) in _PAGES), None)
    if page is None:
        raise ReadError("no page is in this MHTML file; save the page again, as .html or .mhtml")
    zones = input.options.zones
    article = article_of_page(part_text(page), id=input.origin.id, stubs=True, zones=zones)
    address = header(message, "Snapshot-Content-Location") or header(page, "Content-Location")
    stamp = stamp_of(header(message, "Date"))
    yield input.origin.keyed(saved_from(article, address, stamp[:10] if stamp else None))
