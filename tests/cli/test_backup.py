"""`backup`: a copy of a database, and what is said of it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from .conftest import Run


def test_a_copy_is_told_of_and_can_be_asked(run: Run, db: Path, tmp_path: Path) -> None:
    copied = run("backup", tmp_path / "copy.db", "--db", db)
    said = f"1 article, 3 quotations copied to {tmp_path / 'copy.db'} and verified: 0 faults\n"
    assert (copied.exit_code, copied.stdout) == (0, said)
    assert run("quotes", "--db", tmp_path / "copy.db").stdout == run("quotes", "--db", db).stdout
    assert run("backup", tmp_path / "copy.db", "--db", db, "--quiet").stdout == ""


def test_faults_of_the_database_are_told_of(run: Run, db: Path, tmp_path: Path) -> None:
    connection = sqlite3.connect(db)
    connection.execute("UPDATE revisions SET digest = 'x'")
    connection.commit()
    connection.close()
    copied = run("backup", tmp_path / "copy.db", "--db", db)
    assert (copied.exit_code, copied.stdout.endswith("verified: 1 fault\n")) == (1, True)
    assert "has the faults of the database: `quotetrack verify` lists them" in copied.stderr


def test_the_database_itself_is_refused(run: Run, db: Path) -> None:
    assert "is one of the inputs" in run("backup", db, "--db", db).stderr
