"""`verify`: what it prints of a good database and of a damaged one, and how it ends."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from .conftest import IDS, Run

ALL_IS_WELL = "quotetrack: 1 text, 3 quotations, 12 spans and 0 links compared: 0 faults\n"


def damage(db: Path) -> None:
    """Two quotations that are not as they were printed; what stands there now must not reach a terminal."""
    connection = sqlite3.connect(db)
    connection.execute("UPDATE quotes SET words = '\x1b[31mno\n' WHERE id = 2")
    connection.execute("UPDATE attributions SET stance = 'sang' WHERE quote = 1")
    connection.commit()
    connection.close()


def test_a_good_database_has_no_fault(run: Run, db: Path) -> None:
    result = run("verify", "--db", db)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", ALL_IS_WELL)


def test_each_fault_is_a_line(run: Run, db: Path) -> None:
    damage(db)
    result = run("verify", "--db", db)
    assert result.exit_code == 1
    assert "\x1b" not in result.stdout
    first, second = result.stdout.splitlines()
    stances = "said, denied, declined, asked, would_say, not_said"
    assert first == f"attributions 1 {IDS[0]}: stance is “sang”, expected one of {stances}"
    assert second.startswith(f"quotes 2 {IDS[1]}: words is “")
    assert second.endswith("expected “took the money” as the text has it")
    assert result.stderr == ALL_IS_WELL.replace("0 faults", "2 faults")


def test_each_fault_is_an_object(run: Run, db: Path) -> None:
    damage(db)
    result = run("verify", "--db", db, "--format", "jsonl")
    assert result.exit_code == 1
    told = [json.loads(line) for line in result.stdout.splitlines()]
    assert [list(one) for one in told] == [["table", "row", "where", "what"]] * 2
    assert [(one["table"], one["row"], one["where"]) for one in told] == [
        ("attributions", "1", IDS[0]),
        ("quotes", "2", IDS[1]),
    ]
    assert "\x1b[31mno\n" in told[1]["what"]


def test_what_is_no_store_cannot_be_verified(run: Run, tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("no database, but a text that is long enough for one " * 20)
    for name in ("text.db", "none.db"):
        result = run("verify", "--db", tmp_path / name)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.count("\n") == 1
    assert run("verify", "--format", "csv").exit_code == 2
