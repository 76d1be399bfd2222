"""PDF → an `Article`: its words in reading order, with the page of each, and nothing drawn or run in it.

A document that holds pictures of pages and no words is refused: nothing here recognises letters.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Any

from quotetrack.errors import ReadError
from quotetrack.readers.input import Input
from quotetrack.readers.office_facts import sane_author, sane_title
from quotetrack.readers.pdf_columns import PrintedRun, reading_columns
from quotetrack.readers.pdf_furniture import PageFurniture, StrippedPage, strip_furniture
from quotetrack.readers.pdf_hyphens import HyphenJoiner, without_signs
from quotetrack.readers.pdf_paragraphs import PrintedParagraph, body_size, paragraphs_of
from quotetrack.readers.tagged import TaggedText, tagged_article
from quotetrack.records import Article, Failure, Locator, Span

_MOST_PAGES = 2000
_MOST_CHARACTERS = 20_000_000
_MOST_SECONDS = 60.0
"""Of work on one document; a book of 500 pages takes 10."""
_LOCK = Lock()
"""The library that reads PDF does one thing at a time."""
_PASSWORD = 4
"""What the library calls a document that asks for a password."""
_IMAGE = 3
"""What the library calls a picture."""
_LARGER = 1.15
"""A heading, in heights of the letters of the text."""
_LONGEST_HEADING = 200
"""Characters."""
_LEAD = 6
"""Paragraphs. The headline stands among the first."""


def pdf_articles(input: Input) -> Iterator[Article | Failure]:
    """Yield the one article of a PDF, its locators the pages.

    Raises:
        ReadError: it is broken, locked by a password, a scan, or larger than is read.
    """
    yield input.origin.keyed(article_from_pdf(input.whole(), id=input.origin.id))


def article_from_pdf(data: bytes, *, id: str) -> Article:
    """Return the article that a PDF holds. Paragraphs are parted by blank lines. Running heads and page numbers are
    zones that stand between paragraphs.

    Raises:
        ReadError: it is broken, locked by a password, a scan, or larger than is read.
    """
    document = _read(data)
    pages = strip_furniture(document.pages)
    built = _Builder(pages, document.labels)
    text = built.tagged()
    address = next((page.address for page in pages if page.address), None)
    title = built.title or (document.title if _is_printed(document.title, text.words) else None)
    article = tagged_article(text, id=id, title=title, url=address)
    author = document.author if article.byline is None else None
    return replace(article, byline=article.byline or author, locators=tuple(built.locators()))


@dataclass(slots=True)
class _Document:
    """What the library tells: the runs of each page, the label of each, and the document's own title and author."""

    pages: list[list[PrintedRun]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    title: str | None = None
    author: str | None = None


def _read(data: bytes) -> _Document:
    from pypdfium2 import PdfDocument, PdfiumError

    with _LOCK:
        try:
            document = PdfDocument(data)
        except PdfiumError as error:
            if getattr(error, "err_code", None) == _PASSWORD:
                raise ReadError(
                    "this PDF asks for a password; save a copy without one and read that"
                ) from error
            raise ReadError(f"this PDF is broken ({error}); open it and save it as PDF again") from error
        try:
            return _read_pages(document)
        except PdfiumError as error:
            raise ReadError(f"this PDF is broken ({error}); open it and save it as PDF again") from error
        finally:
            document.close()


def _read_pages(document: Any) -> _Document:
    from quotetrack.readers.pdf_runs import runs_of_page

    count = len(document)
    if not 0 < count <= _MOST_PAGES:
        raise ReadError(f"this PDF has {count:,} pages; 1 to {_MOST_PAGES:,} are read, so split it")
    read, pictures, characters = _Document(), 0, 0
    until = time.monotonic() + _MOST_SECONDS
    for number in range(count):
        page = document[number]
        try:
            read.pages.append(runs_of_page(page))
            if not read.pages[-1]:
                pictures += any(True for _ in page.get_objects(filter=[_IMAGE], max_depth=3))
        finally:
            page.close()
        read.labels.append(_one_line(document.get_page_label(number)) or str(number + 1))
        characters += sum(len(run.words) for run in read.pages[-1])
        if characters > _MOST_CHARACTERS or time.monotonic() > until:
            raise ReadError(f"this PDF is too large to be read, from page {number + 1} on; split it")
    if not characters:
        raise ReadError(_wordless(count, pictures))
    told = document.get_metadata_dict()
    read.title, read.author = sane_title(told.get("Title")), sane_author(told.get("Author"))
    return read


def _wordless(pages: int, pictures: int) -> str:
    if not pictures:
        return "no word is in this PDF; give one that holds an article"
    of = "page of pictures" if pages == 1 else "pages of pictures"
    return (
        f"a scan: {pages:,} {of} and no words; let a program for text recognition (OCR) add them, "
        "such as ocrmypdf, and read what it saves"
    )


def _one_line(words: str | None) -> str:
    return " ".join((words or "").split())[:40]


def _is_printed(title: str | None, text: str) -> bool:
    """True for a title that the document prints at its head too, whatever the lines."""
    return title is not None and title.casefold() in " ".join(text[:2000].split()).casefold()


class _Builder:
    """Puts the text together, paragraph by paragraph; furniture of a page waits for the end of the paragraph that runs
    over it."""

    def __init__(self, pages: Sequence[StrippedPage], labels: Sequence[str]) -> None:
        self._labels = labels
        self._text = TaggedText()
        self._starts: dict[int, int] = {}
        self._furniture = [page.furniture for page in pages]
        self._placed = 0
        columns = [reading_columns(page.runs) for page in pages]
        every = [line.words for part in columns for column in part for line in column.lines]
        self._joiner = HyphenJoiner(every)
        self._body = body_size([column for part in columns for column in part])
        paragraphs = list(paragraphs_of(columns))
        headline = _headline(paragraphs, self._body)
        self.title: str | None = None
        for paragraph in paragraphs:
            self._place_furniture(paragraph.pages[0], is_whole=False)
            self._add(paragraph, is_headline=paragraph is headline)
        self._place_furniture(len(pages), is_whole=True)

    def tagged(self) -> TaggedText:
        """Return the text with its zones."""
        return self._text

    def locators(self) -> Iterator[Locator]:
        """Yield the pages that hold words, each from its first to the first of the next."""
        starts = sorted((start, page) for page, start in self._starts.items())
        ends = [*(start for start, _ in starts[1:]), len(self._text.words)]
        for (start, page), end in zip(starts, ends, strict=True):
            words = self._text.words[start:end]
            if words.strip():
                span = Span(start, start + len(words.rstrip()))
                yield Locator(kind="page", label=self._labels[page], span=span)

    def _place_furniture(self, page: int, *, is_whole: bool) -> None:
        """Put what stands at the feet of all pages before this one, and at the heads up to it, into the text."""
        last = page if is_whole else page + 1
        for number in range(self._placed // 2, last):
            for part in (0, 1):
                step = 2 * number + part
                if step < self._placed or (step > 2 * page and not is_whole):
                    continue
                for furniture in self._furniture[number]:
                    if furniture.is_head == (part == 0):
                        self._add_furniture(furniture, number)
                self._placed = step + 1

    def _add_furniture(self, furniture: PageFurniture, page: int) -> None:
        span = self._text.add(without_signs(furniture.words), furniture.kind)
        if furniture.is_head and page == 0:
            self._starts.setdefault(page, span.start)

    def _add(self, paragraph: PrintedParagraph, *, is_headline: bool) -> None:
        words, starts = self._joined(paragraph)
        is_heading = paragraph.size >= _LARGER * self._body and len(words) <= _LONGEST_HEADING
        span = self._text.add(words, "headline" if is_headline else "heading" if is_heading else None)
        if is_headline:
            self.title = " ".join(words.split())
        for page, start in zip(paragraph.pages, starts, strict=True):
            self._starts.setdefault(page, span.start + start)

    def _joined(self, paragraph: PrintedParagraph) -> tuple[str, list[int]]:
        """Return the words of the lines, and where each line begins in them."""
        lines = [re.sub(r"\s+", " ", line.words).strip() for line in paragraph.lines]
        pieces: list[str] = []
        starts: list[int] = []
        length = 0
        for line, after in zip(lines, [*lines[1:], None], strict=True):
            starts.append(length)
            piece = without_signs(line if after is None else self._joiner.join(line, after))
            pieces.append(piece)
            length += len(piece)
        return "".join(pieces), starts


def _headline(paragraphs: Sequence[PrintedParagraph], body: float) -> PrintedParagraph | None:
    """Return the largest of the first paragraphs if it stands out; None if none does."""
    lead = [
        one
        for one in paragraphs[:_LEAD]
        if sum(len(line.words) for line in one.lines) <= 2 * _LONGEST_HEADING
    ]
    largest = max(lead, key=lambda one: one.size, default=None)
    return largest if largest is not None and largest.size >= 1.2 * body else None
