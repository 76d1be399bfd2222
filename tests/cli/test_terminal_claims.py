"""What a person sees of claims, links, developments, answers and verdicts."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import typer

from quotetrack.cli.ask import ask
from quotetrack.cli.check import check
from quotetrack.cli.claim import claim
from quotetrack.cli.claims import claims
from quotetrack.cli.context import context
from quotetrack.cli.diff import diff
from quotetrack.cli.links import links
from quotetrack.cli.timeline import timeline

from .conftest import COLOURS, NOTHING_MORE, OnTerminal
from .test_claims import CUT, LINES, WORDS, line, run

OPPOSED = WORDS.replace("every", "no")


@pytest.fixture(scope="session")
def store_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three printings of one utterance, one of them with another word, and a quotation about something else."""
    folder = tmp_path_factory.mktemp("printings")
    articles = [*LINES, line("echo", OPPOSED, day="2024-05-08")]
    direct = [{**a, "quotes": [{**quote, "kind": "direct"} for quote in a["quotes"]]} for a in articles]
    lines = folder / "given.jsonl"
    lines.write_text("\n".join(map(json.dumps, direct)), encoding="utf-8")
    assert run("load", str(lines), "--db", str(folder / "q.db")).exit_code == 0
    return folder / "q.db"


@pytest.fixture
def store(store_file: Path, tmp_path: Path) -> str:
    """A copy of that store."""
    return str(shutil.copy(store_file, tmp_path / "q.db"))


def test_claims_are_cards(on_terminal: OnTerminal, store: str) -> None:
    screen = " ".join(COLOURS.sub("", on_terminal(lambda: claims(NOTHING_MORE, db=store))).split())
    assert screen.startswith("1 “The northern bridge will stay closed")
    assert "3 independent sources · 3 printings · first on 6 May 2024" in screen


def test_a_claim_shows_in_colours_what_each_printing_cut_and_altered(
    on_terminal: OnTerminal, store: str
) -> None:
    id = json.loads(run("claims", "--db", store, "--format", "jsonl").stdout)["claim"]
    screen = on_terminal(lambda: claim(id, db=store))
    assert "\x1b[9;31mhas been replaced\x1b[0m" in screen
    assert "\x1b[33mno\x1b[0m" in screen
    plain = COLOURS.sub("", screen)
    assert "{+" not in plain
    assert f"3 independent sources, 3 printings, first on 6 May 2024 · claim {id}" in " ".join(plain.split())


def test_links_are_cards_of_both_ends_and_what_they_rest_on(on_terminal: OnTerminal, store: str) -> None:
    screen = " ".join(
        COLOURS.sub("", on_terminal(lambda: links(NOTHING_MORE, db=store, min_score=0.05))).split()
    )
    assert screen.startswith("1 ")
    assert screen.count("The northern bridge") >= 4
    assert "both say Ana Lima" in screen


def test_links_in_a_pipe_have_both_ends_in_one_line(store: str) -> None:
    rows = [row.split("\t") for row in run("links", "--min-score", "0.05", "--db", store).stdout.splitlines()]
    assert rows[0][:4] == ["relation", "score", "words", "speaker"]
    assert {(row[3], row[8]) for row in rows[1:]} == {("Ana Lima", "Ana Lima")}


def test_what_is_said_again_is_a_card_with_the_earlier_printing(on_terminal: OnTerminal, store: str) -> None:
    screen = on_terminal(lambda: diff("2024-05-06", "2024-05-07", db=store))
    words = " ".join(COLOURS.sub("", screen).split())
    assert f"said again: “{WORDS}” (Ana Lima · The Post · 2024-05-06" in words
    assert words.index("Gulls cried") < words.rindex("new")


def test_an_answer_says_how_it_was_read_and_names_the_other_printings(
    on_terminal: OnTerminal, store: str
) -> None:
    screen = on_terminal(lambda: ask("what did Ana Lima say about the bridge", db=store))
    words = " ".join(COLOURS.sub("", screen).split())
    assert words.startswith("Read as: What Ana Lima said about “bridge”. 1 ")
    assert "also printed by 2 outlets (2 printings)" in words


def test_a_verdict_has_its_printings_with_the_words_that_differ(on_terminal: OnTerminal, store: str) -> None:
    exact = on_terminal(lambda: check(CUT, "Ana Lima", db=store))
    words = " ".join(COLOURS.sub("", exact).split())
    assert words.startswith(f"exact · Ana Lima “{CUT}”")
    assert "The Globe · 7 May 2024 · Ana Lima" in words
    assert words.index("The Globe") < words.index("Also printed:") < words.index("The Post · 6 May 2024")
    assert "\x1b[1mThe northern bridge" in exact


def test_words_that_nobody_said_are_said_to_be_none(on_terminal: OnTerminal, store: str) -> None:
    def run_check() -> None:
        with pytest.raises(typer.Exit):
            check("The moon is made of cheese", db=store)

    screen = on_terminal(run_check)
    assert "not in this collection" in COLOURS.sub("", screen)


def test_a_word_stands_in_the_middle_of_each_line(on_terminal: OnTerminal, store: str) -> None:
    lines = COLOURS.sub("", on_terminal(lambda: context("bridge", db=store))).splitlines()
    assert len({line.index("bridge") for line in lines if "bridge" in line}) == 1
    assert sum("Ana Lima · The Post · 2024-05-06" in line for line in lines) == 1


def test_a_month_is_a_bar(on_terminal: OnTerminal, store: str) -> None:
    lines = COLOURS.sub("", on_terminal(lambda: timeline(db=store, by="day"))).splitlines()
    assert [line.count("█") > 0 for line in lines] == [False, True, True, True]
