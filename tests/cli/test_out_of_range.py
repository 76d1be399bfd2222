"""Numbers, names, questions and days that no collection has: refused or answered in a line, and never the end of what
else is asked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import typer

import quotetrack
from quotetrack.cli import program
from quotetrack.store import open_store

from .conftest import ARTICLE, EXTRACTION, Run

BEYOND = 2**63
LONG_NAME = " ".join(f"Word{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(65))
ENDLESS_NAME = " ".join(f"Word{n}" for n in range(5000))
MANY_NAMES = f"What did {', '.join(f'Ana{chr(97 + n % 26)}{chr(97 + n // 26)}' for n in range(90))} say?"
MANY_MORE = f"What did {' and '.join(f'Ana Lima{n}' for n in range(90))} say?"


def parameters() -> Iterator[Any]:
    group: Any = typer.main.get_command(program)
    for command in group.commands.values():
        for one in (command, *getattr(command, "commands", {}).values()):
            yield from one.params


def test_every_number_has_a_range() -> None:
    numbers = [param for param in parameters() if getattr(param, "type_descriptor", None) is not None]
    numbers = [param for param in numbers if param.type_descriptor.annotation in (int, float)]
    assert len(numbers) > 10
    assert [param.name for param in numbers if param.min is None or param.max is None] == []


@pytest.mark.parametrize(
    "words",
    [
        ["quotes", "--limit"],
        ["ask", "What did Ana Lima say?", "--limit"],
        ["claims", "--least"],
        ["review", "undo", "--"],
        ["claims", "undo", "--"],
        ["speakers", "undo", "--"],
        ["add", "a.txt", "--workers"],
        ["train", "corpus", "--seed"],
    ],
)
@pytest.mark.parametrize("number", [BEYOND, -BEYOND, 10**30])
def test_numbers_out_of_range_are_refused_with_their_range(run: Run, words: list[str], number: int) -> None:
    result = run(*words, number)
    assert (result.exit_code, result.stdout) == (2, "")
    assert re.search(r"Input should be (less|greater) than or equal to \d+ ", result.stderr)


@pytest.mark.parametrize("number", ["nan", "inf", "1e400"])
def test_what_is_no_probability_is_refused(run: Run, db: Path, number: str) -> None:
    assert run("quotes", "--min-confidence", number, "--db", db).exit_code == 2


def test_a_number_that_no_database_holds_is_an_error_of_ours(db: Path) -> None:
    with quotetrack.open(db) as collection, pytest.raises(quotetrack.UsageError, match="larger than any"):
        list(collection.quotes(limit=BEYOND))


@pytest.mark.parametrize("name", [LONG_NAME, ENDLESS_NAME])
@pytest.mark.parametrize(
    "command", ["quotes", "speakers", "sources", "claims", "links", "timeline", "subjects", "figures"]
)
def test_a_name_of_many_words_is_nobodys(run: Run, db: Path, command: str, name: str) -> None:
    result = run(command, "--speaker", name, "--db", db)
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 1
    assert run(command, "--source", name, "--db", db).exit_code == 0


@pytest.mark.parametrize("name", [LONG_NAME, ENDLESS_NAME])
def test_whoever_looks_for_a_name_of_many_words_is_told_in_a_line(run: Run, db: Path, name: str) -> None:
    for words in (["speaker", name], ["speakers", "merge", name, "Ana Lima"]):
        result = run(*words, "--db", db)
        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
        assert len(result.stderr) < 5000


@pytest.mark.parametrize("question", [MANY_NAMES, MANY_MORE, f"What did {LONG_NAME} say?"])
def test_a_question_of_many_names_ends_no_run(run: Run, db: Path, tmp_path: Path, question: str) -> None:
    assert run("ask", question, "--db", db).exit_code in (0, 2)
    path = tmp_path / "questions.jsonl"
    lines = [{"id": "many", "question": question}, {"id": "one", "question": "What did Ana Lima say?"}]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    result = run("ask", "--questions", path, "--db", db)
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(answer["id"], len(answer["results"])) for answer in answers] == [("many", 0), ("one", 1)]


@pytest.mark.parametrize("name", [LONG_NAME, ENDLESS_NAME])
def test_a_line_with_a_name_of_many_words_is_one_of_those_that_are_checked(
    run: Run, db: Path, tmp_path: Path, name: str
) -> None:
    path = tmp_path / "lines.jsonl"
    lines = [
        {"id": 1, "words": "a joke", "speaker": name},
        {"id": 2, "words": "took the money", "speaker": "Rui Reis"},
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    result = run("check", "--file", path, "--db", db, "--format", "jsonl")
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == [1, 2]
    assert result.stderr == ""


@pytest.mark.parser
def test_a_line_with_a_name_of_many_words_is_no_end_of_a_draft(run: Run, db: Path, tmp_path: Path) -> None:
    path = tmp_path / "draft.md"
    path.write_text(
        f"“We are late,” said {LONG_NAME}.\n\n“We are ready,” Ana Lima said.\n\n{MANY_NAMES}\n",
        encoding="utf-8",
    )
    result = run("check", "--file", path, "--db", db, "--format", "jsonl")
    words = [json.loads(line)["words"] for line in result.stdout.splitlines()]
    assert "We are ready," in words
    assert result.stderr == ""


def test_a_line_of_questions_that_is_too_deep_is_named(run: Run, db: Path, tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text("[" * 100_000 + "\n", encoding="utf-8")
    result = run("ask", "--questions", path, "--db", db)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_days_like_others(run: Run, tmp_path: Path, day: str) -> None:
    db = tmp_path / "ends.db"
    with open_store(str(db)) as store:
        for n in range(2):
            article = replace(ARTICLE, id=f"end{n}", key=f"end{n}.txt", published=day, url=None)
            store.add(replace(EXTRACTION, article=article))
    assert run("link", "--db", db).exit_code == 0
    for ending in (
        "yesterday",
        "last week",
        "last month",
        "last year",
        "on Friday",
        "in May",
        "before 0001-01-01",
    ):
        assert run("ask", f"What did Ana Lima say {ending}?", "--today", day, "--db", db).exit_code == 0
    for by in ("day", "week", "month", "year"):
        assert run("timeline", "--by", by, "--db", db).exit_code == 0
