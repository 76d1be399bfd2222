"""Sheets that somebody has edited, read row by row: XLSX and CSV, as spreadsheet programs save them."""

from __future__ import annotations

import csv
import io
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from quotetrack.errors import ReadError
from quotetrack.records import Failure
from quotetrack.review.archive import MOST_UNPACKED, Archive
from quotetrack.review.cells import EDITABLE, READ_AS, heading_of, restore
from quotetrack.review.workbook import LONGEST_CELL, LONGEST_SHEET, Workbook, column_letters

ID = "id"
_SEPARATORS = ",;\t"
_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_NOT_TO_FILL = ("claims", "sources and method")
"""How the titles begin of the sheets of a workbook of ours that nobody fills in."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a sheet: where it stands ("line 7"), and its cells by their headings, as `heading_of` gives them."""

    where: str
    cells: dict[str, str]


def read_rows(path: Path, unread: list[Failure] | None = None) -> Iterator[SheetRow]:
    """Yield the rows of an XLSX or CSV sheet of quotations, in order; empty ones are passed over.

    Columns are found by name, wherever they stand. `unread` takes what holds something and is not read: other sheets,
    and cells under no heading. ReadError if the file cannot be read or is larger than `MOST_UNPACKED`, has no column
    "id" and none that can be changed, has a heading twice, or cells that are merged.
    """
    notes = [] if unread is None else unread
    try:
        size = _size(path)
        with path.open("rb") as stream:
            first = stream.read(4)
            stream.seek(0)
            if first == _OLD_OFFICE:
                raise ReadError(
                    f"{path}: is an old XLS workbook, or one with a password; save it as XLSX, without a password"
                )
            if size > MOST_UNPACKED:
                raise ReadError(
                    f"{path}: has {size / 1e6:,.0f} MB; at most {MOST_UNPACKED / 1e6:,.0f} MB are read: "
                    "split it into several sheets"
                )
            yield from (_workbook if first == _ZIP else _csv)(path, stream, notes)
    except OSError as error:
        raise ReadError(f"{path}: cannot be read ({error.strerror}); name an XLSX or CSV file") from error


def _size(path: Path) -> int:
    """Return the bytes of a file. ReadError for what is none, such as a pipe, which might never end."""
    try:
        about = path.stat()
    except ValueError as error:  # a NUL in the name
        raise ReadError(f"{str(path)[:60]!r}: cannot be read ({error}); name an XLSX or CSV file") from error
    if not stat.S_ISREG(about.st_mode):
        raise ReadError(f"{path}: is no file; name an XLSX or CSV file")
    return about.st_size


def _workbook(path: Path, stream: BinaryIO, unread: list[Failure]) -> Iterator[SheetRow]:
    """Yield the rows of every sheet of a workbook that is one of quotations."""
    workbook = Workbook(Archive(path, stream))
    more: str | None = None
    for title in workbook.titles:
        rows = workbook.rows(title)
        number, cells = next(rows, (0, {}))
        names = _names(cells, f"{path}, sheet “{title}”", number)
        if names:
            more = "" if more is None else f"sheet “{title}”, "
            yield from _rows(path, names, rows, more, unread)
        elif cells and not title.startswith(_NOT_TO_FILL):
            unread.append(Failure(f"{path}, sheet “{title}”", f"has no column “{ID}” to know quotations by"))
    if more is None:
        raise ReadError(_no_columns(path))


def _csv(path: Path, stream: BinaryIO, unread: list[Failure]) -> Iterator[SheetRow]:
    """Yield the rows of a CSV file with commas, semicolons or tabs, in UTF-8."""
    is_ended = _is_ended(stream)
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    try:
        first = text.readline(LONGEST_CELL)
        text.seek(0)
        csv.field_size_limit(LONGEST_CELL)
        # Strictly: a mark that nothing closes would swallow all rows behind it.
        lines = csv.reader(text, delimiter=max(_SEPARATORS, key=first.count), strict=True)
        # Records are numbered as a spreadsheet numbers them, which is not by lines: cells hold line breaks.
        numbered = enumerate(lines, start=1)
        number, heading = next(((n, cells) for n, cells in numbered if any(cells)), (0, []))
        names = _names(dict(enumerate(heading)), str(path), number)
        if not names:
            raise ReadError(_no_columns(path))
        records = _records(path, numbered, heading, unread, is_ended=is_ended)
        yield from _rows(path, names, records, "", unread, fills=False)
    except UnicodeDecodeError as error:
        raise ReadError(
            f"{path}: is not UTF-8, so its words cannot be trusted: save it as “CSV UTF-8”, or as XLSX"
        ) from error
    except csv.Error as error:
        raise ReadError(f"{path}: cannot be read as CSV ({error}); save it again, or as XLSX") from error
    finally:
        text.detach()


def _is_ended(stream: BinaryIO) -> bool:
    """True if the file is empty or ends with a line break. It is then at its start again."""
    end = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, end - 1))
    last = stream.read(1)
    stream.seek(0)
    return last in (b"", b"\n", b"\r")


def _records(
    path: Path,
    numbered: Iterator[tuple[int, list[str]]],
    heading: list[str],
    unread: list[Failure],
    *,
    is_ended: bool,
) -> Iterator[tuple[int, dict[int, str]]]:
    """Yield the rows of a CSV file that hold something; note how many are shorter than the `heading`.
    ReadError if the last one is, or there is none, and no line break ends it (`is_ended`): then others are missing."""
    short: list[int] = []
    number = 0
    for number, cells in numbered:
        if number > LONGEST_SHEET:
            raise ReadError(f"{path}: has more than {LONGEST_SHEET:,} rows; split it into several sheets")
        if any(cells):
            if len(cells) < len(heading):
                short.append(number)
            yield number, {at: restore(cell) for at, cell in enumerate(cells)}
    if not is_ended and (number == 0 or short[-1:] == [number]):
        where = f"line {number}" if number else "its headings"
        raise ReadError(
            f"{path}: ends in the middle of {where}: the rows behind are lost; import the whole file"
        )
    if short:
        few = f"{len(short):,} rows have fewer cells than the heading; what is missing counts as unchanged"
        unread.append(Failure(f"{path}, line {short[0]}", few))


def _rows(
    path: Path,
    names: Mapping[int, str],
    rows: Iterable[tuple[int, dict[int, str]]],
    more: str,
    unread: list[Failure],
    *,
    fills: bool = True,
) -> Iterator[SheetRow]:
    """Yield the rows with their cells by heading; note once for each column what stands under no heading. With `fills`
    a cell that is not there is an empty one."""
    stray: set[int] = set()
    for number, cells in rows:
        for at in cells.keys() - names.keys() - stray:
            if cells[at]:
                stray.add(at)
                place = f"{path}, {more}line {number}"
                unread.append(Failure(place, f"{column_letters(at)}{number} stands under no heading"))
        own = {name: cells.get(at, "") for at, name in names.items() if fills or at in cells}
        yield SheetRow(f"{more}line {number}", own)


def _names(heading: Mapping[int, str], where: str, number: int) -> dict[int, str]:
    """Return what the columns under these headings are called elsewhere; none if the sheet is not of quotations.
    ReadError if a heading stands twice: it cannot be told which of them counts."""
    found = {at: heading_of(cell) for at, cell in heading.items() if heading_of(cell)}
    given = frozenset(found.values())
    names = {
        at: name if READ_AS.get(name) in given else READ_AS.get(name, name) for at, name in found.items()
    }
    counts = Counter(names.values())
    if ID not in counts or not any(name in counts for name in EDITABLE):
        return {}
    for name, count in counts.items():
        if count > 1:
            places = [f"{column_letters(at)}{number}" for at, own in names.items() if own == name]
            raise ReadError(
                f"{where}: has {count} columns “{name[:40]}”, in {', '.join(places[:5])}: keep the one that counts"
            )
    return names


def _no_columns(path: Path) -> str:
    return (
        f"{path}: has no columns that can be taken over: expected “{ID}” and any of {', '.join(EDITABLE)}, as "
        "`quotetrack sheet` writes them"
    )
