"""`positions` and the pictures on the command line: in a pipe, on a narrow terminal, as files."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from lxml import etree

from quotetrack.cli.positions import positions
from quotetrack.linking.linker import link_store
from quotetrack.store import open_store

from ..builders import extract
from ..positions.saying import said
from .conftest import COLOURS, OnTerminal, Run

MAY = "the council may close the northern ferry terminal"
WILL = "the council will close the northern ferry terminal"


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which Ana Lima's words on the ferry move; made once, so nobody may change it."""
    path = tmp_path_factory.mktemp("positions") / "quotes.db"
    every = (
        said("2024-03-01", MAY),
        said("2024-03-09", WILL),
        said("2024-03-19", WILL, cue="denied", stance="denied"),
    )
    with open_store(str(path)) as store:
        for printed in every:
            store.add(extract(printed.article, printed.statement))
        link_store(store, workers=1)
    return path


def test_a_line_a_step(run: Run, moved: Path) -> None:
    result = run("positions", "Lima", "--about", "ferry terminal", "--db", moved)
    heading, *rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert heading[:6] == ["step", "day", "day is", "outlets", "reason", "id"]
    assert [row[0] for row in rows] == ["first said", "said otherwise", "said otherwise"]
    assert rows[1][1:5] == [
        *("2024-03-09", "published", "Harbour Post"),
        "“may” has become “will”; compared with what was printed on 1 March 2024",
    ]
    assert MAY in rows[1][-1]
    assert "What Ana Lima said about “ferry terminal”." in result.stderr


def test_json_has_the_words_that_a_step_rests_on_as_slices(run: Run, moved: Path) -> None:
    result = run("positions", "Lima", "--about", "ferry terminal", "--db", moved, "--format", "jsonl")
    _, hardened, _ = map(json.loads, result.stdout.splitlines())
    assert hardened["what"] == "said_otherwise"
    assert (hardened["day"], hardened["day_is"]) == ("2024-03-09", "published")
    assert hardened["earlier"]["text"] == MAY
    (start, end) = hardened["ground"]["b"][0]
    text = said("2024-03-09", WILL).article.text
    assert text[start:end] == "will"


def test_csv_has_one_table(run: Run, moved: Path) -> None:
    result = run("positions", "Lima", "--about", "ferry", "--db", moved, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout.removeprefix("\ufeff"))))
    assert [row["step"] for row in rows] == ["first said", "said otherwise", "said otherwise"]
    assert "denied" in rows[2]["reason"]


def test_a_limit_keeps_what_tells_most_and_says_so(run: Run, moved: Path) -> None:
    result = run("positions", "Lima", "--about", "ferry", "--db", moved, "--limit", "1")
    assert [line.split("\t")[0] for line in result.stdout.splitlines()[1:]] == ["first said"]
    assert "2 more steps left out" in result.stderr


def test_a_card_a_step_on_a_narrow_terminal(
    on_terminal: OnTerminal, moved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    shown = COLOURS.sub("", on_terminal(lambda: positions("Lima", db=str(moved), about="ferry terminal")))
    assert all(len(line) <= 60 for line in shown.splitlines())
    assert "first said" in shown
    assert shown.count("said otherwise") == 2


def test_a_picture_is_a_file_or_stdout(run: Run, moved: Path, tmp_path: Path) -> None:
    file = tmp_path / "lima.svg"
    result = run("positions", "Lima", "--about", "ferry", "--db", moved, "--svg", file)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "3 steps drawn" in result.stderr
    assert etree.parse(file).getroot().tag == "{http://www.w3.org/2000/svg}svg"
    again = run("positions", "Lima", "--about", "ferry", "--db", moved, "--svg", "-")
    assert again.stdout == file.read_text(encoding="utf-8")


def test_nobody_nothing_and_no_matter(run: Run, moved: Path) -> None:
    nobody = run("positions", "Zed", "--about", "ferry", "--db", moved)
    assert nobody.exit_code == 2
    assert "No speaker has the name" in nobody.stderr
    nothing = run("positions", "Lima", "--about", "volcanoes", "--db", moved)
    assert nothing.exit_code == 0
    assert "none is near enough" in nothing.stderr
    without = run("positions", "Lima", "--db", moved)
    assert without.exit_code == 2
    assert "no matter is given" in without.stderr


def test_a_timeline_is_drawn_with_its_numbers(run: Run, moved: Path, tmp_path: Path) -> None:
    file = tmp_path / "days.svg"
    result = run("timeline", "--by", "day", "--speaker", "Lima", "--db", moved, "--svg", file)
    assert "3 days drawn" in result.stderr
    texts = [text.text for text in etree.parse(file).getroot().iter("{*}text")]
    assert texts[0] == "Quotations by day: speaker Lima"
    assert texts[1:3] == ["2024-03-01", "1"]
