"""A web archive, WARC → the articles among its pages; what else it holds is counted, and said at the end."""

from __future__ import annotations

import hashlib
import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from quotetrack.errors import ReadError
from quotetrack.readers.dates import read_stamp
from quotetrack.readers.input import Input, ReadingOptions
from quotetrack.readers.outlets import source_of_url
from quotetrack.readers.pages.not_articles import NoArticleError
from quotetrack.readers.pages.page_days import day_of_address
from quotetrack.readers.pages.web_page import article_of_page
from quotetrack.readers.web_archives.bodies import body_text, unchunked, unpack_body
from quotetrack.readers.web_archives.warc_records import DamagedRecord, WarcPage, opens_warc, warc_pages
from quotetrack.readers.web_archives.web_archive import memento_of, original_of
from quotetrack.readers.web_archives.web_sorting import fits_language, why_no_candidate, why_no_page
from quotetrack.records import Article, Capture, Failure, Source

_NOTICES = logging.getLogger("quotetrack.readers")
_HEAD = 65_536
"""Bytes that tell what it is."""
_MANY = {
    "no web page": "that are no web pages",
    "copy of another": "copies of others",
    "answer of another status": "answers of another status",
    "question for a person": "questions for a person",
    "page drawn by scripts": "pages drawn by scripts",
    "page without text": "pages without text",
    "page in another language": "pages in another language",
}
"""What is said of several; the others take an s."""


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page of a web archive that may be an article: its record, its bytes, and their content type."""

    page: WarcPage
    body: bytes
    content_type: str

    @property
    def url(self) -> str:
        """The address that it was captured at."""
        return self.page.told("WARC-Target-URI").strip("<>")


@dataclass(slots=True)
class SortedOut:
    """What a web archive held: its records, its articles, and what was left out, by what it is."""

    records: int = 0
    articles: int = 0
    cut: int = 0
    left_out: Counter[str] = field(default_factory=Counter)

    def told(self, where: str) -> str:
        """Return the line that sums it up."""
        words = f"{where}: {_counted(self.articles, 'article')} of {_counted(self.records, 'record')}"
        if self.cut:
            words += f", {self.cut:,} cut short by the crawler"
        kinds = ", ".join(_kind(number, what) for what, number in self.left_out.most_common())
        return f"{words}; left out {kinds}" if kinds else words


def warc_articles(input: Input) -> Iterator[Article | Failure]:
    """Yield the articles of a web archive as they were captured, and a Failure for each damaged place.

    At the end the log says how many records were no articles, and what they were. ReadError if it is no web archive.
    """
    counts = SortedOut()
    for found in page_candidates(input, counts):
        if isinstance(found, Failure):
            yield found
            continue
        try:
            article = _article(found, input)
        except NoArticleError as error:
            counts.left_out[error.what] += 1
        except ReadError as error:
            yield Failure(f"{input.origin.where}: {found.url}", str(error))
        else:
            if not fits_language(article.language, input.options.language):
                counts.left_out["page in another language"] += 1
                continue
            counts.articles += 1
            counts.cut += bool(found.page.told("WARC-Truncated"))
            yield article
    _NOTICES.info(counts.told(input.origin.where))


def page_candidates(input: Input, counts: SortedOut) -> Iterator[RawPage | Failure]:
    """Yield the pages that may be articles by their headers and a first look, each before the next is read.

    What is left out is counted in `counts`. A Failure stands for a damaged place. ReadError if it is no web archive.
    """
    stream = input.seekable()
    if not opens_warc(stream.read(_HEAD)):
        raise ReadError(
            "this is no web archive: it does not begin with WARC/1, packed or not; unpack it, and read that"
        )
    stream.seek(0)
    for found in warc_pages(stream):
        if isinstance(found, DamagedRecord):
            yield Failure(f"{input.origin.where}, byte {found.at:,}", found.why)
            continue
        counts.records += 1
        try:
            raw = _sorted(found, input.options)
        except ReadError as error:
            yield Failure(f"{input.origin.where}: {found.told('WARC-Target-URI')[:300]}", str(error))
            continue
        if isinstance(raw, RawPage):
            yield raw
        elif raw is not None:
            counts.left_out[raw] += 1


def _sorted(page: WarcPage, options: ReadingOptions) -> RawPage | str | None:
    """Return a page that may be an article, else what it is; None for one that is cut off, of which is told next."""
    if page.type == "revisit":
        return "copy of another"
    page.parse()
    content_type = page.http("Content-Type") or page.told("Content-Type")
    if why := why_no_page(page.status, content_type):
        return why
    body = page.body(options.most)
    if body is None:
        return None
    if "chunked" in page.http("Transfer-Encoding").casefold():
        body = unchunked(body)
    raw = RawPage(page, unpack_body(body, page.http("Content-Encoding"), options.most), content_type)
    return why_no_candidate(raw.url, raw.body, options.language) or raw


def _article(raw: RawPage, input: Input) -> Article:
    """Return the article of a page, known by the address that it was captured at. ReadError if it holds none."""
    page = raw.page
    text = body_text(raw.body, raw.content_type)
    article = article_of_page(text, id=input.origin.id, zones=input.options.zones)
    url, copy = original_of(raw.url)
    if not url.startswith(("http://", "https://")):
        url = article.url or url
    at = page.told("WARC-Date")
    capture = Capture(
        at=at if read_stamp(at) else None,
        record=page.told("WARC-Record-ID").strip("<>") or None,
        sha256=hashlib.sha256(raw.body).hexdigest(),
        status=page.status,
    )
    behind = source_of_url(url)
    return replace(
        article,
        id=url,
        key=url,
        url=url,
        source=Source(behind.name or article.source.name, behind.domain),
        archive_url=copy or memento_of(page.http("Link")) or _source_address(page, raw.url),
        published=article.published or day_of_address(url),
        retrieved=at[:10] if capture.at else None,
        capture=capture,
    )


def _source_address(page: WarcPage, own: str) -> str | None:
    """Return where the record says that its page was taken from, if that is an address other than its own."""
    told = page.told("WARC-Source-URI").strip("<>")
    return told if told != own and told.startswith(("http://", "https://")) else None


def _kind(number: int, what: str) -> str:
    if number == 1:
        return f"1 {what}"
    return f"{number:,} {_MANY.get(what, f'{what}s')}"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + "s" * (number != 1)
