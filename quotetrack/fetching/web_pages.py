"""What a host answers for a page → the article on it, as the reader of saved pages gives it."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from quotetrack.errors import ReadError
from quotetrack.fetching.addresses import canonical_address, read_address
from quotetrack.fetching.client import WebAnswer
from quotetrack.fetching.listings import feed_of
from quotetrack.readers.outlets import source_of_url
from quotetrack.readers.pages.not_articles import NoArticleError
from quotetrack.readers.pages.page_days import day_of_address
from quotetrack.readers.pages.web_page import article_of_page
from quotetrack.readers.web_archives.bodies import body_text, media_type
from quotetrack.readers.web_archives.web_sorting import why_no_candidate
from quotetrack.records import Article, Capture, Source

_PAGES = ("", "text/html", "application/xhtml+xml")


def article_of_answer(answer: WebAnswer, *, at: str) -> Article:
    """Return the article that an answer holds, known by its canonical address. `at` is when it was asked, ISO 8601.

    Raises:
        NoArticleError: the page shows something else.
        ReadError: it is no page, or cannot be read.
    """
    if answer.status != 200:
        raise ReadError(f"it is answered with {answer.status}; 200 is expected")
    kind = media_type(answer.type)
    if kind not in _PAGES:
        raise NoArticleError(f"no page: it is {kind[:60]}; save it and read the file")
    if not answer.body.strip():
        raise ReadError("the page is empty")
    what = why_no_candidate(answer.address.url, answer.body, None)
    if what is not None:
        raise NoArticleError(f"{what}: {_instead(answer)}")
    article = article_of_page(body_text(answer.body, answer.type), id="page")
    url = canonical_address(answer.address.url, article.url)
    behind = source_of_url(url)
    capture = Capture(at=at, sha256=hashlib.sha256(answer.body).hexdigest(), status=answer.status)
    source = Source(behind.name or article.source.name, behind.domain)
    day = article.published or day_of_address(url)
    return replace(
        article, id=url, key=url, url=url, source=source, published=day, retrieved=at[:10], capture=capture
    )


def _instead(answer: WebAnswer) -> str:
    """Return what to fetch instead of a page that lists others."""
    link = feed_of(answer.body)
    try:
        return (
            f"fetch its feed, {read_address(link, base=answer.address.url).url}"
            if link
            else "fetch its articles"
        )
    except ReadError:  # what a page calls its feed may be nonsense
        return "fetch its articles"
