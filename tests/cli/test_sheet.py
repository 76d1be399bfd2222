"""The sheet command."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pytest

from quotetrack.export import FORMATS, ending_of

from .conftest import IDS, Run


@pytest.mark.parametrize("format", FORMATS)
def test_sheet_says_where_and_how_many(run: Run, db: Path, tmp_path: Path, format: str) -> None:
    path = tmp_path / f"sheet.{ending_of(format)}"
    result = run("sheet", "--db", db, "--output", path)
    assert (result.exit_code, result.stdout) == (0, "")
    what = "the articles of 3 quotations" if format in ("bibtex", "csl") else "3 quotations"
    assert result.stderr == f"quotetrack: {what} written to {path}\n"
    assert path.stat().st_size > 0


def test_sheet_takes_the_filters(run: Run, db: Path, tmp_path: Path) -> None:
    path = tmp_path / "sheet.json"
    run("sheet", "--db", db, "-o", path, "--stance", "denied")
    assert [quote["id"] for quote in json.loads(path.read_bytes())] == [IDS[1]]


def test_format_wins_over_the_ending(run: Run, db: Path, tmp_path: Path) -> None:
    path = tmp_path / "sheet.txt"
    run("sheet", "--db", db, "-o", path, "--format", "xlsx")
    workbook = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    assert workbook.sheetnames == ["quotations", "claims", "sources and method"]


def test_the_answers_to_a_question_take_the_other_filters(run: Run, db: Path, tmp_path: Path) -> None:
    path = tmp_path / "sheet.json"
    run("sheet", "--db", db, "-o", path, "--ask", "what did Ana Lima say")
    assert [quote["id"] for quote in json.loads(path.read_bytes())] == [IDS[0]]
    run("sheet", "--db", db, "-o", path, "--ask", "what did Ana Lima say", "--stance", "denied")
    assert json.loads(path.read_bytes()) == []


def test_in_a_folder_the_file_is_named_after_the_question(run: Run, db: Path, tmp_path: Path) -> None:
    folder = tmp_path / "sheets"
    folder.mkdir()
    run("sheet", "--db", db, "-o", folder, "--ask", "What did Ana Lima say?", "--format", "md")
    run("sheet", "--db", db, "-o", folder, "--ask", "../../etc/passwd", "--format", "md")
    run("sheet", "--db", db, "-o", folder)
    run("sheet", "--db", db, "-o", folder, "--format", "bibtex")
    run("sheet", "--db", db, "-o", folder, "--format", "csl")
    names = sorted(path.name for path in folder.iterdir())
    assert names == [
        *(
            "Quotations.bib",
            "Quotations.csl.json",
            "Quotations.xlsx",
            "What-did-Ana-Lima-say.md",
            "etc-passwd.md",
        ),
    ]


def test_references_to_stdout(run: Run, db: Path) -> None:
    result = run("sheet", "--db", db, "--format", "bibtex")
    assert result.stdout.count("@article{") == 1
    assert result.stderr == "quotetrack: the articles of 3 quotations written to standard output\n"


def test_the_method_says_what_was_asked_and_of_what(run: Run, db: Path, tmp_path: Path) -> None:
    path = tmp_path / "sheet.xlsx"
    run("sheet", "--db", db, "-o", path, "--speaker", "Lima", "--stance", "said")
    sheet = openpyxl.load_workbook(path)["sources and method"]
    told = {row[0].value: row[1].value for row in sheet.iter_rows()}
    assert told["chosen"] == "speaker Lima; stance said"
    assert told["from the database"] == str(db)
    assert told["which holds"].startswith("3 quotations in 1 article")
    assert told["extracted by"] == "quotetrack test"


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
        (["-o", "x.csv", "--ask", "Who?", "--speaker", "Lima"], "--ask goes without --speaker and --about"),
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
