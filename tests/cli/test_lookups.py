"""Look-ups on the command line: their shapes in a pipe, on a terminal, and the filters that all of them take."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from quotetrack.cli.context import context
from quotetrack.cli.render.bars import sparkline
from quotetrack.cli.timeline import timeline
from quotetrack.export.overview import monthly
from quotetrack.records import Period

from .conftest import COLOURS, IDS, OnTerminal, Run

FILTERED = {
    "quotes": (),
    "speakers": (),
    "speaker": ("Lima",),
    "subjects": (),
    "sources": (),
    "context": ("joke",),
    "timeline": (),
    "facets": (),
    "diff": ("2012-07-01", "2012-07-31"),
}


@pytest.mark.parametrize("command", FILTERED)
def test_every_look_up_takes_every_filter(run: Run, db: Path, command: str) -> None:
    given = {
        "--speaker": "Lima",
        "--about": "plan",
        "--source": "porto",
        "--since": "2012-01-01",
        "--until": "2012-12-31",
        "--kind": "direct",
        "--stance": "said",
        "--min-confidence": "0.9",
        "--limit": "3",
        "--format": "jsonl",
    }
    words = [word for pair in given.items() for word in pair]
    result = run(command, *FILTERED[command], "--db", db, *words)
    assert result.exit_code in (0, 2), result.stderr
    assert result.exit_code == 0 or "no speaker is named" in result.stderr
    assert all(json.loads(line) for line in result.stdout.splitlines())


def test_a_word_in_its_context(run: Run, db: Path) -> None:
    heading, row = [line.split("\t") for line in run("context", "jokes", "--db", db).stdout.splitlines()]
    assert heading == ["before", "word", "after", "speaker", "outlet", "published", "id"]
    assert (row[0][-2:], row[1], row[2][:6], row[3], row[-1]) == ("“a", "joke", "”, and", "Ana Lima", IDS[0])
    told = json.loads(run("context", "joke", "--db", db, "--format", "jsonl").stdout)
    assert (told["word"], told["left"][-2:], told["id"]) == ("joke", "a ", IDS[0])
    start, end = told["at"]
    assert end - start == len("joke")


def test_a_word_that_nobody_said_is_told_of(run: Run, db: Path) -> None:
    result = run("context", "zebra", "--db", db)
    assert (result.exit_code, result.stderr) == (
        0,
        f"quotetrack: no quotation that fits has 'zebra' in {db}\n",
    )


def test_a_word_on_a_terminal_stands_in_the_middle(on_terminal: OnTerminal, db: Path) -> None:
    lines = COLOURS.sub("", on_terminal(lambda: context("money", db=str(db)))).splitlines()
    assert all(len(line) <= 60 for line in lines)
    assert 24 <= lines[0].index("money") <= 30
    assert IDS[1] in lines[1]


def test_a_timeline_is_drawn_for_people_and_counted_for_pipes(
    run: Run, on_terminal: OnTerminal, db: Path
) -> None:
    assert run("timeline", "--db", db).stdout.splitlines()[0] == "month\tquotes"
    drawn = COLOURS.sub("", on_terminal(lambda: timeline(db=str(db), by="year")))
    assert "█" in drawn
    assert all(len(line.rstrip()) <= 60 for line in drawn.splitlines())


def test_subjects_say_where_there_are_none(run: Run, db: Path) -> None:
    result = run("subjects", "--db", db)
    assert result.exit_code == 0
    assert "no subject of two quotations" in result.stderr


def test_what_is_new(run: Run, db: Path) -> None:
    result = run("diff", "2000-01-01", "2030-01-01", "--db", db, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout.removeprefix("\ufeff"))))
    assert {row["what"] for row in rows} <= {"new"}
    result = run("diff", "2012-07-01", "2012-06-01", "--db", db)
    assert (result.exit_code, "no day lies between them" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    "words", [("diff", "2012-7-1", "2012-07-02"), ("context",), ("timeline", "--by", "hour")]
)
def test_wrong_use_is_refused_in_a_line(run: Run, db: Path, words: tuple[str, ...]) -> None:
    result = run(*words, "--db", db)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_a_line_of_months_has_no_gap() -> None:
    names = {"2023-11": 2, "2024-02": 8, None: 5, "spring": 1, "2024": 1}
    assert list(monthly(Period(name, quotes) for name, quotes in names.items())) == [
        ("2023-11", 2),
        ("2023-12", 0),
        ("2024-01", 0),
        ("2024-02", 8),
    ]
    assert sparkline([2, 0, 0, 8]) == "▂  █"
    assert (sparkline([]), sparkline([0, 0]), list(monthly([]))) == ("", "  ", [])
    assert len(list(monthly([Period("1900-01", 1), Period("2024-01", 1)]))) == 60


def test_ask_takes_filters_and_a_day_to_count_from(run: Run, db: Path) -> None:
    lima = "What did Ana Lima say about the plan?"
    assert run("ask", lima, "--db", db, "--kind", "indirect").stdout == ""
    assert run("ask", lima, "--db", db, "--stance", "denied").stdout == ""
    assert IDS[0] in run("ask", lima, "--db", db, "--min-confidence", "0.9", "--all").stdout
    result = run("ask", "What did Ana Lima say last week?", "--db", db, "--today", "2012-07-09")
    assert IDS[0] in result.stdout or "published since 2012-07-02 until 2012-07-08" in result.stderr
    assert run("ask", lima, "--db", db, "--today", "yesterday").exit_code == 2


def test_in_a_pipe_it_is_told_whom_a_name_was_read_as(run: Run, db: Path) -> None:
    result = run("ask", "What did Anna Lima say about the plan?", "--db", db, "--format", "jsonl")
    assert json.loads(result.stdout)["speaker"]["name"] == "Ana Lima"
    assert "“Anna Lima” was read as Ana Lima." in result.stderr


@pytest.mark.skipif(os.name != "posix", reason="a pseudo-terminal")
@pytest.mark.parametrize(("pager", "marked"), [("sed s/^/>/", True), ("", False), ("no-such-pager", False)])
def test_what_people_read_goes_through_their_pager(db: Path, pager: str, marked: bool) -> None:
    import pty

    parent, child = pty.openpty()
    environment = {**os.environ, "PAGER": pager, "TERM": "xterm", "COLUMNS": "60"}
    command = [sys.executable, "-m", "quotetrack", "quotes", "--db", str(db)]
    process = subprocess.Popen(command, stdin=child, stdout=child, stderr=child, env=environment)
    os.close(child)
    written = b""
    while True:
        try:
            piece = os.read(parent, 4096)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        written += piece
    os.close(parent)
    assert process.wait() == 0
    assert b"Ana Lima" in written
    assert (b">" in COLOURS.sub("", written.decode()).encode()) == marked


def test_facets_in_a_pipe(run: Run, db: Path) -> None:
    lines = run("facets", "--db", db).stdout.splitlines()
    assert lines[0] == "by\tvalue\tquotes\tid"
    cells = [line.split("\t") for line in lines[1:]]
    assert ["outlet", "The Gazette", "3", ""] in cells
    assert ["speaker", "unknown", "1", ""] in cells
    assert [row[:3] for row in cells if row[0] == "stance"] == [
        ["stance", "said", "2"],
        ["stance", "denied", "1"],
    ]
    (lima,) = [row for row in cells if row[1] == "Ana Lima"]
    (counted,) = run("facets", "--db", db, "--most", 1, "--format", "jsonl").stdout.splitlines()
    assert json.loads(counted)["speakers"] == [{"value": lima[3], "name": "Ana Lima", "quotes": 1}]
    assert json.loads(counted)["quotes"] == 3
