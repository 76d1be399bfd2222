"""A draft → an `Article` and where its lines begin: plain text, Markdown, HTML, DOCX, ODT and PDF."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from pathlib import PurePath
from typing import Literal

from quotetrack.errors import ReadError
from quotetrack.readers.decode import check_not_binary, decode
from quotetrack.readers.documents.open_document import odt_paragraphs
from quotetrack.readers.documents.word_document import docx_paragraphs
from quotetrack.readers.first_bytes import looks_like_odt
from quotetrack.readers.pages.html import article_from_html
from quotetrack.readers.plain import article_from_text
from quotetrack.records import Article, Draft

DraftFormat = Literal["plain", "markdown", "html", "docx", "odt", "pdf"]

_FORMATS: dict[str, DraftFormat] = {
    **dict.fromkeys((".txt", ".text"), "plain"),
    **dict.fromkeys((".md", ".markdown"), "markdown"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "html"),
    ".docx": "docx",
    ".odt": "odt",
    ".fodt": "odt",
}
_ZIP = b"PK\x03\x04"
_PDF = b"%PDF-"
_BETWEEN = "\n\n"
"""What parts paragraphs in the text of a draft that has no lines."""

# Markdown's signs within a line. Each pattern looks no further than a sentence or an address may reach.
_QUOTED_LINE = re.compile(r"^(?: {0,3}> ?){1,9}", re.MULTILINE)
_LINKED = re.compile(r"!?\[([^\[\]\n]{0,500})\]\([^()\s]{0,2000}(?: \"[^\"\n]{0,300}\")?\)")
_EMPHASIS = (
    re.compile(r"(?<![\w*\\])(\*{1,3})(?=[^\s*])([^*\n]{1,2000})(?<=[^\s*\\])\1(?![\w*])"),
    re.compile(r"(?<![\w\\])(_{1,3})(?=[^\s_])([^_\n]{1,2000})(?<=[^\s_\\])\1(?!\w)"),
)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!>~|\"'-])")


def read_draft(data: bytes, name: str = "") -> Draft:
    """Return the draft in a file's bytes; the ending of `name` says what it is, else its first bytes do.

    Raises:
        ReadError: it is empty, no text, or of a format that is not read.
    """
    if not data.strip():
        raise ReadError("the file is empty; give one that holds a draft")
    format = _packed_format(data) or _FORMATS.get(PurePath(name).suffix.lower())
    if format == "pdf":
        return _of_pdf(data)
    if format in ("docx", "odt"):
        return _of_paragraphs(docx_paragraphs(data) if format == "docx" else odt_paragraphs(data))
    check_not_binary(data)
    format = format or ("html" if _is_page(data) else "plain")
    text = decode(data, is_html=format == "html")
    if format == "html":
        return _of_page(text)
    return _of_lines(_without_signs(text) if format == "markdown" else text)


def _packed_format(data: bytes) -> DraftFormat | None:
    if data.startswith(_ZIP):
        return "odt" if looks_like_odt(data) else "docx"
    return "pdf" if data.startswith(_PDF) else None


_TAG = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|main|p)\b", re.IGNORECASE)


def _is_page(data: bytes) -> bool:
    return _TAG.match(data.removeprefix(b"\xef\xbb\xbf").lstrip()[:100]) is not None


def _of_lines(text: str) -> Draft:
    starts = [0, *(found.end() for found in re.finditer(r"\r\n?|\n", text))]
    return Draft(_article(text), "line", starts)


def _of_paragraphs(paragraphs: Sequence[str]) -> Draft:
    lengths = (len(words) + len(_BETWEEN) for words in paragraphs[:-1])
    return Draft(_article(_BETWEEN.join(paragraphs)), "paragraph", [0, *accumulate(lengths)])


def _of_page(page: str) -> Draft:
    """Return the draft of a page: all that a reader sees in it, as what a reader of news leaves out may be checked."""
    return _by_paragraphs(article_from_html(page, id=_ID, whole=True))


def _of_pdf(data: bytes) -> Draft:
    from quotetrack.readers.documents.pdf import article_from_pdf

    return _by_paragraphs(article_from_pdf(data, id=_ID))


def _by_paragraphs(article: Article) -> Draft:
    starts = [0, *(found.end() for found in re.finditer(_BETWEEN, article.text))]
    return Draft(article, "paragraph", starts)


_ID = "draft"
"""The id of every draft, so that the same draft gives the same ids wherever it lies."""


def _article(text: str) -> Article:
    if not any(map(str.isalnum, text)):
        raise ReadError("no word is in it; give a file that holds a draft")
    return article_from_text(text, id=_ID)


def _without_signs(text: str) -> str:
    """Return a Markdown text without the signs inside its lines, so that words in marks are those that are printed. No
    line is dropped."""
    text = _LINKED.sub(r"\1", _QUOTED_LINE.sub("", text))
    for pattern in (*_EMPHASIS, *_EMPHASIS):  # one kind may stand inside the other
        text = pattern.sub(r"\2", text)
    return _ESCAPED.sub(r"\1", text)
