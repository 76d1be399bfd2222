"""An Excel workbook of three sheets: the quotations, the claims with all their printings, and sources and method.

Every cell is typed as text, a day or a number, so nothing in an article can run as a formula. Rows go to
disk as they come. Lone surrogates, which no file can hold, are written as "\\udXXX". What goes where, `layout` says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory, gettempdir
from typing import BinaryIO, Generic

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from quotetrack import __version__
from quotetrack.errors import OutputError
from quotetrack.export.columns import Column, T
from quotetrack.export.layout import (
    CLAIM_LAYOUT,
    QUOTATION_LAYOUT,
    SOURCE_LAYOUT,
    Cell,
    SheetLayout,
    workbook_row,
)
from quotetrack.export.printings import variants
from quotetrack.export.sheet import Sheet, SheetStream
from quotetrack.export.wording import outlet
from quotetrack.records import SPEAKER_KINDS, STANCES, STATUSES
from quotetrack.review.cells import EDITABLE, writable

MAX_ROWS = 1_048_576
"""Rows of an Excel sheet, the heading included; a longer stream goes on in another sheet."""

MAX_UNITS = 32_767
"""UTF-16 units that an Excel cell holds."""

_SURELY_FITS = MAX_UNITS // 6
"""Characters that fit into a cell whatever they are: a lone surrogate is spelled out in six, no other takes more."""

_REVIEWER = 100
"""Characters of a reviewer's name."""


def write(sheet: Sheet, out: BinaryIO, *, max_rows: int = MAX_ROWS) -> int:
    """Write the workbook; return how many quotations it holds. OutputError if there is no room for temporary files."""
    with TemporaryDirectory(prefix="quotetrack-") as folder:
        book = Path(folder) / "sheet.xlsx"
        try:
            rows = _write_workbook(sheet, book, max_rows)
        except (OSError, FileCreateError) as error:
            raise OutputError(
                f"temporary files in {gettempdir()} cannot be written ({error}); name another folder with TMPDIR"
            ) from error
        with book.open("rb") as whole:
            copyfileobj(whole, out)
    return rows


def _write_workbook(sheet: Sheet, book: Path, max_rows: int) -> int:
    """Write the workbook to a file in a folder of its own, where its parts lie too until it is whole."""
    options = {
        "constant_memory": True,
        "tmpdir": str(book.parent),
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        # Every system has it, or a font of the same widths: rows are as high wherever they are opened.
        "default_format_properties": {"font_name": "Arial", "font_size": 10},
    }
    with xlsxwriter.Workbook(book, options) as workbook:
        # The same input gives the same bytes, so the file does not carry the hour it was made.
        workbook.set_properties({"created": datetime(1980, 1, 1), "title": writable(sheet.title)[:255]})
        looks = {name: workbook.add_format(look) for name, look in _LOOKS.items()}
        quotations = _Table(workbook, looks, "quotations", QUOTATION_LAYOUT, max_rows, is_to_fill=True)
        claims = _Table(workbook, looks, "claims", CLAIM_LAYOUT, max_rows)
        sources = _Table(workbook, looks, "sources and method", SOURCE_LAYOUT, max_rows)
        stream, articles = SheetStream(sheet), set[tuple[str, str]]()
        for printed in stream:
            quotations.add(workbook_row(stream.rows, printed))
            article = (outlet(printed.article), printed.article.digest)
            if article not in articles:
                articles.add(article)
                sources.add([column.value(printed) for column in SOURCE_LAYOUT.columns])
        for variant in chain.from_iterable(map(variants, stream.claims())):
            claims.add([column.value(variant) for column in CLAIM_LAYOUT.columns])
        for table in (quotations, claims, sources):
            table.close()
        sources.tell(_method(sheet))
    return stream.rows


_TEXT = {"text_wrap": True, "valign": "top"}
_DAY: dict[str, object] = {"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}
_HEAD = {"bold": True, "bottom": 1, "valign": "top"}
_LINE = {"bottom": 1, "bottom_color": "#D5D8DD"}
_TO_FILL = {"bg_color": "#FFFBE6", "locked": False}
_LOOKS: dict[str, dict[str, object]] = {
    "head": {**_HEAD, "bg_color": "#E8ECF1"},
    "head to fill": {**_HEAD, "bg_color": "#F5E6A8"},
    "text": _TEXT,
    "text to fill": {**_TEXT, **_TO_FILL},
    "cut": {**_TEXT, "bg_color": "#FFD27F"},
    "day": _DAY,
    "day to fill": {**_DAY, **_TO_FILL},
    "number": {"num_format": "0.00", "valign": "top"},
    "count": {"num_format": "0", "valign": "top", "align": "left"},
    "piece": {},
    "piece set off": {"bold": True},
    "line": _LINE,
    "confirmed": {**_LINE, "bg_color": "#DDF1DD"},
    "corrected": {**_LINE, "bg_color": "#DCE9F8"},
    "rejected": {**_LINE, "bg_color": "#F8DEDA"},
    "unsure": {**_LINE, "bg_color": "#ECE3F5"},
}
"""How cells look. Those that a reviewer may change are pale yellow, those that were cut amber; a row that somebody has
decided on has the colour of its status."""


class _Table(Generic[T]):
    """One table that goes on in a further sheet ("quotations 2") when its sheet is full."""

    def __init__(
        self,
        workbook: Workbook,
        looks: Mapping[str, Format],
        name: str,
        layout: SheetLayout[T],
        max_rows: int,
        *,
        is_to_fill: bool = False,
    ) -> None:
        self._workbook, self._looks, self._name, self._layout = workbook, looks, name, layout
        self._columns = columns = layout.columns
        self._max_rows, self._frozen = max_rows, 2 if is_to_fill else 1
        # What the looks of each column's cells are called beyond what they hold.
        self._more = [" to fill" if is_to_fill and c.heading in EDITABLE else "" for c in columns]
        self._plain = [looks[f"text{m}"] if c.holds == "text" else None for c, m in self._columns_and_more()]
        self._sheets = 0
        self._start_sheet()

    def _columns_and_more(self) -> Iterator[tuple[Column[T], str]]:
        return zip(self._columns, self._more, strict=True)

    def _start_sheet(self) -> None:
        self._sheets += 1
        name = self._name if self._sheets == 1 else f"{self._name} {self._sheets}"
        self._sheet: Worksheet = self._workbook.add_worksheet(name)
        self._sheet.freeze_panes(1, self._frozen)
        self._sheet.set_landscape()
        self._sheet.set_paper(_A4)
        self._sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self._sheet.set_footer("&L&A&R&P / &N")
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(0)
        for place, (column, more) in enumerate(self._columns_and_more()):
            empty = self._looks[f"{'day' if column.holds == 'day' else 'text'}{more}"] if more else None
            options = {"level": 1, "hidden": True} if place >= self._layout.open else {}
            self._sheet.set_column(place, place, column.width, empty, options)
            self._sheet.write_string(0, place, column.heading, self._looks[f"head{more}"])
        if self._layout.open < len(self._columns):
            # The sign that opens the group stands above the column behind it.
            self._sheet.set_column(len(self._columns), len(self._columns), 2, None, {"collapsed": True})
        self._at = 1

    def add(self, cells: Sequence[Cell]) -> None:
        """Write one row below the last, as high as what it shows."""
        if self._at == self._max_rows:
            self.close()
            self._start_sheet()
        at, write = self._at, self._sheet.write_string
        for place, (cell, plain) in enumerate(zip(cells, self._plain, strict=True)):
            if not cell:
                continue
            if not isinstance(cell, str):
                self._write_pieces(at, place, cell)
            elif plain and len(cell) < _SURELY_FITS and cell.isascii():
                write(at, place, cell, plain)
            else:
                self._write(at, place, cell)
        self._set_height(cells)
        self._at += 1

    def _set_height(self, cells: Sequence[Cell]) -> None:
        """Set how high the current row is. xlsxwriter would hold the heights of all; the last but one is on disk."""
        self._sheet.set_row(self._at, self._layout.height(cells))
        self._sheet.row_info.pop(self._at - 2, None)

    def close(self) -> None:
        """Lay filter, print area and colours over the rows written, which are known only now, and say what may be
        filled in."""
        last = max(self._at - 1, 1)
        self._sheet.autofilter(0, 0, self._at - 1, len(self._columns) - 1)
        self._sheet.print_area(0, 0, self._at - 1, self._layout.on_paper - 1)
        for place, (column, more) in enumerate(self._columns_and_more()):
            if more and column.heading in _VALID:
                self._sheet.data_validation(1, place, last, place, _VALID[column.heading])
            if more and column.heading == "status":
                cell = xl_rowcol_to_cell(1, place, col_abs=True)
                self._paint({f'={cell}="{status}"': status for status in STATUSES}, last)
        self._paint({"=TRUE": "line"}, last)

    def _paint(self, looks: Mapping[str, str], last: int) -> None:
        """Lay looks over the rows where a formula of ours holds, as far as they are printed."""
        for holds, look in looks.items():
            rule = {"type": "formula", "criteria": holds, "format": self._looks[look]}
            self._sheet.conditional_format(1, 0, last, self._layout.on_paper - 1, rule)

    def tell(self, notes: Iterator[tuple[str, str]]) -> None:
        """Write lines of two cells below the table, after an empty row; if this sheet is full, on a further one."""
        self._at += 1
        for name, meaning in notes:
            if self._at >= self._max_rows:
                self._start_sheet()
            look = self._looks["text" if meaning else "head"]
            for place, cell in enumerate((name, meaning)):
                self._sheet.write_string(self._at, place, writable(_fit(cell)), look)
            self._set_height((name, meaning))
            self._at += 1
        self._sheet.print_area(0, 0, self._at - 1, self._layout.on_paper - 1)

    def _write(self, at: int, place: int, cell: str) -> None:
        """Write one cell, typed by its column; a day that Excel cannot hold stays text."""
        holds, more = self._columns[place].holds, self._more[place]
        if holds == "day" and (day := _day(cell)) is not None:
            self._sheet.write_datetime(at, place, day, self._looks[f"day{more}"])
        elif holds in ("number", "count"):
            self._sheet.write_number(at, place, float(cell), self._looks[holds])
        else:
            fitted = _fit(cell)
            look = self._looks[f"text{more}" if fitted is cell else "cut"]
            self._sheet.write_string(at, place, writable(fitted), look)

    def _write_pieces(self, at: int, place: int, pieces: Iterable[tuple[str, bool]]) -> None:
        """Write text of which some is set off; without that if Excel cannot hold it whole."""
        filled = [(words, is_off) for words, is_off in pieces if words]
        whole = "".join(words for words, _ in filled)
        if len(filled) < 2 or len(whole) >= _SURELY_FITS:
            self._write(at, place, whole)
            return
        runs = ((self._looks["piece set off" if is_off else "piece"], words) for words, is_off in filled)
        self._sheet.write_rich_string(at, place, *chain.from_iterable(runs), self._looks["text"])


_A4 = 9
"""Its number among the sizes of paper."""
_LISTED = {"status": STATUSES, "stance": STANCES, "speaker kind": SPEAKER_KINDS}
_VALID: dict[str, dict[str, object]] = {
    **{
        heading: {
            "validate": "list",
            "source": list(values),
            "error_title": heading,
            "error_message": f"One of: {', '.join(values)}.",
        }
        for heading, values in _LISTED.items()
    },
    "reviewer": {
        "validate": "length",
        "criteria": "<=",
        "value": _REVIEWER,
        "error_title": "reviewer",
        "error_message": f"The name of who has checked it, at most {_REVIEWER} characters.",
    },
    "checked on": {
        "validate": "date",
        "criteria": ">=",
        "value": date(1990, 1, 1),
        "error_title": "checked on",
        "error_message": "The day on which it was checked, as a date.",
    },
}


def _day(cell: str) -> date | None:
    """Return the full day that a cell names, if Excel's calendar, which begins in 1900, holds it."""
    try:
        day = date.fromisoformat(cell)
    except ValueError:
        return None
    return day if day.year >= 1900 else None


def _fit(cell: str) -> str:
    """Return the cell itself, or its beginning and a note that it was cut, if Excel cannot hold it whole."""
    if len(cell) < _SURELY_FITS:
        return cell
    units = writable(cell).encode("utf-16-le")
    if len(units) <= 2 * MAX_UNITS:
        return cell
    note = f" […] [cut here: {len(cell)} characters are more than a cell holds; JSON or CSV has them all]"
    room = 2 * (MAX_UNITS - len(note))
    return units[:room].decode("utf-16-le", "ignore") + note


def _method(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Yield what lets an editor follow the sheets without the program."""
    yield "method", ""
    yield "what this is", sheet.title
    yield from sheet.method
    yield "made by", f"quotetrack {__version__}"
    yield (
        "to review",
        "Fill in the yellow columns of the sheet “quotations”: status, notes, reviewer, checked on; where the program "
        "is wrong, change speaker, speaker kind, stance, or the words (or the offsets), and say corrected. Columns may "
        "be moved, hidden and widened. Then `quotetrack review import FILE` takes it over.",
    )
    yield (
        "columns for machines",
        "ids, digests, scores and the like, are in a closed group on the right, which the sign above it opens.",
    )
    yield "quotations", ""
    yield from ((column.heading, column.meaning) for column in QUOTATION_LAYOUT.columns)
    yield "claims", ""
    yield from ((column.heading, column.meaning) for column in CLAIM_LAYOUT.columns)
    yield "cells", ""
    yield "amber cells", "hold the beginning of a text that is longer than Excel's 32,767 characters."
    yield (
        "_x0000_ and the like",
        "stand for control characters in the article's text, by Excel's own convention.",
    )
