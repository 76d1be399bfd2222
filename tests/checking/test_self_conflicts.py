"""One speaker with two figures, and one speaker against oneself."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import quotetrack
from quotetrack.cli import program
from quotetrack.export import write
from quotetrack.linking.linker import link_store
from quotetrack.records import Extraction
from tests.builders import extract, make_article, make_statement
from tests.linking.counts import told

WORDS = "the northern bridge will stay closed until every cracked girder has been replaced"


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[quotetrack.Collection]:
    with quotetrack.open(tmp_path / "quotes.db") as collection:
        yield collection


def toll(number: int, id: str, **more: Any) -> Extraction:
    return told(f"{number} people were killed in Telm", str(number), "people", id=id, about=("Telm",), **more)


def kinds(collection: quotetrack.Collection, *found: Extraction, **criteria: Any) -> list[tuple[str, int]]:
    """The kind of each alarm and how many printings it has."""
    for each in found:
        collection.store.add(each)
    link_store(collection.store)
    return [(alarm.kind, len(alarm.printings)) for alarm in collection.alarms(**criteria)]


def denial(id: str, by: str, stance: str) -> Extraction:
    own = " ".join(f"{id}{letter}" for letter in "abcdefghijkl")
    article = make_article(f"{own}. {by} says that {WORDS} {own}.", id=id, published="2024-05-06")
    return extract(article, make_statement(article, WORDS, by=by, mention=by, kind="indirect", stance=stance))


def test_one_speaker_with_two_figures_is_an_alarm(collection: quotetrack.Collection) -> None:
    assert kinds(collection, toll(27, "a"), toll(60, "b"), toll(60, "c", by="Boris Petrov")) == [
        ("two figures", 2)
    ]
    assert kinds(collection, speaker="Petrov") == []
    assert kinds(collection, speaker="Lima") == [("two figures", 2)]


@pytest.mark.parametrize(
    "other",
    [
        toll(60, "b", by="Boris Petrov"),
        toll(60, "b", day="2024-03-05"),
        toll(60, "b", said="2024-03-03"),
        toll(27, "b"),
        toll(60, "b", by=None),
        toll(60, "b", stance="denied"),
    ],
    ids=["another speaker", "another day", "said before", "the same figure", "nobody named", "denied"],
)
def test_what_is_no_second_figure(collection: quotetrack.Collection, other: Extraction) -> None:
    first = toll(27, "a", said="2024-03-04")
    assert "two figures" not in dict(kinds(collection, first, other))


def test_one_speaker_against_oneself_is_an_alarm(collection: quotetrack.Collection) -> None:
    said, denied = denial("a", "Ana Lima", "said"), denial("b", "Ana Lima", "denied")
    assert kinds(collection, said, denied) == [("against oneself", 2)]
    assert collection.alarms()[0].speakers == ("Ana Lima",)


def test_another_speaker_who_denies_it_is_no_alarm(collection: quotetrack.Collection) -> None:
    assert kinds(collection, denial("a", "Ana Lima", "said"), denial("b", "Boris Petrov", "denied")) == []


def test_the_command_and_the_counts_tell_the_kind(collection: quotetrack.Collection, tmp_path: Path) -> None:
    kinds(collection, toll(27, "a"), toll(60, "b"))
    run = CliRunner()
    options = ["--db", str(tmp_path / "quotes.db")]
    table = run.invoke(program, ["alarms", *options]).stdout.splitlines()
    assert [line.split("\t")[-1] for line in table] == ["kind", "two figures", "two figures"]
    line = json.loads(run.invoke(program, ["alarms", *options, "--format", "jsonl"]).stdout)
    assert (line["kind"], line["speakers"], len(line["printings"])) == ("two figures", ["Ana Lima"], 2)
    stats = run.invoke(program, ["stats", *options]).stdout
    assert "one speaker with two figures for one thing\t1: quotetrack alarms" in stats
    assert "one speaker against oneself\t0" in stats


def test_a_sheet_tells_of_both_quotations(collection: quotetrack.Collection) -> None:
    kinds(collection, toll(27, "a"), toll(60, "b"))
    out = io.BytesIO()
    write(collection.sheet(speaker="Lima"), "md", out)
    (line,) = [line for line in out.getvalue().decode().split("\n") if "two figures" in line]
    assert "27 people" in line
    assert "60 people" in line
