"""PDF → an `Article`: its words in reading order, with the page of each, and nothing drawn or run in it.

A document that holds pictures of pages and no words is refused: nothing here recognises letters.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from quotetrack.errors import ReadError
from quotetrack.readers.documents import pdf_child
from quotetrack.readers.documents.office_facts import sane_author, sane_title
from quotetrack.readers.documents.pdf_columns import PrintedColumn, PrintedRun, reading_columns
from quotetrack.readers.documents.pdf_furniture import PageFurniture, StrippedPage, strip_furniture
from quotetrack.readers.documents.pdf_hyphens import HyphenJoiner, without_signs
from quotetrack.readers.documents.pdf_paragraphs import PrintedParagraph, body_size, paragraphs_of
from quotetrack.readers.files import reason_of
from quotetrack.readers.input import Input
from quotetrack.readers.running_text import RunningText
from quotetrack.readers.tagged import tagged_article
from quotetrack.records import Article, Failure, Locator, Span, ZoneKind

_MOST_PAGES = 2000
_PASSWORD = 4
"""What the library calls a document that asks for a password."""
_LOCKED = "this PDF asks for a password; save a copy without one and read that"
_BROKEN = "this PDF is broken ({}); open it and save it as PDF again"
_TOO_MUCH = (
    "this PDF takes too much memory or time to be read, or is broken; print it to a new PDF and read that"
)
_MOST_SECONDS = 60.0
"""Of work on columns; 500 pages of a journal take one."""
_LARGER = 1.15
"""A heading, in heights of the letters of the text."""
_LONGEST_HEADING = 200
"""Characters."""
_MASTHEAD = 4
"""Words of a paper's name, over the headline and larger."""
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
    built = _Builder(pages, document)
    text = built.tagged()
    address = next((page.address for page in pages if page.address), None)
    title = built.title or (document.title if _is_printed(document.title, text.text) else None)
    article = tagged_article(text, id=id, title=title, url=address)
    author = document.author if article.byline is None else None
    return replace(article, byline=article.byline or author, locators=tuple(built.locators()))


@dataclass(slots=True)
class _Document:
    """What a PDF holds: of each page its runs, its label and the words beside its text that are printed in another
    direction; and the document's own title and author."""

    pages: list[list[PrintedRun]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    beside: list[list[str]] = field(default_factory=list)
    title: str | None = None
    author: str | None = None


def _read(data: bytes) -> _Document:
    """Return what a PDF holds, read by a process that is bounded in memory and time."""
    # Without "-P" the modules beside the program would stand for those of the standard library.
    command = [sys.executable, "-P", pdf_child.__file__, str(_MOST_PAGES)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=2 * pdf_child.MOST_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise ReadError(_TOO_MUCH) from error
    except OSError as error:
        raise ReadError(
            f"the process that reads PDF cannot be started: {reason_of(error)}; try again"
        ) from error
    lines = [json.loads(line) for line in done.stdout.splitlines()] if done.returncode == 0 else []
    broken = next((line["error"] for line in lines if "error" in line), None)
    if broken is not None:
        raise ReadError(_LOCKED if broken[1] == _PASSWORD else _BROKEN.format(broken[0].strip(". ")))
    if not lines:
        raise ReadError(_TOO_MUCH)
    return _document(lines[0], lines[1:])


def _document(whole: dict[str, Any], pages: list[dict[str, Any]]) -> _Document:
    count = whole["pages"]
    if not 0 < count <= _MOST_PAGES:
        raise ReadError(f"this PDF has {count:,} pages; 1 to {_MOST_PAGES:,} are read, so split it")
    large = next((page["large"] for page in pages if "large" in page), None)
    if large is not None:
        raise ReadError(f"this PDF is too large to be read, from page {large} on; split it")
    if not any(page["runs"] for page in pages):  # then nothing is beside them either
        raise ReadError(_wordless(count, sum(page["pictures"] for page in pages)))
    runs = [[_printed_run(at, *run) for at, run in enumerate(page["runs"])] for page in pages]
    labels = [_one_line(page["label"]) or str(number) for number, page in enumerate(pages, start=1)]
    beside = [page["beside"] for page in pages]
    return _Document(runs, labels, beside, sane_title(whole["title"]), sane_author(whole["author"]))


def _printed_run(order: int, words: str, left: float, right: float, bottom: float, top: float) -> PrintedRun:
    return PrintedRun(words, left, right, bottom, top, top - bottom, order=order)


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

    def __init__(self, pages: Sequence[StrippedPage], document: _Document) -> None:
        self._labels, self._beside = document.labels, document.beside
        self._text = RunningText()
        self._starts: dict[int, int] = {}
        self._furniture = [page.furniture for page in pages]
        self._placed = 0
        columns = _columns_of(pages)
        every = [line.words for part in columns for column in part for line in column.lines]
        self._joiner = HyphenJoiner(every)
        self._body = body_size([column for part in columns for column in part])
        paragraphs = list(paragraphs_of(columns))
        headline = _headline(paragraphs, self._body)
        self.title: str | None = None
        is_over = headline is not None
        for paragraph in paragraphs:
            self._place_furniture(paragraph.pages[0], is_whole=False)
            is_over = is_over and paragraph is not headline
            self._add(paragraph, "headline" if paragraph is headline else None if is_over else "heading")
        self._place_furniture(len(pages), is_whole=True)

    def tagged(self) -> RunningText:
        """Return the text with its zones."""
        return self._text

    def locators(self) -> Iterator[Locator]:
        """Yield the pages that hold words, each from its first to the first of the next."""
        starts = sorted((start, page) for page, start in self._starts.items())
        text = self._text.text
        ends = [*(start for start, _ in starts[1:]), len(text)]
        for (start, page), end in zip(starts, ends, strict=True):
            words = text[start:end]
            if words.strip():
                span = Span(start, start + len(words.rstrip()))
                yield Locator(kind="page", label=self._labels[page], span=span)

    def _place_furniture(self, page: int, *, is_whole: bool) -> None:
        """Put what stands at the feet of all pages before this one, and at the heads up to it, into the text; at the
        foot also what is printed sideways."""
        last = page if is_whole else page + 1
        for number in range(self._placed // 2, last):
            for part in (0, 1):
                step = 2 * number + part
                if step < self._placed or (step > 2 * page and not is_whole):
                    continue
                if part and self._beside[number]:
                    self._text.block(without_signs(" ".join(self._beside[number])))
                for furniture in self._furniture[number]:
                    if furniture.is_head == (part == 0):
                        self._add_furniture(furniture, number)
                self._placed = step + 1

    def _add_furniture(self, furniture: PageFurniture, page: int) -> None:
        span = self._text.block(without_signs(furniture.words), furniture.kind)
        if furniture.is_head and page == 0:
            self._starts.setdefault(page, span.start)

    def _add(self, paragraph: PrintedParagraph, kind: ZoneKind | None) -> None:
        """Add a paragraph, which is of the kind if its letters are larger than those of the text."""
        words, starts = self._joined(paragraph)
        is_large = paragraph.size >= _LARGER * self._body and len(words) <= _LONGEST_HEADING
        span = self._text.block(words, kind if is_large or kind == "headline" else None)
        if kind == "headline":
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


def _columns_of(pages: Sequence[StrippedPage]) -> list[list[PrintedColumn]]:
    """Return the columns of each page. ReadError if that takes too long, as it does if words lie all over the pages."""
    until = time.monotonic() + _MOST_SECONDS
    columns = []
    for page in pages:
        columns.append(reading_columns(page.runs))
        if time.monotonic() > until:
            raise ReadError(_TOO_MUCH)
    return columns


def _headline(paragraphs: Sequence[PrintedParagraph], body: float) -> PrintedParagraph | None:
    """Return the largest of the first paragraphs if it stands out, a paper's name in capitals aside; None if none
    does."""
    lead = [(one, " ".join(line.words for line in one.lines)) for one in paragraphs[:_LEAD]]
    large = [
        (one, words) for one, words in lead if one.size >= 1.2 * body and len(words) <= 2 * _LONGEST_HEADING
    ]
    named = [(one, words) for one, words in large if len(words.split()) > _MASTHEAD or not words.isupper()]
    return max(named or large, key=lambda pair: pair[0].size, default=(None, ""))[0]
