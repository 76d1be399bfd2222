"""Sheets as people send them back: any program's CSV, a workbook with its columns moved, and files that are none."""

from __future__ import annotations

import codecs
import io
import zipfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.errors import ReadError
from quotetrack.export import write
from quotetrack.records import Printed
from quotetrack.review.cells import EDITABLE, editable, writable
from quotetrack.review.reading import SheetRow, read_rows
from tests.export.statements import HOSTILE, printed, quoting


def rows(path: Path, data: bytes | str) -> list[SheetRow]:
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return list(read_rows(path))


def sheet(statements: list[Printed], format: str) -> bytes:
    out = io.BytesIO()
    write(statements, format, out)
    return out.getvalue()


@pytest.mark.parametrize("format", ["csv", "xlsx"])
@pytest.mark.parametrize("words", HOSTILE)
def test_every_cell_comes_back_byte_for_byte(tmp_path: Path, format: str, words: str) -> None:
    statement = quoting(words)
    (row,) = rows(tmp_path / "sheet", sheet([statement], format))
    assert {heading: row.cells[heading] for heading in EDITABLE} == {
        heading: writable(cell) for heading, cell in editable(statement).items()
    }


@given(st.lists(printed(), min_size=1, max_size=2), st.sampled_from(["csv", "xlsx"]))
def test_words_come_back_whatever_they_hold(tmp_path: Path, statements: list[Printed], format: str) -> None:
    found = rows(tmp_path / "sheet", sheet(statements, format))
    assert [row.cells["words"] for row in found] == [writable(statement.text) for statement in statements]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_csv_of_any_program_is_read(tmp_path: Path, separator: str, mark: bytes) -> None:
    text = separator.join(["ID", "Notes", "mine"]) + "\r\n" + separator.join(["q1", '"“two\r\nlines”"', "x"])
    (row,) = rows(
        tmp_path / "sheet.csv", mark + text.encode("utf-8") + b"\r\n" + separator.encode() * 2 + b"\r\n"
    )
    assert row == SheetRow("line 2", {"id": "q1", "notes": "“two\r\nlines”", "mine": "x"})


def test_rows_are_numbered_as_a_spreadsheet_numbers_them(tmp_path: Path) -> None:
    found = rows(tmp_path / "sheet.csv", 'id,notes\n1,"two\nlines"\n,\n3,x\n')
    assert [row.where for row in found] == ["line 2", "line 4"]


def test_a_workbook_is_read_wherever_its_columns_stand(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(["claim", "what"])
    other = workbook.create_sheet("mine")
    other.append(["Checked on", " id ", "status"])
    other.append([datetime(2024, 3, 2), "q1", "confirmed"])
    other.append([None, None, None])
    other.append([None, 7, "=HYPERLINK(1)"])
    out = io.BytesIO()
    workbook.save(out)
    assert rows(tmp_path / "sheet.xlsx", out.getvalue()) == [
        SheetRow("line 2", {"checked on": "2024-03-02", "id": "q1", "status": "confirmed"}),
        SheetRow("line 4", {"checked on": "", "id": "7", "status": "=HYPERLINK(1)"}),
    ]


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"", "has no columns"),
        (b"a,b\n1,2\n", "has no columns"),
        (b"id,mine\n1,2\n", "has no columns"),
        ("id,notes\n1,“é”\n".encode("cp1252"), "is not UTF-8"),
        (b"PK\x03\x04 and no more", "is no XLSX workbook"),
        (b"id,notes\n1,\x00\n", None),
    ],
)
def test_what_is_no_sheet_is_one_error(tmp_path: Path, data: bytes, complaint: str | None) -> None:
    if complaint is None:
        assert rows(tmp_path / "sheet", data)
        return
    with pytest.raises(ReadError, match=complaint):
        rows(tmp_path / "sheet", data)


def test_a_sheet_that_is_not_there_is_one_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="cannot be read"):
        list(read_rows(tmp_path / "none.csv"))


@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"id,notes\n", b"id;notes;\n1;"]))
def test_any_bytes_are_rows_or_one_error(tmp_path: Path, data: bytes, start: bytes) -> None:
    with suppress(ReadError):
        assert all(row.where for row in rows(tmp_path / "sheet", start + data))


def test_columns_are_found_however_their_headings_are_written(tmp_path: Path) -> None:
    (row,) = rows(tmp_path / "sheet.csv", "ID,Checked_On, SPEAKER  kind ,Day,Link,mine\n1,a,b,c,d,e\n")
    assert row.cells == {
        "id": "1",
        "checked on": "a",
        "speaker kind": "b",
        "published": "c",
        "url": "d",
        "mine": "e",
    }


def test_a_column_of_ones_own_takes_no_place_of_the_sheets(tmp_path: Path) -> None:
    (row,) = rows(tmp_path / "sheet.csv", "id,notes,published,day\n1,x,2012-07-05,Monday\n")
    assert (row.cells["published"], row.cells["day"]) == ("2012-07-05", "Monday")


@pytest.mark.parametrize("heading", ["id,notes,Notes", "id,ID,notes"])
def test_of_two_columns_it_cannot_be_told_which_counts(tmp_path: Path, heading: str) -> None:
    with pytest.raises(ReadError, match="has 2 columns"):
        rows(tmp_path / "sheet.csv", f"{heading}\n1,2,3\n")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<workbook", b"<workbook <"),
        (b"</sheets>", b""),
        (b'r:id="rId1"', b'r:id="rId99"'),
        (b"encoding", b"encodings"),
    ],
)
def test_a_damaged_workbook_is_one_error(tmp_path: Path, old: bytes, new: bytes) -> None:
    damaged = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sheet([quoting("x")], "xlsx"))) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    assert old in parts["xl/workbook.xml"]
    with zipfile.ZipFile(damaged, "w") as out:
        for name, part in parts.items():
            out.writestr(name, part.replace(old, new, 1) if name == "xl/workbook.xml" else part)
    with pytest.raises(ReadError, match=r"is no XLSX workbook that can be read \(.+\); save it again"):
        rows(tmp_path / "sheet", damaged.getvalue())
