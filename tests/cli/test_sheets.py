"""The sheet command."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pytest

from .conftest import IDS, Run


@pytest.mark.parametrize("ending", ["csv", "xlsx", "html", "md", "json", "jsonl"])
def test_sheet_says_where_and_how_many(run: Run, db: Path, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"sheet.{ending}"
    result = run("sheet", "--db", db, "--output", path)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"quotetrack: 3 quotations written to {path}\n"
    assert path.stat().st_size > 0


def test_sheet_takes_the_filters(run: Run, db: Path, tmp_path: Path) -> None:
    path = tmp_path / "sheet.json"
    run("sheet", "--db", db, "-o", path, "--stance", "denied")
    assert [quote["id"] for quote in json.loads(path.read_bytes())] == [IDS[1]]


def test_format_wins_over_the_ending(run: Run, db: Path, tmp_path: Path) -> None:
    path = tmp_path / "sheet.txt"
    run("sheet", "--db", db, "-o", path, "--format", "xlsx")
    workbook = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    assert workbook.sheetnames == ["quotations", "sources", "method"]


def test_sheet_to_stdout(run: Run, db: Path) -> None:
    result = run("sheet", "--db", db, "--format", "md")
    assert result.stdout.startswith("# Quotations\n")
    assert result.stderr == "quotetrack: 3 quotations written to standard output\n"


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ([], "no format: give --output FILE"),
        (["-o", "sheet.doc"], "ends in '.doc'"),
        (["-o", "nowhere/sheet.csv"], "nowhere/sheet.csv: cannot be written (No such file or directory)"),
        (["-o", "x.csv", "--ask", "Who?", "--speaker", "Lima"], "--ask goes without filters"),
    ],
)
def test_wrong_use_is_one_line_and_exit_2(
    run: Run, db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], complaint: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("sheet", "--db", db, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert complaint in result.stderr
    assert result.stderr.count("\n") == 1
