"""How a workbook lays out the quotations: what people read and write comes first, what only machines need comes last.
The cells are those of `columns`, besides a running number and the paragraph that the words stand in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import ceil
from operator import itemgetter
from typing import Generic

from quotetrack.export.columns import COLUMNS, Column, T, row
from quotetrack.export.legible import legible_piece
from quotetrack.export.passage import passage
from quotetrack.export.printings import VARIANTS
from quotetrack.records import Printed
from quotetrack.review.cells import READ_AS

Cell = str | tuple[tuple[str, bool], ...]
"""Text, or pieces of text of which those with True are set off."""

_LINE, _PADDING, _HIGHEST = 12.75, 3.0, 409.0
"""Points: a line of Arial 10, what is left free in a row, and Excel's highest row."""
_WIDE = "\u2e80"
"""The first of the letters that are as wide as two."""
_LETTERS, _UNPARTED = 1.08, 1.3
"""Letters of a line for each unit of a column's width, with room for what is left free where no word is parted; and how
much longer than its letters a line without blanks is, such as an address, which is broken early at its signs."""


@dataclass(frozen=True, slots=True)
class SheetLayout(Generic[T]):
    """The columns of a table in their order. The first `on_paper` of them are printed; those behind the first `open`
    are in a closed group."""

    columns: Sequence[Column[T]]
    on_paper: int
    open: int

    def height(self, cells: Sequence[Cell]) -> float:
        """Return how high a row must be, in points, so that all open cells show what they hold."""
        lines = (
            _lines(cell, column.width) for cell, column in zip(cells[: self.open], self.columns, strict=False)
        )
        return min(_PADDING + _LINE * max(lines), _HIGHEST)


def _lines(cell: Cell, width: int) -> int:
    """Return about how many lines a cell takes: by its letters, since nobody here knows their widths."""
    text = cell if isinstance(cell, str) else "".join(words for words, _ in cell)
    if len(text) <= width and "\n" not in text and text.isascii():
        return 1
    return sum(max(1, ceil(_length(line) / (_LETTERS * width))) for line in text.split("\n"))


def _length(line: str) -> float:
    """Return how many letters of the usual width a line is as long as."""
    wide = 0 if line.isascii() else sum(sign >= _WIDE for sign in line)
    return (len(line) + wide) * (1 if " " in line else _UNPARTED)


_READ = (
    *("number", "status", "notes", "speaker", "stance", "words", "whole report", "context"),
    *("outlet", "day", "link"),
)
_FILLED_IN = ("speaker kind", "reviewer", "checked on", "offsets")
"""What a reviewer may fill in besides."""


def _all_columns() -> Iterator[Column[Printed]]:
    """Yield the columns in the order in which `workbook_row` first has their cells."""
    yield Column("number", "The number of the row in this sheet.", 8, lambda _: "", "count")
    yield Column("context", "The paragraph that the words stand in; they are bold.", 46, lambda _: "")
    headings = {elsewhere: heading for heading, elsewhere in READ_AS.items()}
    yield from (replace(one, heading=headings.get(one.heading, one.heading)) for one in COLUMNS)


_BY_HEADING = {column.heading: column for column in COLUMNS}
_ALL = {column.heading: column for column in _all_columns()}
_ORDER = (*_READ, *_FILLED_IN, *(name for name in _ALL if name not in (*_READ, *_FILLED_IN)))
_in_order = itemgetter(*map(list(_ALL).index, _ORDER))

QUOTATION_LAYOUT = SheetLayout([_ALL[name] for name in _ORDER], len(_READ), len(_READ) + len(_FILLED_IN))
CLAIM_LAYOUT = SheetLayout(VARIANTS, [column.heading for column in VARIANTS].index("copy of"), len(VARIANTS))

_SOURCES = (
    *("outlet", "headline", "published", "url", "agencies", "byline"),
    *("archive url", "retrieved", "article", "text digest"),
)
SOURCE_LAYOUT = SheetLayout([_BY_HEADING[name] for name in _SOURCES], len(_SOURCES), len(_SOURCES))


def workbook_row(number: int, printed: Printed) -> Sequence[Cell]:
    """Return a statement's cells, one for each column of `QUOTATION_LAYOUT`."""
    cells: tuple[Cell, ...] = _in_order((str(number), _in_context(printed), *row(printed)))
    return cells


def _in_context(printed: Printed) -> Cell:
    """Return the paragraph, in one piece if the words are all of it. Its lines are broken by the cell, not by us."""
    shown, text = passage(printed, limit=300), printed.article.text
    pieces = [("… ", False)] * shown.cut_before
    for is_quoted, group in groupby(shown.pieces, key=lambda piece: piece.part == "content"):
        words = "".join(piece.span.of(text) for piece in group)
        pieces.append((legible_piece(words), is_quoted))
    pieces += [(" …", False)] * shown.cut_after
    return tuple(pieces) if len(pieces) > 1 else "".join(words for words, _ in pieces)
