"""`claims`, `claim`, `links`, `link` and `load` on the command line."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from quotetrack.cli import program

WORDS = "The northern bridge will stay closed until every cracked girder has been replaced"
CUT = "The northern bridge will stay closed until every cracked girder"


def line(id: str, said: str, *, day: str, by: str = "Ana Lima") -> dict[str, Any]:
    """An article of one quotation with words of its own around it."""
    own = " ".join(f"{id}{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")
    text = f"{own}. “{said},” {by} said to {own}."
    start = text.index(said)
    content = [[start, start + len(said)]]
    quote = {"content": content, "speaker": {"name": by, "kind": "person", "role": None}}
    return {"id": id, "source": f"The {id.title()}", "published": day, "text": text, "quotes": [quote]}


LINES = [
    line("post", WORDS, day="2024-05-06"),
    line("globe", CUT, day="2024-05-07"),
    line("sun", "Gulls cried all night over the empty harbour", day="2024-05-07"),
]


@pytest.fixture(scope="session")
def loaded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a store of three quotations, two of one utterance."""
    folder = tmp_path_factory.mktemp("claims")
    lines = folder / "given.jsonl"
    lines.write_text("\n".join(map(json.dumps, LINES)), encoding="utf-8")
    loaded = run("load", str(lines), "--db", str(folder / "q.db"))
    assert loaded.stdout == "3 articles: 3 added; 3 quotations\n"
    return folder / "q.db"


@pytest.fixture
def db(loaded_file: Path, tmp_path: Path) -> str:
    """A copy of that store."""
    return str(shutil.copy(loaded_file, tmp_path / "q.db"))


def run(*words: str) -> Result:
    """The program run on these words."""
    return CliRunner().invoke(program, words)


def test_claims_in_every_format(db: str) -> None:
    (told,) = map(json.loads, run("claims", "--db", db, "--format", "jsonl").stdout.splitlines())
    assert list(told)[:4] == ["claim", "members", "first_published", "sources"]
    assert [member["article"] for member in told["members"]] == ["post", "globe"]
    assert (told["first_published"], told["sources"]) == ("2024-05-06", 2)
    plain = run("claims", "--db", db).stdout.splitlines()
    assert plain[1].split("\t")[1:5] == [WORDS, "Ana Lima", "2", "2"]
    rows = list(csv.reader(io.StringIO(run("claims", "--db", db, "--format", "csv").stdout.lstrip("\ufeff"))))
    assert rows[1][1] == WORDS


def test_a_claim_shows_what_each_printing_cut(db: str) -> None:
    id = json.loads(run("claims", "--db", db, "--format", "jsonl").stdout)["claim"]
    plain = run("claim", id[:6], "--db", db).stdout
    assert "cut at the end" in plain
    assert f"{CUT} [-has been replaced-]" in plain
    told = json.loads(run("claim", id, "--db", db, "--format", "jsonl").stdout)
    assert [one["differs"] and one["differs"]["verdict"] for one in told["printings"]] == [
        None,
        "cut at the end",
    ]
    assert [one["wording"] for one in told["printings"]] == [1, 1]


def test_links_have_the_agreed_keys(db: str) -> None:
    (told,) = map(
        json.loads, run("links", "--min-score", "0.3", "--db", db, "--format", "jsonl").stdout.splitlines()
    )
    assert list(told)[:5] == ["a", "b", "relation", "score", "probabilities"]
    assert told["relation"] == "same_utterance"
    assert set(told["probabilities"]) == {
        *("copy", "same_utterance", "same_claim", "related", "contradicts", "unrelated"),
    }
    every = run("links", "--db", db, "--min-score", "0", "--format", "jsonl").stdout.splitlines()
    assert json.loads(every[0]) == told


def test_what_is_added_without_linking_is_linked_later(tmp_path: Path) -> None:
    lines, db = tmp_path / "given.jsonl", str(tmp_path / "q.db")
    lines.write_text("\n".join(map(json.dumps, LINES)), encoding="utf-8")
    run("load", str(lines), "--no-link", "--db", db)
    assert run("claims", "--db", db, "--format", "jsonl").stdout == ""
    assert run("link", "--db", db).stdout == "3 quotations linked: 1 link, 1 claim made or changed\n"
    assert run("link", "--rebuild", "--quiet", "--db", db).stdout == ""
    assert run("claims", "--db", db, "--format", "jsonl").stdout


def test_nothing_found_is_told_on_stderr(db: str) -> None:
    found = run("links", "--relation", "contradicts", "--db", db)
    assert (found.exit_code, "no link fits" in found.stderr) == (0, True)
    missing = run("claim", "ffffff", "--db", db)
    assert (missing.exit_code, "no claim and no quotation" in missing.stderr) == (2, True)


def test_loading_twice_changes_nothing_and_a_bad_line_is_named(db: str, tmp_path: Path) -> None:
    bad = {**LINES[0], "id": "bad", "quotes": [{"content": [[0, 99999]]}]}
    (tmp_path / "more.jsonl").write_text("\n".join(map(json.dumps, [*LINES, bad])), encoding="utf-8")
    again = run("load", str(tmp_path / "more.jsonl"), "--db", db)
    assert again.stdout == "3 articles: 3 unchanged; 0 quotations; 1 failed\n"
    assert "more.jsonl:4: quote 1 has the span [0, 99999]" in again.stderr
    assert again.exit_code == 1
