"""The check command: formats, files, exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .conftest import IDS, Run


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_words_as_printed_are_exit_0(run: Run, db: Path) -> None:
    result = run("check", "A joke!", "--speaker", "Ana Lima", "--db", db, "--format", "jsonl")
    (told,) = lines(result.stdout)
    assert (result.exit_code, told["verdict"]) == (0, "exact")
    assert list(told)[:2] == ["verdict", "matches"]
    (match,) = told["matches"]
    assert list(match)[:5] == ["article", "content", "text", "speaker", "score"]
    assert (match["article"], match["text"], match["quote"]) == ("porto", "a joke", IDS[0])
    assert match["speaker"]["name"] == "Ana Lima"


@pytest.mark.parametrize(
    ("words", "speaker", "verdict"),
    [
        ("a joke", "Rui Reis", "other_speaker"),
        ("took the money", "Rui Reis", "denied"),
        ("we are quite ready", None, "altered"),
        ("a pudding", None, "not_found"),
    ],
)
def test_anything_else_is_exit_1(run: Run, db: Path, words: str, speaker: str | None, verdict: str) -> None:
    asked = ["--speaker", speaker] if speaker else []
    result = run("check", words, *asked, "--db", db, "--format", "jsonl")
    assert (result.exit_code, lines(result.stdout)[0]["verdict"]) == (1, verdict)


def test_a_pipe_gets_a_line_a_printing_under_a_heading(run: Run, db: Path) -> None:
    heading, line = run("check", "we are ready", "--db", db).stdout.splitlines()
    told = dict(zip(heading.split("\t"), line.split("\t"), strict=True))
    assert (told["verdict"], told["how"], told["quotation"]) == ("exact", "exact", IDS[2])
    assert "not in this" not in line
    nothing = run("check", "a pudding", "--db", db).stdout.splitlines()
    assert "does not mean that nobody said it" in nothing[1]


def test_json_lines_give_a_line_each_under_its_id(run: Run, db: Path, tmp_path: Path) -> None:
    path = tmp_path / "asked.jsonl"
    asked = [
        {"id": "a", "words": "a joke", "speaker": "Lima"},
        {"id": 7, "words": "a pudding"},
        {"id": "c", "words": ""},
        {"id": "d"},
    ]
    path.write_text("\n".join(map(json.dumps, asked)) + "\n\nno json\n", encoding="utf-8")
    result = run("check", "--file", path, "--db", db, "--format", "jsonl")
    told = lines(result.stdout)
    assert result.exit_code == 1
    assert [(one["id"], one["verdict"]) for one in told] == [
        ("a", "exact"),
        (7, "not_found"),
        ("c", "not_found"),
    ]
    assert "It could not be checked" in str(told[2]["why"])
    complaints = result.stderr.splitlines()
    assert [line.split(": ")[1] for line in complaints] == [f"{path}, line {n}" for n in (3, 4, 6)]


def test_every_quotation_of_a_draft_is_checked(run: Run, db: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("Ana Lima called it “a joke”. “We are always ready,” said Rui Reis.", encoding="utf-8")
    told = lines(run("check", "--file", draft, "--db", db, "--format", "jsonl").stdout)
    assert [(one["words"], one["asked"]) for one in told] == [
        ("a joke", "Ana Lima"),
        ("We are always ready,", "Rui Reis"),
    ]
    assert told[0]["verdict"] == "exact"
    assert told[1]["verdict"] != "exact"
    assert all(len(str(one["id"])) == 12 for one in told)


def test_standard_input_is_read(run: Run, db: Path) -> None:
    asked = '{"id": "a", "words": "a joke"}\n'
    result = run("check", "--file", "-", "--db", db, "--format", "jsonl", input=asked)
    assert (result.exit_code, lines(result.stdout)[0]["verdict"]) == (0, "exact")


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ([], "give either words or --file FILE"),
        (["a", "--file", "x"], "give either words or --file FILE"),
        (["--file", "x", "--speaker", "Lima"], "--speaker belongs to words"),
        (["--file", "nowhere.txt"], "cannot be read"),
        (["…"], "there are no words"),
    ],
)
def test_wrong_use_is_one_line_and_exit_2(run: Run, db: Path, words: list[str], complaint: str) -> None:
    result = run("check", *words, "--db", db)
    assert (result.exit_code, result.stdout.count("\n")) in ((2, 0), (2, 1))
    assert complaint in result.stderr


def test_hostile_words_do_not_steer_the_terminal(run: Run, db: Path) -> None:
    result = run("check", "we are \x1b[31mready\x1b[0m [bold]now[/bold]", "--db", db)
    assert "\x1b" not in result.stdout
    assert "\x1b" not in result.stderr
