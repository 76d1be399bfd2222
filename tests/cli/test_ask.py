"""ask, on a database with a quotation each of Ana Lima, Rui Reis and an official."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from .conftest import IDS, Run

LIMA = "What did Ana Lima say about the plan?"
REIS = "What did Rui Reis say?"
NOBODY = "What did Vera Novak say?"


def test_answers_as_json_lines(run: Run, db: Path) -> None:
    (line,) = run("ask", LIMA, "--db", db, "--format", "jsonl").stdout.splitlines()
    told = json.loads(line)
    assert (told["rank"], told["article"], told["text"]) == (1, "porto", "a joke")
    assert 0 < told["score"] <= 1
    assert told["speaker"] == {"name": "Ana Lima", "kind": "person", "role": "Foreign Minister"}
    assert re.fullmatch("[0-9a-f]{12}", str(told["claim"]))


@pytest.mark.parametrize("format", ["table", "jsonl"])
def test_no_answer_prints_nothing_but_what_was_searched(run: Run, db: Path, format: str) -> None:
    result = run("ask", NOBODY, "--db", db, "--format", format)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Vera Novak" in result.stderr
    assert result.stderr.endswith(f"Searched: 3 quotations in 1 article, {db}\n")
    assert result.stderr.count("\n") == 1


def test_answers_in_a_pipe_have_rank_and_score(run: Run, db: Path) -> None:
    heading, row = [line.split("\t") for line in run("ask", REIS, "--db", db).stdout.splitlines()]
    assert heading[:4] == ["rank", "score", "id", "words"]
    assert (heading[-1], row[-1], len(row)) == ("also printed", "", len(heading))
    assert (row[0], row[2], row[3]) == ("1", IDS[1], "took the money")


def test_answers_as_markdown(run: Run, db: Path) -> None:
    assert "> a joke" in run("ask", LIMA, "--db", db, "--format", "md").stdout


def test_a_file_of_questions_gets_a_line_each(run: Run, db: Path, tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(f'{{"id": "q1", "question": "{REIS}"}}\n\n{{"id": 2, "question": "{NOBODY}"}}\n')
    result = run("ask", "--questions", path, "--db", db)
    told = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["id"] for line in told] == ["q1", "2"]
    assert [[found["text"] for found in line["results"]] for line in told] == [["took the money"], []]


def test_a_question_without_sense_does_not_stop_the_others(run: Run, db: Path) -> None:
    lines = f'{{"id": "a", "question": "?"}}\n{{"id": "b", "question": "{LIMA}"}}\n'
    result = run("ask", "--questions", "-", "--db", db, input=lines)
    assert result.exit_code == 1
    assert [len(json.loads(line)["results"]) for line in result.stdout.splitlines()] == [0, 1]
    assert result.stderr.startswith("quotetrack: question a: ")


@pytest.mark.parametrize(
    ("lines", "where"),
    [
        ("not json\n", "line 1"),
        ('{"id": "a", "question": "x"}\n{"id": "b"}\n', "line 2"),
        ("[1]\n", "line 1"),
    ],
)
def test_a_line_that_is_no_question_is_named(run: Run, db: Path, lines: str, where: str) -> None:
    result = run("ask", "--questions", "-", "--db", db, input=lines)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f'quotetrack: -, {where}: expected {{"id": …, "question": …}}\n'


@pytest.mark.parametrize("words", [[], ["lima", "--questions", "x"], ["--questions", "missing.jsonl"], ["?"]])
def test_wrong_use_exits_2(run: Run, db: Path, words: list[str]) -> None:
    result = run("ask", *words, "--db", db)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("quotetrack: ")


def test_sheet_of_answers(run: Run, db: Path, tmp_path: Path) -> None:
    path = tmp_path / "sheet.json"
    run("sheet", "--db", db, "--ask", LIMA, "-o", path)
    assert [quote["text"] for quote in json.loads(path.read_bytes())] == ["a joke"]
