"""A sentence partly in marks is shown whole, in lists, cards, answers and claims; its words stand by themselves for
programs."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from quotetrack.cli.ask import ask
from quotetrack.cli.claim import claim
from quotetrack.cli.claims import claims
from quotetrack.cli.quotes import quotes
from quotetrack.cli.show import show
from tests.builders import REPORTED, reported

from .conftest import COLOURS, NOTHING_MORE, OnTerminal, Run

REPORT = "the new ferry was “a bathtub with a flag”, a costly one … “at best”"
WORDS = "a bathtub with a flag … at best"
OTHER_REPORT = "the ferry was “a bathtub with a flag”, a costly one … “most days”"
OTHER_WORDS = "a bathtub with a flag … most days"
OTHER = REPORTED.replace("told reporters that the new", "said on Monday that the").replace(
    "“at best”", "“most days”"
)


def _line(id: str, text: str, report: tuple[str, ...], words: tuple[str, ...]) -> dict[str, Any]:
    def spans(pieces: tuple[str, ...]) -> list[list[int]]:
        return [[text.index(piece), text.index(piece) + len(piece)] for piece in pieces]

    quote = {
        "content": spans(words),
        "proposition": spans(report),
        "kind": "mixed",
        "speaker": {"name": "Ana Lima", "kind": "person", "role": None},
    }
    return {"id": id, "source": f"The {id}", "published": "2024-05-06", "text": text, "quotes": [quote]}


@pytest.fixture
def store(run: Run, tmp_path: Path) -> str:
    """Two printings of one utterance, each a report of two spans."""
    first = ("the new ferry was “a bathtub with a flag”, a costly one", "“at best”")
    second = ("the ferry was “a bathtub with a flag”, a costly one", "“most days”")
    lines = (
        _line("Post", REPORTED, first, ("a bathtub with a flag", "at best")),
        _line("Globe", OTHER, second, ("a bathtub with a flag", "most days")),
    )
    given = tmp_path / "given.jsonl"
    given.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert run("load", given, "--db", tmp_path / "q.db").exit_code == 0
    return str(tmp_path / "q.db")


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))


def _screen(text: str) -> str:
    return " ".join(COLOURS.sub("", text).split())


def test_a_row_has_the_report_and_json_the_words(run: Run, store: str) -> None:
    row = run("quotes", "--source", "Post", "--db", store).stdout.splitlines()[1].split("\t")
    assert row[1] == REPORT
    told = json.loads(run("quotes", "--source", "Post", "--db", store, "--format", "jsonl").stdout)
    assert told["text"] == WORDS


@pytest.mark.parametrize(
    "command", [("claims",), ("diff", "2024-01-01", "2024-12-31"), ("links", "--min-score", "0.05")]
)
def test_csv_has_the_report_beside_the_words(run: Run, store: str, command: tuple[str, ...]) -> None:
    rows = _rows(run(*command, "--db", store, "--format", "csv").stdout)
    told = {(row["words"], row["whole report"]) for row in rows}
    told |= {(row["other words"], row["other whole report"]) for row in rows if "other words" in row}
    assert (WORDS, REPORT) in told or (OTHER_WORDS, OTHER_REPORT) in told
    table = run(*command, "--db", store).stdout.splitlines()
    assert "whole report" not in table[0].split("\t")
    assert "“a bathtub with a flag”, a costly one … “" in table[1]


def test_a_card_sets_the_words_off_in_bold(store: str, on_terminal: OnTerminal) -> None:
    drawn = on_terminal(lambda: quotes(db=store))
    assert "the new ferry was “\x1b[1ma bathtub with a flag\x1b[0m”, a" in drawn
    assert REPORT in _screen(drawn)
    assert max(len(line) for line in COLOURS.sub("", drawn).splitlines()) <= 60


def test_an_answer_has_the_report_undimmed_in_its_paragraph(store: str, on_terminal: OnTerminal) -> None:
    drawn = on_terminal(lambda: ask("What did Lima say about the ferry?", db=store, all=True))
    assert "\x1b[2mAna Lima said on Monday that \x1b[0mthe ferry was “" in drawn
    assert "”, a costly one\x1b[2m, she said, \x1b[0m“\x1b[1mmost days\x1b[0m”\x1b[2m." in drawn


def test_show_highlights_words_and_report(run: Run, store: str, on_terminal: OnTerminal) -> None:
    id = json.loads(run("quotes", "--source", "Post", "--db", store, "--format", "jsonl").stdout)["id"]
    drawn = on_terminal(lambda: show(id, db=store))
    assert "\x1b[33mthe new ferry was “\x1b[0m" in drawn
    assert f"report {REPORT} " in _screen(drawn)


def test_a_claim_shows_the_report_around_what_is_compared(
    run: Run, store: str, on_terminal: OnTerminal
) -> None:
    (told,) = map(json.loads, run("claims", "--db", store, "--format", "jsonl").stdout.splitlines())
    assert "a costly one … “" in _screen(on_terminal(lambda: claims(NOTHING_MORE, db=store)))
    plain = run("claim", told["claim"], "--db", store).stdout
    assert plain.startswith(f"{OTHER_REPORT}\nAna Lima\n")
    assert f"\n  {REPORT.replace('at best', '[-most days-] {+at best+}')}\n" in plain
    drawn = on_terminal(lambda: claim(told["claim"], db=store))
    assert "”, a costly one … “" in _screen(drawn)
    assert "{+" not in drawn


def test_the_builder_and_the_lines_tell_the_same() -> None:
    assert (reported().report, reported().text) == (REPORT, WORDS)
