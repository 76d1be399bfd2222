"""`article`: one stored article, in the formats that `extract` has."""

from __future__ import annotations

import json
from pathlib import Path

from .conftest import IDS, TEXT, Run


def test_an_article_is_printed_as_extract_prints_it(run: Run, db: Path) -> None:
    line = json.loads(run("article", "porto", "--db", db, "--text", "--not-speech", "--earlier").stdout)
    assert (line["article"], line["source"], line["text"]) == ("porto", "The Gazette", TEXT)
    assert [quote["id"] for quote in line["quotes"]] == IDS
    assert [silent["text"] for silent in line["not_speech"]] == ["Salt [b]and[/b] Rope"]
    assert line["earlier"] == []


def test_an_article_is_found_by_its_key_and_as_people_decided_on_it(run: Run, db: Path) -> None:
    run("review", "set", IDS[1], "--status", "rejected", "--by", "Eva Holm", "--db", db)
    shown = json.loads(run("article", "porto.txt", "--db", db).stdout)
    every = json.loads(run("article", "porto.txt", "--unshown", "--db", db).stdout)
    assert [quote["id"] for quote in shown["quotes"]] == [IDS[0], IDS[2]]
    assert [quote["id"] for quote in every["quotes"]] == IDS


def test_an_article_in_other_formats(run: Run, db: Path) -> None:
    table = run("article", "porto", "--db", db, "--format", "table").stdout.splitlines()
    assert [line.split("\t")[0] for line in table] == ["id", *IDS]
    page = run("article", "porto", "--db", db, "--format", "html").stdout
    assert page.startswith("<!doctype html>")
    assert "a joke</mark>" in page


def test_what_belongs_to_json_lines_is_refused_elsewhere(run: Run, db: Path) -> None:
    refused = run("article", "porto", "--db", db, "--format", "csv", "--text")
    assert (refused.exit_code, "belong to --format jsonl" in refused.stderr) == (2, True)


def test_an_article_that_is_not_there_is_one_line(run: Run, db: Path) -> None:
    result = run("article", "nowhere", "--db", db)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "there is no article 'nowhere'" in result.stderr
