"""The same words under two names, on articles about invented people."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

import quotetrack
from quotetrack.cli import program
from quotetrack.export import write
from quotetrack.records import Extraction
from tests.builders import extract, make_article, make_statement

TOLL = "The old bridge will open again on Monday"


def said(id: str, words: str, by: str | None, *, day: str = "2024-03-04", kind: str = "direct") -> Extraction:
    """An article of one quotation."""
    article = make_article(f"“{words},” somebody said in {id}.", id=id, published=day)
    return extract(article, make_statement(article, words, by=by, kind=kind))  # type: ignore[arg-type]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "quotes.db"


@pytest.fixture
def collection(path: Path) -> Iterator[quotetrack.Collection]:
    with quotetrack.open(path) as collection:
        yield collection


def alarms(collection: quotetrack.Collection, *found: Extraction) -> list[tuple[tuple[str, ...], int]]:
    """The names of each alarm and how many printings it has."""
    for each in found:
        collection.store.add(each)
    return [(alarm.speakers, len(alarm.printings)) for alarm in collection.alarms()]


def test_the_same_words_under_two_names_are_an_alarm(collection: quotetrack.Collection) -> None:
    found = alarms(
        collection,
        said("a", TOLL, "Ana Lima"),
        said("b", f"{TOLL.upper()}, and nobody will pay", "Boris Petrov", day="2024-03-05"),
        said("c", TOLL, "Ana Lima", day="2024-03-06"),
    )
    assert found == [(("Ana Lima", "Boris Petrov"), 3)]
    [alarm] = collection.alarms()
    assert alarm.words == TOLL


@pytest.mark.parametrize(
    "other",
    [
        said("b", TOLL, "Ana Lima"),
        said("b", TOLL, "Ana Lima; Boris Petrov"),
        said("b", TOLL, None),
        said("b", TOLL, "Boris Petrov", kind="indirect"),
        said("b", TOLL.replace("open", "close"), "Boris Petrov"),
    ],
    ids=["the same name", "jointly", "nobody named", "not in marks", "another word"],
)
def test_what_is_no_alarm(collection: quotetrack.Collection, other: Extraction) -> None:
    assert alarms(collection, said("a", TOLL, "Ana Lima"), other) == []


def test_five_words_are_too_few(collection: quotetrack.Collection) -> None:
    few = "We will not comment now"
    assert alarms(collection, said("a", few, "Ana Lima"), said("b", few, "Boris Petrov")) == []


def test_a_filter_chooses_alarms_by_any_of_their_printings(collection: quotetrack.Collection) -> None:
    alarms(collection, said("a", TOLL, "Ana Lima"), said("b", TOLL, "Boris Petrov", day="2024-03-05"))
    assert [len(alarm.printings) for alarm in collection.alarms(speaker="Petrov")] == [2]
    assert collection.alarms(speaker="Dias") == []
    assert collection.alarms(until="2024-03-03") == []


def test_a_sheet_tells_of_its_alarms(collection: quotetrack.Collection) -> None:
    alarms(collection, said("a", TOLL, "Ana Lima"), said("b", TOLL, "Boris Petrov"))
    out = io.BytesIO()
    write(collection.sheet(speaker="Lima"), "md", out)
    [line] = [line for line in out.getvalue().decode().split("\n") if "under two names" in line]
    assert "Ana Lima" in line
    assert "Boris Petrov" in line


def test_the_command_lists_them(collection: quotetrack.Collection, path: Path) -> None:
    run = CliRunner()
    nothing = run.invoke(program, ["alarms", "--db", str(path)])
    assert "no words are printed under two names" in nothing.output
    alarms(collection, said("a", TOLL, "Ana Lima"), said("b", TOLL, "Boris Petrov"))
    table = run.invoke(program, ["alarms", "--db", str(path)]).stdout.splitlines()
    assert [line.split("\t")[0::2] for line in table[1:]] == [
        ["1", "Ana Lima", "2024-03-04"],
        ["1", "Boris Petrov", "2024-03-04"],
    ]
    result = run.invoke(program, ["alarms", "--db", str(path), "--format", "jsonl"])
    line = json.loads(result.stdout)
    assert (line["words"], line["speakers"], len(line["printings"])) == (
        TOLL,
        ["Ana Lima", "Boris Petrov"],
        2,
    )
