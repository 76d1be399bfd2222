"""Sheets that come back damaged: the same decisions or one line, whatever was done to them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

import quotetrack
from quotetrack.collection import Collection
from quotetrack.errors import ReadError
from quotetrack.review.reading import read_rows
from quotetrack.sheets.incoming import Imported, import_sheet
from tests.builders import harbour
from tests.sheets.damage import Damaged, damaged_sheets, with_part

NOW = datetime(2024, 3, 9, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    with quotetrack.open(tmp_path_factory.mktemp("store") / "quotes.db") as opened:
        opened.store.add(harbour())
        yield opened


@pytest.fixture(scope="module")
def workbook(collection: Collection, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("sheet") / "sheet.xlsx"
    quotetrack.write_sheet(collection.sheet(), path)
    book = openpyxl.load_workbook(path)
    sheet = book["quotations"]
    place = next(cell.column for cell in sheet[1] if cell.value == "status")
    for line in (2, 3, 4):
        sheet.cell(line, place).value = "confirmed"
    book.save(path)
    return path.read_bytes()


@pytest.fixture(scope="module")
def text(collection: Collection, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("sheet") / "sheet.csv"
    quotetrack.write_sheet(collection.sheet(), path)
    with path.open(newline="", encoding="utf-8-sig") as stream:
        heading, *rows = csv.reader(stream)
    for row in rows:
        row[heading.index("status")] = "confirmed"
    with path.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([heading, *rows])
    return path.read_bytes()


def take(collection: Collection, path: Path, data: bytes) -> Imported:
    path.write_bytes(data)
    return import_sheet(collection.store, path, by="Ben", now=NOW, dry_run=True)


@contextmanager
def edited(workbook: bytes, folder: Path) -> Iterator[tuple[Path, openpyxl.Workbook]]:
    """A workbook in a file, to be changed by another program and saved."""
    path = folder / "sheet.xlsx"
    path.write_bytes(workbook)
    book = openpyxl.load_workbook(path)
    yield path, book
    book.save(path)


def error_of(collection: Collection, path: Path, data: bytes) -> str:
    with pytest.raises(ReadError) as refused:
        take(collection, path, data)
    return str(refused.value)


def test_damaged_sheets_decide_the_same_or_are_one_line(
    collection: Collection, workbook: bytes, text: bytes, tmp_path: Path
) -> None:
    """A quick part of `benchmarks/faults_sheets.py`."""
    for number, damaged in enumerate(damaged_sheets(workbook, text, 110)):
        assert came_of(collection, damaged, tmp_path) != "lost", (number, damaged.kind)


def came_of(collection: Collection, damaged: Damaged, folder: Path) -> str:
    """Return "same", "error" or "named", whichever may come of this damage; else "lost"."""
    try:
        imported = take(collection, folder / f"sheet.{damaged.ending}", damaged.data)
    except ReadError as error:
        return "lost" if "\n" in str(error) or damaged.expected == "same" else "error"
    if imported.quotations == 3:
        return "lost" if damaged.expected == "error" else "same"
    return "named" if imported.refused or imported.ignored or imported.unread else "lost"


@pytest.mark.parametrize("claim", [b"A1", b"A1:B2", b"D4:E5", b"A1:XFD1048576", b"nonsense"])
def test_rows_are_read_to_the_end_whatever_the_file_claims(
    collection: Collection, workbook: bytes, tmp_path: Path, claim: bytes
) -> None:
    def smaller(part: bytes) -> bytes:
        before, _, behind = part.partition(b'<dimension ref="')
        return before + b'<dimension ref="' + claim + behind[behind.index(b'"') :]

    imported = take(collection, tmp_path / "sheet.xlsx", with_part(workbook, smaller))
    assert (imported.rows, imported.filled_in, imported.quotations, imported.unread) == (3, 3, 3, ())


def test_merged_cells_are_refused_with_their_place(
    collection: Collection, workbook: bytes, tmp_path: Path
) -> None:
    with edited(workbook, tmp_path) as (path, book):
        book["quotations"].merge_cells("B2:B4")
    complaint = error_of(collection, path, path.read_bytes())
    assert "sheet “quotations”: the cells B2:B4 are merged" in complaint
    assert "unmerge them" in complaint


def test_a_doubled_heading_is_refused_with_its_cells(
    collection: Collection, workbook: bytes, text: bytes, tmp_path: Path
) -> None:
    with edited(workbook, tmp_path) as (path, book):
        book["quotations"]["ZA1"] = "Outlet"
    assert "2 columns “outlet”, in I1, ZA1" in error_of(collection, path, path.read_bytes())
    doubled = text.replace(b"\r\n", b",Status\r\n", 1)
    assert "2 columns “status”, in " in error_of(collection, tmp_path / "sheet.csv", doubled)


@pytest.mark.parametrize(
    ("head", "complaint"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old XLS workbook, or one with a password"),
        (b"\xff\xfei\x00d\x00", "is not UTF-8"),
    ],
)
def test_other_formats_are_named(collection: Collection, tmp_path: Path, head: bytes, complaint: str) -> None:
    assert complaint in error_of(collection, tmp_path / "sheet.xlsx", head + bytes(200))


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda part: part.replace(b"</row>", b"<c/>" * 20_000 + b"</row>", 1), "at most 16,384 are read"),
        (lambda part: part.replace(b'<row r="3"', b'<row r="1048577"'), "at most 1,048,576 rows are read"),
        (lambda part: part.replace(b'<row r="3"', b'<row r="2"'), "row 2 comes behind row 2"),
        (
            lambda part: part.replace(b"<sheetData", b"<sheetData x='" + b"x y" * 900_000 + b"'"),
            "a tag of more than",
        ),
        (
            lambda part: part.replace(b"</row>", b'<c t="str"><v>' + b"x y" * 400_000 + b"</v></c></row>", 1),
            "more than 1,000,000 characters",
        ),
        (lambda part: b"<!DOCTYPE x>" + part.partition(b"?>")[2], "a document type"),
        (lambda part: part + b" " * 60_000_000, "at most 50 times are read"),
    ],
)
def test_limits_are_said(
    collection: Collection, workbook: bytes, tmp_path: Path, change: object, complaint: str
) -> None:
    assert callable(change)
    assert complaint in error_of(collection, tmp_path / "sheet.xlsx", with_part(workbook, change))


def test_a_cell_of_csv_has_a_limit(collection: Collection, text: bytes, tmp_path: Path) -> None:
    data = text + b"x" * 1_000_001
    assert "field larger than field limit (1000000)" in error_of(collection, tmp_path / "sheet.csv", data)


def test_csv_that_ends_in_the_middle_is_refused(collection: Collection, text: bytes, tmp_path: Path) -> None:
    assert "ends in the middle of line 4" in error_of(collection, tmp_path / "sheet.csv", text[:-200])


def test_a_mark_that_nothing_closes_swallows_no_rows(
    collection: Collection, text: bytes, tmp_path: Path
) -> None:
    head, _, rows = text.partition(b"\r\n")
    data = head + b'\r\n"' + rows.replace(b'"', b"")
    assert "cannot be read as CSV" in error_of(collection, tmp_path / "sheet.csv", data)


def test_what_is_not_read_is_named(
    collection: Collection, workbook: bytes, text: bytes, tmp_path: Path
) -> None:
    with edited(workbook, tmp_path) as (path, book):
        sheet = book["quotations"]
        sheet["ZA1"], sheet["ZA2"], sheet["ZB3"] = "Statuss", "confirmed", "a remark"
        book.create_sheet("mine").append(["status", "confirmed"])
    imported = take(collection, path, path.read_bytes())
    assert [(one.where.removeprefix(str(path)), one.reason) for one in imported.unread] == [
        (", line 2", "“statuss” is no column of the sheet's own"),
        (", line 3", "ZB3 stands under no heading"),
        (", sheet “mine”", "has no column “id” to know quotations by"),
    ]
    short = b"\r\n".join([*text.splitlines()[:2], text.splitlines()[2][:12], b""])
    (unread,) = take(collection, tmp_path / "sheet.csv", short).unread
    assert unread.where.endswith("line 3")
    assert unread.reason.startswith("1 rows have fewer cells than the heading")


def test_a_pipe_is_no_sheet(collection: Collection) -> None:
    with pytest.raises(ReadError, match="is no file"):
        import_sheet(collection.store, Path("/dev/zero"), by="Ben", now=NOW)


def test_formulas_booleans_and_days_are_read_as_they_were_typed(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["id", "notes", "checked on"])
    for value, day in ((True, datetime(2024, 3, 5)), ("=1+1", 45356), (1.5, "2024-03-05")):
        sheet.append(["0123456789ab", value, day])
    out = io.BytesIO()
    book.save(out)
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(out.getvalue())
    cells = [(row.cells["notes"], row.cells["checked on"]) for row in read_rows(path)]
    assert cells == [("True", "2024-03-05"), ("=1+1", "45356"), ("1.5", "2024-03-05")]
