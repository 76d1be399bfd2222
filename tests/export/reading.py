"""Sheets opened again, each with a library that did not write it."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from html.parser import HTMLParser

import docx
import openpyxl
from docx.document import Document
from markdown_it import MarkdownIt
from markdown_it.token import Token
from rdflib import Graph

from quotetrack.export import Sheet, write
from quotetrack.export.columns import COLUMNS, row
from quotetrack.export.layout import QUOTATION_LAYOUT
from quotetrack.records import Printed

HEADINGS = [column.heading for column in COLUMNS]
IN_WORKBOOK = [column.heading for column in QUOTATION_LAYOUT.columns]

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


def exported(statements: Sheet | list[Printed], format: str) -> bytes:
    """The sheet in a format. Plain statements are written from a stream, as a store gives them."""
    out = io.BytesIO()
    count = write(statements if isinstance(statements, Sheet) else iter(statements), format, out)
    assert isinstance(statements, Sheet) or count == len(statements)
    return out.getvalue()


def cells(statement: Printed) -> dict[str, str]:
    """What the columns give, by their headings."""
    return dict(zip(HEADINGS, row(statement), strict=True))


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def read_xlsx(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def typed(cell: str, holds: str) -> object:
    """What a workbook's cell of a column that holds that holds."""
    if holds == "day" and len(cell) == len("2012-07-05"):
        return datetime.fromisoformat(cell)
    return {"number": float, "count": int}.get(holds, str)(cell) if cell else None


def read_docx(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def read_jsonld(data: bytes) -> Graph:
    with warnings.catch_warnings():
        # rdflib 7.6 reads JSON-LD by way of a class that it deprecates itself.
        warnings.filterwarnings("ignore", "ConjunctiveGraph is deprecated", DeprecationWarning)
        return Graph().parse(data=data, format="json-ld")


# Web pages


@dataclass(slots=True)
class Element:
    """An element of a page with what stands in it, in order."""

    tag: str
    attrs: dict[str, str]
    parts: list[Element | str] = field(default_factory=list)

    def text(self) -> str:
        """All text in it."""
        return "".join(part if isinstance(part, str) else part.text() for part in self.parts)

    def all(self, tag: str = "", css: str = "") -> Iterator[Element]:
        """The elements in it, at any depth, of that tag and that class."""
        for part in self.parts:
            if isinstance(part, Element):
                if (not tag or part.tag == tag) and (not css or css in part.attrs.get("class", "").split()):
                    yield part
                yield from part.all(tag, css)

    def one(self, tag: str = "", css: str = "") -> Element:
        """The first of those."""
        return next(self.all(tag, css))

    def own(self, tag: str) -> list[Element]:
        """The elements of that tag right in it."""
        return [part for part in self.parts if isinstance(part, Element) and part.tag == tag]

    def pairs(self) -> list[tuple[str, str]]:
        """The names and values of its lists."""
        names = [element.text() for element in self.all("dt")]
        return list(zip(names, (element.text() for element in self.all("dd")), strict=True))


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].parts.append(made)
        if tag not in _VOID:
            self._open.append(made)

    def handle_endtag(self, tag: str) -> None:
        assert self._open[-1].tag == tag, f"</{tag}> closes <{self._open[-1].tag}>"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].parts.append(data)


def read_html(data: bytes) -> Element:
    """The page's root. Fails where an end tag closes another element than the last one opened."""
    page = _Page()
    page.feed(data.decode("utf-8"))
    page.close()
    assert page._open == [page.root]
    return page.root


# Markdown


def md_tokens(data: bytes) -> list[Token]:
    """Every token, blocks and what stands in them."""
    blocks = MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(data.decode("utf-8"))
    return [token for block in blocks for token in (block, *(block.children or []))]


def md_text(tokens: Iterable[Token]) -> str:
    """The text of tokens as a reader sees it, white space folded."""
    told = [
        token.content if token.type in ("text", "text_special", "code_inline") else " "
        for token in tokens
        if token.type in ("text", "text_special", "code_inline", "softbreak", "hardbreak", "paragraph_close")
    ]
    return " ".join("".join(told).split())


def md_between(tokens: list[Token], opening: str, closing: str) -> list[list[Token]]:
    """The runs of tokens between the first of one type and the next of another, nested ones left in."""
    found, start, depth = [], 0, 0
    for place, token in enumerate(tokens):
        if token.type == opening:
            start = start if depth else place
            depth += 1
        elif token.type == closing:
            depth -= 1
            if not depth:
                found.append(tokens[start + 1 : place])
    return found
