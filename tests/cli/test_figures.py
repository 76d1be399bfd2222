"""`quotetrack figures` in every format, and on a terminal."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import quotetrack
from quotetrack.cli import program
from quotetrack.cli.alarms import alarms
from quotetrack.cli.figures import figures

from ..linking.counts import told
from .conftest import COLOURS, OnTerminal


@pytest.fixture
def db(tmp_path: Path) -> str:
    """Three articles on one ferry: 27 dead against 60, and at least 12."""
    path = str(tmp_path / "q.db")
    with quotetrack.open(path) as collection:
        collection.store.add(told("27 people died in Telm", "27", "people", id="a", said="2024-03-03"))
        collection.store.add(told("60 people died in Telm", "60", "people", id="b", outlet="\x1b[31mSun\n"))
        collection.store.add(told("at least 12 people died in Telm", "12", "people", id="c", by=None))
    return path


def run(*words: str) -> Result:
    return CliRunner().invoke(program, ["figures", *words])


def test_a_line_for_each_figure(db: str) -> None:
    heading, *lines = (line.split("\t") for line in run("--db", db).stdout.splitlines())
    found = [dict(zip(heading, line, strict=True)) for line in lines]
    assert [one["figure"] for one in found] == ["27", "60", "at least 12"]
    assert {one["group"] for one in found} == {"1"}
    assert found[0] | {"id": "", "conflicts with": ""} == {
        "group": "1",
        "figure": "27",
        "value": "27",
        "counted": "people",
        "speaker": "Ana Lima",
        "stance": "said",
        "said on": "2024-03-03",
        "outlet": "Ridge Times",
        "published": "2024-03-04",
        "words": "27 people died in Telm",
        "id": "",
        "conflicts with": "",
    }
    assert found[0]["conflicts with"] == found[1]["id"]
    assert found[2]["conflicts with"] == ""
    assert "\x1b" not in found[1]["outlet"]


def test_every_word_is_a_slice_with_offsets(db: str) -> None:
    lines = [json.loads(line) for line in run("--db", db, "--format", "jsonl").stdout.splitlines()]
    with quotetrack.open(db) as collection:
        texts = {printed.article.id: printed.article.text for printed in collection.quotes()}
    for line in lines:
        text = texts[line["article"]]
        for words, span in (
            (line["figure"]["text"], line["figure"]["span"]),
            (line["figure"]["counted"], line["counted_span"]),
            (line["bound"], line["bound_span"]),
            (line["text"], line["content"][0]),
        ):
            assert words == (text[slice(*span)] if span else None)
    assert [line["limit"] for line in lines] == ["exact", "exact", "at least"]
    assert [line["group"] for line in lines] == [1, 1, 1]


def test_csv_has_the_offsets(db: str) -> None:
    rows = list(csv.DictReader(io.StringIO(run("--db", db, "--format", "csv").stdout.removeprefix("\ufeff"))))
    with quotetrack.open(db) as collection:
        texts = {printed.article.id: printed.article.text for printed in collection.quotes()}
    for row in rows:
        start, end = map(int, row["counted offsets"].split(".."))
        assert texts[row["article"]][start:end] == row["counted"]


def test_nothing_fits(db: str) -> None:
    result = run("--db", db, "--about", "zeppelin")
    assert result.exit_code == 0
    assert "no figure fits" in result.stderr


def test_on_a_terminal_figures_are_cards(on_terminal: OnTerminal, db: str) -> None:
    screen = COLOURS.sub("", on_terminal(lambda: figures(db=db)))
    plain = " ".join(screen.split())
    assert plain.startswith("1 3 figures, which cannot all be true")
    assert "27 (people) · Ana Lima · on 3 March 2024 27 people died in Telm" in plain
    assert "conflicts with 60" in plain
    assert "at least 12 (people) · speaker unknown" in plain
    assert "\x1b" not in screen


def test_on_a_terminal_alarms_are_cards(on_terminal: OnTerminal, db: str) -> None:
    plain = " ".join(COLOURS.sub("", on_terminal(lambda: alarms(db=db))).split())
    assert plain.startswith("1 one speaker with two figures for one thing 27 people died in Telm Ana Lima")


def test_figures_of_one_claim_alone(db: str) -> None:
    every = [json.loads(line) for line in run("--db", db, "--format", "jsonl").stdout.splitlines()]
    (alone,) = [
        json.loads(line)
        for line in run("--claim", every[2]["quote"], "--db", db, "--format", "jsonl").stdout.splitlines()
    ]
    assert (alone["figure"]["text"], alone["group"]) == (every[2]["figure"]["text"], 1)
