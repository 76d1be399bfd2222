"""A sheet there and back: the fixtures exported, five rows edited as in a spreadsheet, taken over, extracted anew, and
exported again. The five decisions stand, and nothing else has moved."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

import quotetrack
from quotetrack.cli import program
from quotetrack.export import write
from quotetrack.review.cells import EDITABLE

FIXTURES = Path(__file__).parent.parent / "fixtures" / "articles"

Rows = dict[str, dict[str, str]]

FOLLOWS = {"claim", "independent sources", "first seen", "first seen in", "conflicts"}
"""What a claim is told to be follows from whose words they are, of the quotation and of those that print it too."""
WITH = {"confidence", "shown", "why", "runner-up", "role", "anonymity", "context before", "context after"}
"""What goes with a status, a corrected speaker or corrected words in a row."""


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("round") / "quotes.db"
    with quotetrack.open(path) as collection:
        collection.add([FIXTURES], engine="rules", workers=1)
    return path


def exported(collection: quotetrack.Collection) -> Rows:
    out = io.BytesIO()
    write(collection.sheet(unshown=True), "csv", out)
    rows = csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline=""))
    return {row["id"]: row for row in rows}


def edit(path: Path, before: Rows) -> dict[str, dict[str, str]]:
    """Five edits in a workbook, as a person makes them; what they are to come to."""
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["quotations"]
    place = {cell.value: cell.column for cell in sheet[1]}
    line = {sheet.cell(n, place["id"]).value: n for n in range(2, sheet.max_row + 1)}
    lavrov = [
        id for id, row in before.items() if row["speaker"] == "Sergei Lavrov" and row["kind"] == "direct"
    ]
    unknown = next(id for id, row in before.items() if row["speaker kind"] == "unknown")
    long = next(id for id, row in before.items() if len(row["words"].split()) > 8 and id not in lavrov)
    said = next(id for id in before if id not in (*lavrov, unknown, long))
    first = " ".join(before[long]["words"].split(" … ")[0].split()[:4])
    edits: dict[str, dict[str, object]] = {
        lavrov[0]: {"status": "confirmed", "reviewer": "Ana Reis", "checked on": date(2024, 3, 5)},
        lavrov[1]: {"status": "Rejected", "notes": '=HYPERLINK("http://e.example")'},
        unknown: {"speaker": "Clara Weiss", "status": "corrected", "reviewer": "Ana Reis"},
        long: {"words": first},
        said: {"notes": "see the tape", "status": "unsure"},
    }
    for id, cells in edits.items():
        for heading, value in cells.items():
            sheet.cell(line[id], place[heading]).value = value
    workbook.save(path)
    status = {lavrov[1]: "rejected", long: "corrected"}
    return {
        id: {h: str(v) for h, v in cells.items()} | ({"status": status[id]} if id in status else {})
        for id, cells in edits.items()
    }


def extracted_by_another_version(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("UPDATE runs SET key = key || 'x'")
    database.close()


def test_five_decisions_stand_and_nothing_else_has_moved(db: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.xlsx"
    with quotetrack.open(db) as collection:
        before = exported(collection)
        quotetrack.write_sheet(collection.sheet(unshown=True), sheet)
        decided = edit(sheet, before)
        done = collection.import_review(sheet, by="Ben")
        assert (done.rows, done.quotations, done.refused, done.ignored) == (len(before), 5, (), ())
        after = exported(collection)
    extracted_by_another_version(db)
    with quotetrack.open(db) as collection:
        added = collection.add([FIXTURES], engine="rules", workers=1)
        assert added.updated == added.articles
        assert exported(collection) == after

    assert list(after) == list(before)
    for id, row in after.items():
        moved = (
            {heading for heading, cell in row.items() if cell != before[id][heading]} - FOLLOWS - {"exported"}
        )
        if id not in decided:
            assert not moved, id
            continue
        for heading, cell in decided[id].items():
            assert row[heading].removeprefix("'") == cell
        assert moved - WITH <= set(EDITABLE)
        assert row["reviewer"] in ("Ana Reis", "Ben")

    with quotetrack.open(db) as collection:
        collection.undo_review()
        assert exported(collection) == before


@pytest.mark.parser
def test_what_extract_prints_is_loaded_under_the_same_ids(tmp_path: Path) -> None:
    printed = CliRunner().invoke(program, ["extract", "--text", "--engine", "rules", str(FIXTURES)]).stdout
    path = tmp_path / "found.jsonl"
    lines = [json.loads(line) for line in printed.splitlines()]
    quotes = [quote for line in lines for quote in line["quotes"]]
    assert all(quote["shown"] for quote in quotes if quote["kind"] != "indirect")
    quotes[0]["shown"] = False
    wanted = {quote["id"]: quote["shown"] for quote in quotes}
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    with quotetrack.open(tmp_path / "loaded.db") as collection:
        for loaded in ("added", "unchanged"):
            added = collection.load([path], link=False)
            assert getattr(added, loaded) == added.articles == len(printed.splitlines())
            assert {one.id: one.shown for one in collection.quotes(unshown=True)} == wanted
            assert {one.id for one in collection.quotes()} == {id for id, shown in wanted.items() if shown}
