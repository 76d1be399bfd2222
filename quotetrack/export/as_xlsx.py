"""An Excel workbook: the quotations, the articles they are printed in, and what the columns mean.

Every cell is typed as text, a day or a number, so nothing in an article can run as a formula. Rows go to
disk as they come. Lone surrogates, which no file can hold, are written as "\\udXXX".
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from quotetrack import __version__
from quotetrack.export.columns import COLUMNS, Column, row
from quotetrack.export.wording import outlet
from quotetrack.records import Article, Printed

MAX_ROWS = 1_048_576
"""Rows of an Excel sheet, the heading included; a longer stream goes on in another sheet."""

MAX_UNITS = 32_767
"""UTF-16 units that an Excel cell holds."""

_SOURCES = tuple(
    column
    for heading in ("outlet", "title", "published", "url", "article", "text digest")
    for column in COLUMNS
    if column.heading == heading
)


def write(printed: Iterable[Printed], out: BinaryIO, *, max_rows: int = MAX_ROWS) -> int:
    """How many quotations were written."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as workbook:
        # The same input gives the same bytes, so the file does not carry the hour it was made.
        workbook.set_properties({"created": datetime(1980, 1, 1), "title": "Quotations"})
        quotations = _Table(workbook, "quotations", COLUMNS, max_rows)
        sources = _Table(workbook, "sources", _SOURCES, max_rows)
        seen: set[tuple[str, str]] = set()
        for statement in printed:
            quotations.add(row(statement))
            if _is_new(statement.article, seen):
                sources.add(tuple(column.value(statement) for column in _SOURCES))
        quotations.close()
        sources.close()
        _write_method(workbook)
    return quotations.rows


def _is_new(article: Article, seen: set[tuple[str, str]]) -> bool:
    """True the first time that an article comes by; remembers it."""
    told = (outlet(article), article.digest)
    if told in seen:
        return False
    seen.add(told)
    return True


class _Table:
    """One table that goes on in a further sheet ("quotations 2") when its sheet is full."""

    def __init__(self, workbook: Workbook, name: str, columns: tuple[Column, ...], max_rows: int) -> None:
        self.rows = 0
        self._workbook, self._name, self._columns, self._max_rows = workbook, name, columns, max_rows
        self._head = workbook.add_format({"bold": True, "bg_color": "#E8ECF1", "bottom": 1})
        self._text = workbook.add_format({"text_wrap": True, "valign": "top"})
        self._day = workbook.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
        self._number = workbook.add_format({"num_format": "0.00", "valign": "top"})
        self._cut = workbook.add_format({"text_wrap": True, "valign": "top", "bg_color": "#FFE9A8"})
        self._sheets = 0
        self._start_sheet()

    def _start_sheet(self) -> None:
        self._sheets += 1
        name = self._name if self._sheets == 1 else f"{self._name} {self._sheets}"
        self._sheet: Worksheet = self._workbook.add_worksheet(name)
        self._sheet.freeze_panes(1, 2 if self._columns is COLUMNS else 1)
        self._sheet.set_landscape()
        self._sheet.repeat_rows(0)
        for place, column in enumerate(self._columns):
            self._sheet.set_column(place, place, column.width)
            self._sheet.write_string(0, place, column.heading, self._head)
        self._at = 1

    def add(self, cells: tuple[str, ...]) -> None:
        """Writes one row below the last."""
        if self._at == self._max_rows:
            self.close()
            self._start_sheet()
        for place, (column, cell) in enumerate(zip(self._columns, cells, strict=True)):
            self._write(place, column, cell)
        self._at += 1
        self.rows += 1

    def close(self) -> None:
        """Lays the filter over the rows written, which are known only now."""
        self._sheet.autofilter(0, 0, self._at - 1, len(self._columns) - 1)

    def _write(self, place: int, column: Column, cell: str) -> None:
        """One cell, typed by its column; a day that Excel cannot hold stays text."""
        if not cell:
            return
        day = _day(cell) if column.holds == "day" else None
        if day is not None:
            self._sheet.write_datetime(self._at, place, day, self._day)
        elif column.holds == "number":
            self._sheet.write_number(self._at, place, float(cell), self._number)
        else:
            fitted = _fit(cell)
            format: Format = self._text if fitted == cell else self._cut
            self._sheet.write_string(self._at, place, _writable(fitted), format)


def _day(cell: str) -> date | None:
    """The full day that a cell names, if Excel's calendar, which begins in 1900, holds it."""
    try:
        day = date.fromisoformat(cell)
    except ValueError:
        return None
    return day if day.year >= 1900 else None


def _fit(cell: str) -> str:
    """The cell, or its beginning and a note that it was cut, where Excel cannot hold it whole."""
    units = _writable(cell).encode("utf-16-le")
    if len(units) <= 2 * MAX_UNITS:
        return cell
    note = f" […] [cut here: {len(cell)} characters are more than a cell holds; JSON or CSV has them all]"
    room = 2 * (MAX_UNITS - len(note))
    return units[:room].decode("utf-16-le", "ignore") + note


def _writable(cell: str) -> str:
    """The cell without lone surrogates, which are spelled out."""
    return cell.encode("utf-8", "backslashreplace").decode("utf-8")


def _write_method(workbook: Workbook) -> None:
    """The sheet that lets an editor follow the others without the program."""
    sheet = workbook.add_worksheet("method")
    head = workbook.add_format({"bold": True, "bg_color": "#E8ECF1", "bottom": 1})
    text = workbook.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 100)
    sheet.freeze_panes(1, 0)
    notes = [
        ("column", "what it means"),
        *((column.heading, column.meaning) for column in COLUMNS),
        ("yellow cells", "hold the beginning of a text that is longer than Excel's 32,767 characters."),
        (
            "_x0000_ and the like",
            "stand for control characters in the article's text, by Excel's own convention.",
        ),
        ("made by", f"quotetrack {__version__}"),
    ]
    for at, (name, meaning) in enumerate(notes):
        sheet.write_string(at, 0, name, head if at == 0 else text)
        sheet.write_string(at, 1, meaning, head if at == 0 else text)
