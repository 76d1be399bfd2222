"""Sheets that somebody has edited, read row by row: XLSX and CSV, as spreadsheet programs save them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from quotetrack.errors import ReadError
from quotetrack.review.cells import EDITABLE, READ_AS, heading_of, restore

ID = "id"
_LONGEST_CELL = 10_000_000
_SEPARATORS = ",;\t"
_QUOTED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a sheet: where it stands ("line 7"), and its cells by their headings, as `heading_of` gives them."""

    where: str
    cells: dict[str, str]


def read_rows(path: Path) -> Iterator[SheetRow]:
    """Yield the rows of an XLSX or CSV sheet of quotations, in order; empty ones are passed over.

    Columns are found by name, wherever they stand. ReadError if the file cannot be read, has no column "id" and none
    that can be changed, or has one of these twice.
    """
    try:
        with path.open("rb") as stream:
            is_workbook = stream.read(4) == b"PK\x03\x04"
            stream.seek(0)
            yield from _workbook(path, stream) if is_workbook else _csv(path, stream)
    except OSError as error:
        raise ReadError(f"{path}: cannot be read ({error.strerror}); name an XLSX or CSV file") from error


def _workbook(path: Path, stream: BinaryIO) -> Iterator[SheetRow]:
    """Yield the rows of every sheet of a workbook that is one of quotations."""
    import openpyxl

    try:
        # A formula is taken as it was typed: what it came to, not every program keeps.
        workbook = openpyxl.load_workbook(stream, read_only=True, data_only=False)
        more: str | None = None
        for sheet in workbook.worksheets:
            rows = (list(map(_cell, row)) for row in sheet.iter_rows(values_only=True))
            heading = next(rows, [])
            if names := _names(heading, path):
                more = "" if more is None else f"sheet “{sheet.title}”, "
                yield from _rows(names, enumerate(rows, start=2), more)
    except ReadError:
        raise
    except Exception as error:  # whatever the parsers of a damaged file raise, which openpyxl lets through
        raise ReadError(
            f"{path}: is no XLSX workbook that can be read ({_first_line(error)}); save it again as XLSX"
        ) from error
    if more is None:
        raise ReadError(_no_columns(path))


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)[:200]


def _csv(path: Path, stream: BinaryIO) -> Iterator[SheetRow]:
    """Yield the rows of a CSV file with commas, semicolons or tabs, in UTF-8."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    try:
        first = text.readline()
        text.seek(0)
        separator = max(_SEPARATORS, key=first.count)
        csv.field_size_limit(_LONGEST_CELL)
        lines = csv.reader(text, delimiter=separator)
        names = _names(next(lines, []), path)
        if not names:
            raise ReadError(_no_columns(path))
        # Records are numbered as a spreadsheet numbers them, which is not by lines: cells hold line breaks.
        yield from _rows(names, enumerate(lines, start=2), "", is_csv=True)
    except UnicodeDecodeError as error:
        raise ReadError(
            f"{path}: is not UTF-8, so its words cannot be trusted: save it as “CSV UTF-8”, or as XLSX"
        ) from error
    except csv.Error as error:
        raise ReadError(f"{path}: cannot be read as CSV ({error}); save it again, or as XLSX") from error
    finally:
        text.detach()


def _rows(
    names: Sequence[str], rows: Iterable[tuple[int, list[str]]], more: str, *, is_csv: bool = False
) -> Iterator[SheetRow]:
    for number, cells in rows:
        if any(cells):
            restored = map(restore, cells) if is_csv else cells
            yield SheetRow(f"{more}line {number}", dict(zip(names, restored, strict=False)))


def _names(heading: Sequence[str], path: Path) -> list[str]:
    """Return what the columns under these headings are called elsewhere; none if the sheet is not of quotations.
    ReadError if it cannot be told which of two is meant."""
    found = list(map(heading_of, heading))
    names = [name if READ_AS.get(name) in found else READ_AS.get(name, name) for name in found]
    if ID not in names or not any(name in names for name in EDITABLE):
        return []
    for name in (ID, *EDITABLE):
        if names.count(name) > 1:
            raise ReadError(f"{path}: has {names.count(name)} columns “{name}”: keep the one that counts")
    return names


def _no_columns(path: Path) -> str:
    return (
        f"{path}: has no columns that can be taken over: expected “{ID}” and any of {', '.join(EDITABLE)}, as "
        "`quotetrack sheet` writes them"
    )


def _cell(value: object) -> str:
    """Return a cell as text: days as YYYY-MM-DD, and control characters as they were before they were spelled out."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _QUOTED.sub(lambda found: chr(int(found[1], 16)), value) if "_x" in value else value
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return str(getattr(value, "text", value))  # a formula over several cells
