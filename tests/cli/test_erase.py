"""`erase`: what would leave, what left, and what `add` says of it afterwards."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

import quotetrack.cli.erase as command
from quotetrack.errors import UsageError
from quotetrack.store import open_store

from .conftest import ARTICLE, EXTRACTION, IDS, Run


def table(text: str) -> list[dict[str, str]]:
    heading, *lines = (line.split("\t") for line in text.splitlines())
    return [dict(zip(heading, line, strict=True)) for line in lines]


def test_without_yes_nothing_leaves(run: Run, db: Path) -> None:
    told = run("erase", "porto", "--db", db)
    (line,) = table(told.stdout)
    assert (told.exit_code, line["what"], line["article"], line["quotations"]) == (0, "leaves", "porto", "3")
    assert told.stderr == "quotetrack: would erase 1 article, 3 quotations; --yes does it\n"
    assert run("show", IDS[0], "--db", db).exit_code == 0


def test_an_article_leaves_and_add_says_that_it_stays_out(run: Run, db: Path, tmp_path: Path) -> None:
    told = run("erase", "porto", "--reason", "asked to", "--yes", "--by", "Eva Holm", "--db", db)
    assert told.exit_code == 0
    assert f"erased 1 article, 3 quotations; nothing of it is left in {db}" in told.stderr
    (tmp_path / "a.txt").write_text(ARTICLE.text, encoding="utf-8")
    added = run("add", tmp_path / "a.txt", "--engine", "rules", "--db", db)
    assert added.stdout == "1 article: 1 kept out, as erased; 0 quotations\n"
    line = json.dumps({"id": "porto.txt", "text": "We left, he said.", "quotes": [{"content": [[0, 7]]}]})
    assert (
        run("load", "-", "--db", db, input=line).stdout == "1 article: 1 kept out, as erased; 0 quotations\n"
    )
    (kept,) = table(run("erase", "--list", "--db", db).stdout)
    assert (kept["what"], kept["key"], kept["reason"], kept["by"]) == (
        "article",
        "porto.txt",
        "asked to",
        "Eva Holm",
    )
    assert kept["text"] == ARTICLE.digest


def test_a_person_leaves_and_the_texts_that_hold_the_words_are_listed(run: Run, db: Path) -> None:
    told = run(
        "erase", "--speaker", "Ana Lima", "--reason", "asked to", "--yes", "--format", "jsonl", "--db", db
    )
    assert [json.loads(line)["what"] for line in told.stdout.splitlines()] == ["holds the words"]
    assert "erased 1 quotation, 1 name; " in told.stderr
    assert "the same words are still in 1 article: --with-articles erases them" in told.stderr
    assert "Ana Lima" not in run("speakers", "--db", db).stdout
    assert run("erase", "--speaker", "Ana Lima", "--db", db).exit_code == 2


def test_what_was_erased_is_cleaned_away_later(run: Run, db: Path) -> None:
    assert run("erase", "--clean", "--db", db).exit_code == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "say what to erase"),
        (["porto", "--speaker", "Ana Lima"], "say what to erase"),
        (["porto", "--yes"], "--reason is missing"),
        (["--older-than", "5 years"], "is no age; write days (90), or 12w, 18m or 5y"),
        (["none"], "there is no article 'none'"),
    ],
)
def test_what_makes_no_sense_is_one_line(run: Run, db: Path, words: list[str], message: str) -> None:
    told = run("erase", *words, "--db", db)
    assert (told.exit_code, told.stdout) == (2, "")
    assert message in told.stderr


@pytest.mark.parametrize(
    ("age", "day"),
    [
        ("90", "2024-01-02"),
        ("1w", "2024-03-25"),
        ("2m", "2024-02-01"),
        ("1y", "2023-04-02"),
        ("99999y", "0001-01-01"),
    ],
)
def test_an_age_is_a_day(age: str, day: str) -> None:
    assert command.day_of_age(age, date(2024, 4, 1)).isoformat() == day


def test_no_age_is_a_day() -> None:
    with pytest.raises(UsageError):
        command.day_of_age("-1", date(2024, 4, 1))


def test_old_articles_of_an_outlet_leave(run: Run, db: Path) -> None:
    with open_store(db) as store:
        store.add(EXTRACTION)
    assert (
        "would erase nothing" in run("erase", "--source", "Gazette", "--older-than", "99y", "--db", db).stderr
    )
    assert (
        "would erase 1 article"
        in run("erase", "--source", "Gazette", "--older-than", "1y", "--db", db).stderr
    )
