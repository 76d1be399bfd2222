"""What extract, add and load make of articles that are not English."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import quotetrack
from quotetrack.store import open_store
from tests.readers.test_language import ENGLISH, OTHERS

from .conftest import Run

pytestmark = pytest.mark.parser


@pytest.fixture
def press(tmp_path: Path) -> Path:
    """An English article, two French ones and a German one."""
    file = tmp_path / "press.jsonl"
    texts = {"a": OTHERS["fr"], "b": ENGLISH, "c": OTHERS["de"], "d": OTHERS["fr"] + " Rien ne presse."}
    lines = (json.dumps({"id": id, "text": text, "language": "en"}) for id, text in texts.items())
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def test_extract_prints_an_article_that_is_not_read_with_its_language(run: Run, press: Path) -> None:
    result = run("extract", press, "--engine", "rules")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line.get("language") for line in lines] == ["fr", None, "de", "fr"]
    assert [len(line["quotes"]) > 0 for line in lines] == [False, True, False, False]
    assert result.stderr == "quotetrack: 3 articles not read: 2 French, 1 German\n"
    assert result.exit_code == 0


@pytest.mark.parametrize("engine", ["model", "textacy"])
def test_no_engine_reads_it(run: Run, press: Path, engine: str) -> None:
    lines = [json.loads(line) for line in run("extract", press, "--engine", engine).stdout.splitlines()]
    assert [len(line["quotes"]) > 0 for line in lines] == [False, True, False, False]


def test_add_stores_it_with_its_text_and_says_so_each_time(run: Run, press: Path, tmp_path: Path) -> None:
    db = tmp_path / "quotes.db"
    for outcome in ("4 added", "4 unchanged"):
        result = run("add", press, "--engine", "rules", "--db", db)
        assert result.exit_code == 0
        assert outcome in result.stdout
        assert result.stderr == "quotetrack: 3 articles not read: 2 French, 1 German\n"
    with open_store(db) as store:
        stored = {id: store.articles.get(id) for id in "bc"}
    assert (stored["c"].language, stored["c"].text) == ("de", OTHERS["de"])
    assert (stored["b"].language, stored["b"].text) == ("en", ENGLISH)
    assert "0 faults" in run("verify", "--db", db).stderr
    assert json.loads(run("stats", "--db", db, "--format", "jsonl").stdout)["articles"] == 4


def test_adding_from_python_tells_the_languages(press: Path) -> None:
    with quotetrack.open(":memory:") as collection:
        assert collection.add([press], engine="rules").not_read == ("fr", "de", "fr")


def test_quotations_that_are_given_are_kept_in_any_language(run: Run, tmp_path: Path) -> None:
    text = OTHERS["fr"]
    start = text.index("Nous")
    file = tmp_path / "given.jsonl"
    quotes = [{"content": [[start, start + 27]], "speaker": {"name": "Hélène Marchais"}}]
    file.write_text(json.dumps({"id": "a", "text": text, "quotes": quotes}), encoding="utf-8")
    result = run("load", file, "--db", tmp_path / "quotes.db")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "1 quotation" in result.stdout
