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
    assert [(one["form"], one["line"]) for one in told] == [("marks", 1), ("marks", 1)]
    assert told[0]["verdict"] == "exact"
    assert told[1]["verdict"] != "exact"
    assert all(len(str(one["id"])) == 12 for one in told)


def test_standard_input_is_read(run: Run, db: Path) -> None:
    asked = '{"id": "a", "words": "a joke"}\n'
    result = run("check", "--file", "-", "--db", db, "--format", "jsonl", input=asked)
    assert (result.exit_code, lines(result.stdout)[0]["verdict"]) == (0, "exact")


@pytest.mark.parametrize(
    ("fail_on", "code"),
    [("reversed,denied", 0), ("other_speaker", 1), (" not_found , other_speaker ", 1), ("exact", 0)],
)
def test_whoever_runs_it_says_what_fails(run: Run, db: Path, fail_on: str, code: int) -> None:
    assert run("check", "a joke", "--speaker", "Rui Reis", "--fail-on", fail_on, "--db", db).exit_code == code


def test_what_cannot_be_checked_fails_whatever_is_to_fail(run: Run, db: Path) -> None:
    asked = '{"id": "a", "words": "a joke", "form": "spoken"}\n'
    result = run(
        "check", "--file", "-", "--fail-on", "reversed", "--db", db, "--format", "jsonl", input=asked
    )
    assert result.exit_code == 1
    assert "\"form\" is 'spoken'; it is one of marks, indirect" in result.stderr


def test_a_line_may_be_a_claim_without_marks(run: Run, db: Path) -> None:
    asked = '{"id": "a", "words": "a joke", "form": "indirect"}\n'
    (told,) = lines(run("check", "--file", "-", "--db", db, "--format", "jsonl", input=asked).stdout)
    assert (told["form"], told["verdict"]) == ("indirect", "exact")


@pytest.mark.parser
def test_a_draft_has_a_report(run: Run, db: Path, tmp_path: Path) -> None:
    draft, report = tmp_path / "draft.md", tmp_path / "report.html"
    draft.write_text("# Ministers meet\n\nRui Reis called it “a joke”.", encoding="utf-8")
    result = run("check", "--file", draft, "--report", report, "--db", db)
    assert (result.exit_code, f"the report is in {report}" in result.stderr) == (1, True)
    assert "said by someone else" in report.read_text(encoding="utf-8")
    heading, line = result.stdout.splitlines()
    told = dict(zip(heading.split("\t"), line.split("\t"), strict=True))
    assert (told["asked"], told["form"], told["line"]) == ("Rui Reis", "marks", "3")


@pytest.mark.parametrize(
    ("name", "data", "complaint"),
    [
        ("draft.txt", b"", "the file is empty"),
        ("draft.docx", b"PK\x03\x04 rubbish", "no Word document can be read in it"),
        ("draft.pdf", b"%PDF-1.4", "this PDF is broken"),
    ],
)
def test_what_is_no_draft_is_one_line(
    run: Run, db: Path, tmp_path: Path, name: str, data: bytes, complaint: str
) -> None:
    (tmp_path / name).write_bytes(data)
    result = run("check", "--file", tmp_path / name, "--db", db)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert complaint in result.stderr


@pytest.mark.parser
def test_a_report_that_cannot_be_written_is_refused_in_a_line(run: Run, db: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("Rui Reis called it “a joke”.", encoding="utf-8")
    known = run("check", "--file", draft, "--report", tmp_path / "report.pdf", "--db", db)
    assert (known.exit_code, known.stdout) == (2, "")
    nowhere = run("check", "--file", draft, "--report", tmp_path / "no" / "report.md", "--db", db)
    assert (nowhere.exit_code, "cannot be written" in nowhere.stderr) == (2, True)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ([], "give either words or --file FILE"),
        (["a", "--file", "x"], "give either words or --file FILE"),
        (["--file", "x", "--speaker", "Lima"], "--speaker belongs to words"),
        (["--file", "nowhere.txt"], "cannot be read"),
        (["…"], "there are no words"),
        (
            ["a joke", "--fail-on", "altered,false"],
            "--fail-on: 'false' given; the verdicts are exact, cut, rev",
        ),
        (["a joke", "--fail-on", ","], "--fail-on: no verdict given"),
        (["a joke", "--report", "x.html"], "--report belongs to a draft"),
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
