"""What an agency has withdrawn, or sent under embargo, says so wherever it is shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quotetrack.linking.linker import link_store
from quotetrack.records import Source, Wire
from quotetrack.store import open_store
from tests.builders import extract, make_article, make_statement

from .conftest import Run

TEXT = "“The ferry is late again,” said Ana Lima."
FACTS = {"key": "urn:ipa.example:1", "published": "2026-07-06"}


@pytest.fixture
def wires(tmp_path: Path) -> Path:
    """A database with one withdrawn report."""
    article = make_article(TEXT, id="ferry", wire=Wire(guid=FACTS["key"], version=1), **FACTS)
    kill = make_article("KILL", id="kill", wire=Wire(version=2, state="withdrawn", note="made up"), **FACTS)
    path = tmp_path / "wires.db"
    with open_store(path) as store:
        store.add(extract(article, make_statement(article, "The ferry is late again,")))
        store.withdraw(kill)
        link_store(store)
    return path


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("quotes",), "withdrawn"),
        (("quotes", "--format", "csv"), "withdrawn by its agency: made up"),
        (("ask", "What did Ana Lima say?"), "withdrawn"),
        (("ask", "What did Ana Lima say?", "--format", "md"), "withdrawn by its agency: made up"),
        (("check", "The ferry is late again"), "has withdrawn it: “made up”"),
        (("article", "ferry", "--format", "html"), "withdrawn by its agency: made up"),
    ],
)
def test_every_command_says_so(run: Run, wires: Path, command: tuple[str, ...], words: str) -> None:
    assert words in run(*command, "--db", wires).stdout


@pytest.mark.parametrize("command", [("quotes",), ("ask", "What did Ana Lima say?"), ("article", "ferry")])
def test_json_says_so(run: Run, wires: Path, command: tuple[str, ...]) -> None:
    line = json.loads(run(*command, "--db", wires, "--format", "jsonl").stdout)
    [statement] = line.get("quotes", [line])
    assert statement["withdrawn"] is True


@pytest.mark.parametrize("name", ["a.html", "a.csv", "a.md", "a.jsonld"])
def test_sheets_say_so(run: Run, wires: Path, tmp_path: Path, name: str) -> None:
    assert run("sheet", "--db", wires, "--output", tmp_path / name).exit_code == 0
    assert "withdrawn by its agency: made up" in (tmp_path / name).read_text(encoding="utf-8")


def test_show_and_ask_tell_of_an_embargo(run: Run, tmp_path: Path) -> None:
    article = make_article(TEXT, id="ferry", wire=Wire(embargo="2999-07-08T06:00:00Z"), **FACTS)
    statement = make_statement(article, "The ferry is late again,")
    with open_store(tmp_path / "wires.db") as store:
        store.add(extract(article, statement))
    shown = run("show", statement.quote.id, "--db", tmp_path / "wires.db").stdout
    assert "embargo\tembargoed until 8 July 2999, 06:00 UTC\n" in shown
    asked = run("ask", "What did Ana Lima say?", "--db", tmp_path / "wires.db").stdout
    assert "\tembargoed until 8 July 2999, 06:00 UTC\t" in asked


def test_claims_count_the_printings_that_are_withdrawn(run: Run, wires: Path) -> None:
    other = make_article(f"On Monday: {TEXT}", id="post", source=Source("The Post"), published="2026-07-07")
    with open_store(wires) as store:
        store.add(extract(other, make_statement(other, "The ferry is late again,")))
        link_store(store)
    _, line = run("claims", "--db", wires).stdout.splitlines()
    assert line.endswith("\t1")
    told = json.loads(run("claims", "--db", wires, "--format", "jsonl").stdout)
    assert [member.get("withdrawn", False) for member in told["members"]] == [True, False]
