"""An Excel workbook of three sheets: the quotations, the claims with all their printings, and sources and method.

Every cell is typed as text, a day or a number, so nothing in an article can run as a formula. Rows go to
disk as they come. Lone surrogates, which no file can hold, are written as "\\udXXX".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import BinaryIO, Protocol

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from quotetrack import __version__
from quotetrack.export.columns import COLUMNS, Holds, row
from quotetrack.export.sheet import Sheet, SheetStream
from quotetrack.export.variants import VARIANTS, variants
from quotetrack.export.wording import outlet
from quotetrack.records import SPEAKER_KINDS, STANCES, STATUSES, Article
from quotetrack.review.cells import EDITABLE, writable

MAX_ROWS = 1_048_576
"""Rows of an Excel sheet, the heading included; a longer stream goes on in another sheet."""

MAX_UNITS = 32_767
"""UTF-16 units that an Excel cell holds."""

_SURELY_FITS = MAX_UNITS // 6
"""Characters that fit into a cell whatever they are: a lone surrogate is spelled out in six, no other takes more."""

_REVIEWER = 100
"""Characters of a reviewer's name."""

_SOURCES = tuple(
    column
    for heading in (
        *("outlet", "agencies", "headline", "byline", "published", "url", "archive url"),
        *("retrieved", "article", "text digest"),
    )
    for column in COLUMNS
    if column.heading == heading
)


class Heading(Protocol):
    """What a table is told of one of its columns."""

    @property
    def heading(self) -> str: ...
    @property
    def width(self) -> int: ...
    @property
    def holds(self) -> Holds: ...


def write(sheet: Sheet, out: BinaryIO, *, max_rows: int = MAX_ROWS) -> int:
    """How many quotations were written."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as workbook:
        # The same input gives the same bytes, so the file does not carry the hour it was made.
        workbook.set_properties({"created": datetime(1980, 1, 1), "title": writable(sheet.title)[:255]})
        looks = _Looks(workbook)
        quotations = _Table(workbook, looks, "quotations", COLUMNS, max_rows, frozen=2)
        claims = _Table(workbook, looks, "claims", VARIANTS, max_rows)
        sources = _Table(workbook, looks, "sources and method", _SOURCES, max_rows)
        stream, seen = SheetStream(sheet), set[tuple[str, str]]()
        for statement in stream:
            quotations.add(row(statement))
            if _is_new(statement.article, seen):
                sources.add([column.value(statement) for column in _SOURCES])
        for told in stream.claims():
            for variant in variants(told):
                claims.add([column.value(variant) for column in VARIANTS])
        quotations.close()
        claims.close()
        sources.close()
        sources.tell(_method(sheet))
    return stream.rows


def _is_new(article: Article, seen: set[tuple[str, str]]) -> bool:
    """True the first time that an article comes by; remembers it."""
    told = (outlet(article), article.digest)
    if told in seen:
        return False
    seen.add(told)
    return True


class _Looks:
    """How cells look. Those that a reviewer may change are pale yellow, those that were cut amber."""

    def __init__(self, workbook: Workbook) -> None:
        text = {"text_wrap": True, "valign": "top"}
        to_fill = {"bg_color": "#FFFBE6", "locked": False}
        self.head = workbook.add_format({"bold": True, "bg_color": "#E8ECF1", "bottom": 1, "valign": "top"})
        self.head_to_fill = workbook.add_format(
            {"bold": True, "bg_color": "#F5E6A8", "bottom": 1, "valign": "top"}
        )
        self.text = workbook.add_format(text)
        self.text_to_fill = workbook.add_format({**text, **to_fill})
        self.cut = workbook.add_format({**text, "bg_color": "#FFD27F"})
        self.day = workbook.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
        self.day_to_fill = workbook.add_format(
            {"num_format": "yyyy-mm-dd", "valign": "top", "align": "left", **to_fill}
        )
        self.number = workbook.add_format({"num_format": "0.00", "valign": "top"})
        self.count = workbook.add_format({"num_format": "0", "valign": "top"})


class _Table:
    """One table that goes on in a further sheet ("quotations 2") when its sheet is full."""

    def __init__(
        self,
        workbook: Workbook,
        looks: _Looks,
        name: str,
        columns: Sequence[Heading],
        max_rows: int,
        *,
        frozen: int = 1,
    ) -> None:
        self._workbook, self._looks, self._name, self._columns = workbook, looks, name, columns
        self._max_rows, self._frozen = max_rows, frozen
        self._is_to_fill = [frozen == 2 and column.heading in EDITABLE for column in columns]
        self._is_plain = [column.holds == "text" for column in columns]
        self._plain_looks = [looks.text_to_fill if to_fill else looks.text for to_fill in self._is_to_fill]
        self._sheets = 0
        self._start_sheet()

    def _start_sheet(self) -> None:
        self._sheets += 1
        name = self._name if self._sheets == 1 else f"{self._name} {self._sheets}"
        self._sheet: Worksheet = self._workbook.add_worksheet(name)
        self._sheet.freeze_panes(1, self._frozen)
        self._sheet.set_landscape()
        self._sheet.repeat_rows(0)
        for place, (column, to_fill) in enumerate(zip(self._columns, self._is_to_fill, strict=True)):
            looks = self._looks
            empty = (looks.day_to_fill if column.holds == "day" else looks.text_to_fill) if to_fill else None
            self._sheet.set_column(place, place, column.width, empty)
            self._sheet.write_string(0, place, column.heading, looks.head_to_fill if to_fill else looks.head)
        self._at = 1

    def add(self, cells: Sequence[str]) -> None:
        """Writes one row below the last."""
        if self._at == self._max_rows:
            self.close()
            self._start_sheet()
        at, write, plain = self._at, self._sheet.write_string, self._is_plain
        for place, cell in enumerate(cells):
            if cell and plain[place] and len(cell) < _SURELY_FITS and cell.isascii():
                write(at, place, cell, self._plain_looks[place])
            elif cell:
                self._write(at, place, cell)
        self._at += 1

    def close(self) -> None:
        """Lays the filter over the rows written, which are known only now, and says what may be filled in."""
        last = max(self._at - 1, 1)
        self._sheet.autofilter(0, 0, self._at - 1, len(self._columns) - 1)
        for place, column in enumerate(self._columns):
            if self._is_to_fill[place] and column.heading in _VALID:
                self._sheet.data_validation(1, place, last, place, _VALID[column.heading])

    def tell(self, notes: Iterator[tuple[str, str]]) -> None:
        """Writes lines of two cells below the table, after an empty row; on a further sheet where this one is full."""
        at = self._at + 1
        for name, meaning in notes:
            if at >= self._max_rows:
                self._start_sheet()
                at = self._at
            looks = self._looks.head if not meaning else self._looks.text
            self._sheet.write_string(at, 0, _writable_cell(name), looks)
            self._sheet.write_string(at, 1, _writable_cell(meaning), looks)
            at += 1

    def _write(self, at: int, place: int, cell: str) -> None:
        """One cell, typed by its column; a day that Excel cannot hold stays text."""
        holds, to_fill, looks = self._columns[place].holds, self._is_to_fill[place], self._looks
        if holds == "day" and (day := _day(cell)) is not None:
            self._sheet.write_datetime(at, place, day, looks.day_to_fill if to_fill else looks.day)
        elif holds == "number":
            self._sheet.write_number(at, place, float(cell), looks.number)
        elif holds == "count":
            self._sheet.write_number(at, place, int(cell), looks.count)
        else:
            fitted = _fit(cell)
            is_cut = fitted is not cell
            format: Format = looks.cut if is_cut else looks.text_to_fill if to_fill else looks.text
            self._sheet.write_string(at, place, writable(fitted), format)


def _listed(heading: str, values: Sequence[str]) -> dict[str, object]:
    return {
        "validate": "list",
        "source": list(values),
        "error_title": heading,
        "error_message": f"One of: {', '.join(values)}.",
    }


_VALID: dict[str, dict[str, object]] = {
    "status": _listed("status", STATUSES),
    "stance": _listed("stance", STANCES),
    "speaker kind": _listed("speaker kind", SPEAKER_KINDS),
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
    """The full day that a cell names, if Excel's calendar, which begins in 1900, holds it."""
    try:
        day = date.fromisoformat(cell)
    except ValueError:
        return None
    return day if day.year >= 1900 else None


def _fit(cell: str) -> str:
    """The cell itself, or its beginning and a note that it was cut, where Excel cannot hold it whole."""
    if len(cell) < _SURELY_FITS:
        return cell
    units = writable(cell).encode("utf-16-le")
    if len(units) <= 2 * MAX_UNITS:
        return cell
    note = f" […] [cut here: {len(cell)} characters are more than a cell holds; JSON or CSV has them all]"
    room = 2 * (MAX_UNITS - len(note))
    return units[:room].decode("utf-16-le", "ignore") + note


def _writable_cell(cell: str) -> str:
    return writable(_fit(cell))


def _method(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """What lets an editor follow the sheets without the program."""
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
    for column in COLUMNS:
        yield column.heading, column.meaning
    yield "claims", ""
    for variant in VARIANTS:
        yield variant.heading, variant.meaning
    yield "cells", ""
    yield "amber cells", "hold the beginning of a text that is longer than Excel's 32,767 characters."
    yield (
        "_x0000_ and the like",
        "stand for control characters in the article's text, by Excel's own convention.",
    )
