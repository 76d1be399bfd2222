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


def test_digests_are_printed_and_compared_again(run: Run, db: Path, tmp_path: Path) -> None:
    printed = run("verify", "--db", db, "--digest")
    assert (printed.exit_code, printed.stderr) == (0, "")
    told = [json.loads(line) for line in printed.stdout.splitlines()]
    assert [one["part"] for one in told] == ["collection", "articles"]
    kept = tmp_path / "digests.jsonl"
    kept.write_text(printed.stdout)
    again = run("verify", "--db", db, "--against", kept)
    assert (again.exit_code, again.stderr) == (0, "quotetrack: 2 digests compared: 0 changed\n")
    with sqlite3.connect(db) as connection:
        connection.execute("UPDATE revisions SET title = 'Another'")
    again = run("verify", "--db", db, "--against", kept)
    assert (again.exit_code, again.stderr) == (1, "quotetrack: 2 digests compared: 1 changed\n")
    (line,) = again.stdout.splitlines()
    assert line.startswith(f"articles {told[1]['key'][:12]} {told[1]['name']}: its digest is ")


def test_what_holds_no_digests_is_named_with_its_line(run: Run, db: Path, tmp_path: Path) -> None:
    for words in ("", "{}\n", "[[[[\n", '{"part": 1, "key": "", "name": "", "digest": ""}\n', "\x00\udcff"):
        file = tmp_path / "digests.jsonl"
        file.write_bytes(words.encode("utf-8", "surrogatepass"))
        result = run("verify", "--db", db, "--against", file)
        assert result.exit_code == 2
        assert "digest" in result.stderr
        assert result.stderr.count("\n") == 1
    assert run("verify", "--db", db, "--against", tmp_path / "none").exit_code == 2
    assert run("verify", "--db", db, "--against", file, "--digest").exit_code == 2


def test_deep_makes_anew_what_is_counted(run: Run, db: Path) -> None:
    result = run("verify", "--db", db, "--deep")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", ALL_IS_WELL)
    with sqlite3.connect(db) as connection:
        connection.execute("UPDATE speaker_words SET word = word || 'x'")
    assert run("verify", "--db", db).exit_code == 0
    assert run("verify", "--db", db, "--deep").exit_code == 1
