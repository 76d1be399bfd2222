"""`export`, `load` and `merge`: whole collections out and in again."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from quotetrack.cli.export import export
from quotetrack.errors import UsageError
from quotetrack.store import open_store
from tests.builders import harbour

from .conftest import EXTRACTION, IDS, OnTerminal, Run


def test_an_export_comes_in_again(run: Run, db: Path, tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    written = run("export", file, "--db", db)
    assert (written.exit_code, written.stdout) == (0, "")
    assert written.stderr == f"quotetrack: 3 records written to {file}\n"
    loaded = run("load", file, "--db", tmp_path / "again.db")
    assert loaded.stdout == "1 article: 1 added; 3 quotations\n"
    assert run("export", "-", "--quiet", "--db", tmp_path / "again.db").stdout == file.read_text(
        encoding="utf-8"
    )
    quotes = [run("quotes", "--format", "jsonl", "--db", path).stdout for path in (db, tmp_path / "again.db")]
    assert quotes[0] == quotes[1]


def test_an_export_that_was_cut_off_is_told_of(run: Run, db: Path, tmp_path: Path) -> None:
    lines = run("export", "-", "--db", db).stdout.splitlines(keepends=True)
    loaded = run("load", "-", "--db", tmp_path / "again.db", input="".join(lines[:-1]))
    assert loaded.exit_code == 1
    assert "the export is not whole" in loaded.stderr
    assert loaded.stdout == "1 article: 1 added; 3 quotations; 1 failed\n"


def test_an_export_of_a_later_version_is_one_line(run: Run, tmp_path: Path) -> None:
    loaded = run("load", "-", "--db", tmp_path / "a.db", input='{"quotetrack": "collection", "version": 2}\n')
    assert (loaded.exit_code, "is an export of version 2" in loaded.stderr) == (2, True)


def test_another_collection_comes_in(run: Run, db: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with open_store(other) as store:
        store.add(EXTRACTION)
        store.add(harbour())
    for path, status in ((db, "confirmed"), (other, "rejected")):
        run("sheet", "--unshown", "--format", "csv", "-o", tmp_path / "sheet.csv", "--db", path)
        with (tmp_path / "sheet.csv").open(encoding="utf-8-sig", newline="") as sheet:
            rows = [{**row, "status": status} for row in csv.DictReader(sheet)]
        with (tmp_path / "sheet.csv").open("w", encoding="utf-8-sig", newline="") as sheet:
            writer = csv.DictWriter(sheet, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        assert run("review", "import", tmp_path / "sheet.csv", "--by", "Eva", "--db", path).exit_code == 0
    merged = run("merge", other, "--format", "jsonl", "--db", db)
    conflicts = [json.loads(line) for line in merged.stdout.splitlines()]
    assert sorted(one["where"] for one in conflicts) == sorted(IDS)
    assert {one["what"] for one in conflicts} == {"status"}
    assert "2 articles: 1 added, 1 updated; 6 quotations; 3 conflicts" in merged.stderr
    again = run("merge", other, "--db", db)
    assert "2 articles: 2 unchanged; 0 quotations; 0 conflicts" in again.stderr


def test_what_cannot_be_merged_is_one_line(run: Run, db: Path, tmp_path: Path) -> None:
    assert "cannot be merged with itself" in run("merge", db, "--db", db).stderr
    none = run("merge", tmp_path / "none.db", "--db", db)
    assert (none.exit_code, none.stderr.count("\n")) == (2, 1)


def test_a_terminal_gets_no_export(db: Path, on_terminal: OnTerminal) -> None:
    with pytest.raises(UsageError, match="name a file"):
        on_terminal(lambda: export(Path("-"), str(db)))
