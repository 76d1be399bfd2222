"""Paragraphs of a Word document as XML: text with looks, bookmarks, and links inside the document. Whatever the text
holds, it stays text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from typing import Literal
from xml.sax.saxutils import escape

from quotetrack.export.legible import legible

TextLook = Literal[
    "plain",
    "words",
    "report",
    "rejected",
    "cue",
    "mention",
    "name",
    "warning",
    "cut",
    "put",
    "fair cut",
    "fair put",
    "around",
    "good",
    "bad",
    "open",
    "name good",
    "name bad",
    "name open",
]

# The order of the elements is the schema's.
_LOOKS: MappingProxyType[TextLook, str] = MappingProxyType(
    {
        "plain": "",
        "words": '<w:b/><w:highlight w:val="yellow"/>',
        "report": '<w:shd w:val="clear" w:color="auto" w:fill="FFF4CF"/>',
        "rejected": "<w:b/><w:strike/>",
        "cue": '<w:u w:val="dotted"/>',
        "mention": '<w:u w:val="single"/>',
        "name": '<w:color w:val="5B5F67"/>',
        "warning": '<w:b/><w:color w:val="97350F"/>',
        "cut": '<w:strike/><w:color w:val="9A3412"/>',
        "put": '<w:color w:val="14603A"/><w:u w:val="single"/>',
        "fair cut": '<w:strike/><w:color w:val="7A7A7A"/>',
        "fair put": '<w:color w:val="7A7A7A"/><w:u w:val="dotted"/>',
        "around": '<w:color w:val="5B5F67"/>',
        "good": '<w:u w:val="single" w:color="1E6339"/><w:shd w:val="clear" w:color="auto" w:fill="DFF0E2"/>',
        "bad": '<w:u w:val="double" w:color="97350F"/><w:shd w:val="clear" w:color="auto" w:fill="FBE6DA"/>',
        "open": '<w:u w:val="dash" w:color="6B5200"/><w:shd w:val="clear" w:color="auto" w:fill="F8EDC6"/>',
        "name good": '<w:b/><w:color w:val="1E6339"/>',
        "name bad": '<w:b/><w:color w:val="97350F"/>',
        "name open": '<w:b/><w:color w:val="6B5200"/>',
    }
)

StyledText = tuple[str, TextLook]
"""Text and how it looks."""

_BREAKS = re.compile("([\n\t])")
_MARKUP = {"\n": "<w:br/>", "\t": "<w:tab/>"}
_MOST_NAME = 40
"""Characters of a bookmark's name; Word takes no more."""


_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_TICKED, _OPEN = "☒", "☐"
_BOX_FONT = '<w:rFonts w:ascii="MS Gothic" w:hAnsi="MS Gothic" w:eastAsia="MS Gothic"/>'


class Body:
    """Writes paragraphs one after another."""

    def __init__(self, put: Callable[[bytes], object]) -> None:
        self._put = put
        self._bookmarks = 0
        self._widths: tuple[int, ...] = ()

    def paragraph(
        self, style: str, runs: Iterable[StyledText], *, bookmark: str = "", after: str = ""
    ) -> None:
        """Write a paragraph in the style of this id; `bookmark` names it, `after` is a `link` behind its text."""
        inner = "".join(run_xml(text, look) for text, look in runs) + after
        if bookmark:
            self._bookmarks += 1
            start = f'<w:bookmarkStart w:id="{self._bookmarks}" w:name="{anchor(bookmark)}"/>'
            inner = f'{start}{inner}<w:bookmarkEnd w:id="{self._bookmarks}"/>'
        self._put(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inner}</w:p>'.encode())

    @contextmanager
    def table(self, *widths: int, style: str = "") -> Iterator[None]:
        """Put a table around the rows written meanwhile, with columns of these widths, in twentieths of a point."""
        self._widths = widths
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        layout = f'{style}<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        self._put(f"<w:tbl><w:tblPr>{layout}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>".encode())
        yield
        self._put(b"</w:tbl>")

    def row(self, *cells: Callable[[], object]) -> None:
        """Write a row of a table; each cell writes one paragraph or more."""
        self._put(b"<w:tr><w:trPr><w:cantSplit/></w:trPr>")
        for width, write in zip(self._widths, cells, strict=True):
            self._put(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'.encode())
            write()
            self._put(b"</w:tc>")
        self._put(b"</w:tr>")

    def fact(self, name: str, value: str, *, after: str = "", look: TextLook = "plain") -> None:
        """Write a line of a name and, behind a tab, what is to be told."""
        self.paragraph("Fact", [(f"{name}\t", "name"), (value, look)], after=after)

    def facts(self, facts: Iterable[tuple[str, str]]) -> None:
        """Write a line for each name and what is to be told of it."""
        for name, value in facts:
            self.fact(name, value)

    def table_of(self, widths: Sequence[int], head: Sequence[str], rows: Iterable[bytes]) -> None:
        """Write a table with lines around its cells; `rows` are made by `table_row`. The head stands on every page."""
        with self.table(*widths, style='<w:tblStyle w:val="TableGrid"/>'):
            self._put(table_row(widths, head, look="name", properties="<w:tblHeader/>"))
            for row in rows:
                self._put(row)


def table_row(
    widths: Sequence[int], cells: Sequence[str], *, look: TextLook = "plain", properties: str = ""
) -> bytes:
    """Return a row of a table as XML, its text in the style "Cell"."""
    written = (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr>{run_xml(cell, look)}</w:p></w:tc>'
        for width, cell in zip(widths, cells, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{properties}</w:trPr>{''.join(written)}</w:tr>".encode()


def tick_box(label: str, *, is_ticked: bool) -> str:
    """Return a box that word processors tick when it is clicked, and its label."""
    states = (("checkedState", _TICKED), ("uncheckedState", _OPEN))
    signs = "".join(f'<w14:{state} w14:val="{ord(sign):X}" w14:font="MS Gothic"/>' for state, sign in states)
    box = f'<w14:checkbox xmlns:w14="{_W14}"><w14:checked w14:val="{is_ticked:d}"/>{signs}</w14:checkbox>'
    run = f"<w:r><w:rPr>{_BOX_FONT}</w:rPr><w:t>{_TICKED if is_ticked else _OPEN}</w:t></w:r>"
    control = f"<w:sdt><w:sdtPr>{box}</w:sdtPr><w:sdtContent>{run}</w:sdtContent></w:sdt>"
    return control + run_xml(f" {label}    ")


def run_xml(text: str, look: TextLook = "plain") -> str:
    """Return the text as one run; line breaks and tabs are Word's own, control characters are shown as signs."""
    if not text:
        return ""
    looks = f"<w:rPr>{_LOOKS[look]}</w:rPr>" if _LOOKS[look] else ""
    return f"<w:r>{looks}{''.join(map(_text, _BREAKS.split(legible(text))))}</w:r>"


def _text(piece: str) -> str:
    return _MARKUP.get(piece) or (f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "")


def link(text: str, bookmark: str) -> str:
    """Return text that leads to a bookmark of the same document."""
    return (
        f'<w:hyperlink w:anchor="{anchor(bookmark)}" w:history="1">{run_xml(text, "mention")}</w:hyperlink>'
    )


def anchor(name: str) -> str:
    """Return a bookmark's name as Word takes it: letters, digits and low lines."""
    return re.sub(r"[^A-Za-z0-9_]", "_", name)[:_MOST_NAME]
