"""An Excel workbook of three sheets: the quotations, the claims with all their printings, and sources and method.

Every cell is typed as text, a day or a number, so nothing in an article can run as a formula. Rows go to
disk as they come. Lone surrogates, which no file can hold, are written as "\\udXXX".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import chain
from typing import BinaryIO, Generic

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from quotetrack import __version__
from quotetrack.export.columns import COLUMNS, Column, T, row
from quotetrack.export.printings import VARIANTS, variants
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

_IN_SOURCES = (
    *("outlet", "agencies", "headline", "byline", "published", "url", "archive url"),
    *("retrieved", "article", "text digest"),
)
_SOURCES = sorted(
    (column for column in COLUMNS if column.heading in _IN_SOURCES),
    key=lambda column: _IN_SOURCES.index(column.heading),
)


def write(sheet: Sheet, out: BinaryIO, *, max_rows: int = MAX_ROWS) -> int:
    """Write the workbook; return how many quotations it holds."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as workbook:
        # The same input gives the same bytes, so the file does not carry the hour it was made.
        workbook.set_properties({"created": datetime(1980, 1, 1), "title": writable(sheet.title)[:255]})
        looks = {name: workbook.add_format(look) for name, look in _LOOKS.items()}
        quotations = _Table(workbook, looks, "quotations", COLUMNS, max_rows, is_to_fill=True)
        claims = _Table(workbook, looks, "claims", VARIANTS, max_rows)
        sources = _Table(workbook, looks, "sources and method", _SOURCES, max_rows)
        stream, articles = SheetStream(sheet), set[tuple[str, str]]()
        for printed in stream:
            quotations.add(row(printed))
            article = (outlet(printed.article), printed.article.digest)
            if article not in articles:
                articles.add(article)
                sources.add([column.value(printed) for column in _SOURCES])
        for variant in chain.from_iterable(map(variants, stream.claims())):
            claims.add([column.value(variant) for column in VARIANTS])
        for table in (quotations, claims, sources):
            table.close()
        sources.tell(_method(sheet))
    return stream.rows


_TEXT = {"text_wrap": True, "valign": "top"}
_DAY: dict[str, object] = {"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}
_HEAD = {"bold": True, "bottom": 1, "valign": "top"}
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
    "count": {"num_format": "0", "valign": "top"},
}
"""How cells look. Those that a reviewer may change are pale yellow, those that were cut amber."""


class _Table(Generic[T]):
    """One table that goes on in a further sheet ("quotations 2") when its sheet is full."""

    def __init__(
        self,
        workbook: Workbook,
        looks: Mapping[str, Format],
        name: str,
        columns: Sequence[Column[T]],
        max_rows: int,
        *,
        is_to_fill: bool = False,
    ) -> None:
        self._workbook, self._looks, self._name, self._columns = workbook, looks, name, columns
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
        self._sheet.repeat_rows(0)
        for place, (column, more) in enumerate(self._columns_and_more()):
            empty = self._looks[f"{'day' if column.holds == 'day' else 'text'}{more}"] if more else None
            self._sheet.set_column(place, place, column.width, empty)
            self._sheet.write_string(0, place, column.heading, self._looks[f"head{more}"])
        self._at = 1

    def add(self, cells: Sequence[str]) -> None:
        """Write one row below the last."""
        if self._at == self._max_rows:
            self.close()
            self._start_sheet()
        at, write = self._at, self._sheet.write_string
        for place, (cell, plain) in enumerate(zip(cells, self._plain, strict=True)):
            if cell and plain and len(cell) < _SURELY_FITS and cell.isascii():
                write(at, place, cell, plain)
            elif cell:
                self._write(at, place, cell)
        self._at += 1

    def close(self) -> None:
        """Lay the filter over the rows written, which are known only now, and say what may be filled in."""
        self._sheet.autofilter(0, 0, self._at - 1, len(self._columns) - 1)
        for place, (column, more) in enumerate(self._columns_and_more()):
            if more and column.heading in _VALID:
                self._sheet.data_validation(1, place, max(self._at - 1, 1), place, _VALID[column.heading])

    def tell(self, notes: Iterator[tuple[str, str]]) -> None:
        """Write lines of two cells below the table, after an empty row; if this sheet is full, on a further one."""
        self._at += 1
        for name, meaning in notes:
            if self._at >= self._max_rows:
                self._start_sheet()
            look = self._looks["text" if meaning else "head"]
            for place, cell in enumerate((name, meaning)):
                self._sheet.write_string(self._at, place, writable(_fit(cell)), look)
            self._at += 1

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
        "Fill in the yellow columns of the sheet “quotations”: status, reviewer, checked on, notes; where the program "
        "is wrong, change speaker, speaker kind, stance, or the words (or the offsets), and say corrected. Then "
        "`quotetrack review import FILE` takes it over.",
    )
    yield "quotations", ""
    yield from ((column.heading, column.meaning) for column in COLUMNS)
    yield "claims", ""
    yield from ((column.heading, column.meaning) for column in VARIANTS)
    yield "cells", ""
    yield "amber cells", "hold the beginning of a text that is longer than Excel's 32,767 characters."
    yield (
        "_x0000_ and the like",
        "stand for control characters in the article's text, by Excel's own convention.",
    )
