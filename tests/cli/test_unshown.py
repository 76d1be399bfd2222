"""What is kept back, on the command line: nothing of it without `--unshown`, and the rest with it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from quotetrack.cli.quotes import quotes
from quotetrack.linking.linker import link_store
from quotetrack.store import open_store
from tests.store.test_shown import FIRST, LATER, SECOND, THIRD, ids

from .conftest import COLOURS, OnTerminal, Run

KEPT_BACK = ids(FIRST, LATER)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A database of four printings, two of them kept back."""
    path = tmp_path / "quotes.db"
    with open_store(str(path)) as store:
        for extraction in (FIRST, SECOND, THIRD, LATER):
            store.add(extraction)
        link_store(store)
    return path


def lines(run: Run, *words: object) -> list[Any]:
    result = run(*words)
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize(
    ("command", "shown", "every"),
    [
        (("quotes",), 2, 4),
        (("ask", "bridge"), 2, 4),
        (("speakers",), 1, 2),
        (("timeline", "--by", "day"), 2, 4),
        (("context", "bridge"), 2, 4),
        (("links", "--min-score", "0.2"), 1, 6),
        (("diff", "2024-01-01", "2024-12-31"), 1, 3),
        (("sources", "--speaker", "Reis"), 0, 1),
        (("subjects", "--speaker", "Lima"), 1, 1),
        (("claims",), 1, 1),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else None,
)
def test_every_list_is_of_what_is_shown(
    run: Run, db: Path, command: tuple[str, ...], shown: int, every: int
) -> None:
    assert len(lines(run, *command, "--db", db, "--format", "jsonl")) == shown
    assert len(lines(run, *command, "--db", db, "--format", "jsonl", "--unshown")) == every


def test_each_line_says_whether_it_is_shown_and_how_sure(run: Run, db: Path) -> None:
    for command in (("quotes",), ("ask", "bridge")):
        found = lines(run, *command, "--db", db, "--format", "jsonl", "--unshown")
        assert sorted(line["shown"] for line in found) == [False, False, True, True]
        assert all(line["confidence"] == 0.9 for line in found)


def test_a_quotation_kept_back_is_shown_by_its_id(run: Run, db: Path) -> None:
    (line,) = lines(run, "show", KEPT_BACK[0], "--db", db, "--format", "jsonl")
    assert (line["id"], line["shown"]) == (KEPT_BACK[0], False)
    assert "kept back: confidence 0.43" in run("show", KEPT_BACK[0], "--db", db).stdout
    (claim,) = lines(run, "claim", KEPT_BACK[0], "--db", db, "--format", "jsonl")
    assert [one["shown"] for one in claim["printings"]] == [False]


def test_a_check_looks_at_what_is_shown(run: Run, db: Path) -> None:
    words = (
        "check",
        "the northern bridge will stay closed",
        "--speaker",
        "Rui Reis",
        "--db",
        db,
        "--format",
        "jsonl",
    )
    (verdict,) = [json.loads(line) for line in run(*words).stdout.splitlines()]
    quoted = {match["article"] for match in verdict["matches"] if match["how"] != "printed"}
    assert quoted <= {"globe", "echo"}
    (verdict,) = [json.loads(line) for line in run(*words, "--unshown").stdout.splitlines()]
    assert ("sun", False) in {(match["article"], match.get("shown")) for match in verdict["matches"]}


def test_in_a_pipe_and_in_csv_it_is_marked(run: Run, db: Path) -> None:
    assert "kept back" not in run("quotes", "--db", db).stdout
    rows = run("quotes", "--db", db, "--unshown").stdout.splitlines()
    assert [row.rpartition("\t")[2] for row in rows] == ["status", "kept back", "", "", "kept back"]
    told = run("quotes", "--db", db, "--unshown", "--format", "csv").stdout.removeprefix("\ufeff")
    assert [row["shown"] for row in csv.DictReader(io.StringIO(told))] == ["no", "yes", "yes", "no"]


def test_a_card_says_that_it_is_kept_back(db: Path, on_terminal: OnTerminal) -> None:
    told = COLOURS.sub("", on_terminal(lambda: quotes(db=str(db), unshown=True)))
    assert told.count("kept back: confidence 0.43") == 2
    assert "kept back" not in on_terminal(lambda: quotes(db=str(db)))


def test_a_sheet_for_reading_says_that_it_is_kept_back(run: Run, db: Path, tmp_path: Path) -> None:
    for extra, times in (((), 0), (("--unshown",), 2)):
        assert run("sheet", "--db", db, "--output", tmp_path / "sheet.md", *extra).exit_code == 0
        told = (tmp_path / "sheet.md").read_text(encoding="utf-8")
        assert told.count("kept back: confidence 0\\.43") + told.count("kept back: confidence 0.43") == times


def test_stats_say_how_many_are_not_shown(run: Run, db: Path) -> None:
    (held,) = lines(run, "stats", "--db", db, "--format", "jsonl")
    assert (held["quotes"], held["kept_back"]) == (2, 2)


def test_adding_says_how_many_were_kept_back(run: Run, tmp_path: Path) -> None:
    quote = FIRST.statements[0].to_dict(FIRST.article)
    line = {"id": "post", "text": FIRST.article.text, "quotes": [quote]}
    given = tmp_path / "given.jsonl"
    given.write_text(json.dumps(line) + "\n", encoding="utf-8")
    result = run("load", given, "--db", tmp_path / "new.db")
    assert result.stdout == "1 article: 1 added; 1 quotation, 1 of them kept back\n"
    assert lines(run, "quotes", "--db", tmp_path / "new.db", "--format", "jsonl") == []
