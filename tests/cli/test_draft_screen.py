"""What a person sees of a checked draft, and of many printings, on a terminal of sixty columns."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer

from quotetrack.cli.check import check

from .conftest import COLOURS, OnTerminal
from .test_claims import line, run

SAID = "The quarry will close in June, and nobody will lose a job"
OUTLETS = ("alpha", "bravo", "charlie", "delta", "echo", "foxtrot")


@pytest.fixture
def store(tmp_path: Path) -> str:
    """The same words in six outlets."""
    articles = [line(outlet, SAID, day=f"2024-05-0{n}") for n, outlet in enumerate(OUTLETS, 1)]
    lines = tmp_path / "given.jsonl"
    direct = [{**a, "quotes": [{**quote, "kind": "direct"} for quote in a["quotes"]]} for a in articles]
    lines.write_text("\n".join(map(json.dumps, direct)), encoding="utf-8")
    assert run("load", str(lines), "--db", str(tmp_path / "q.db")).exit_code == 0
    return str(tmp_path / "q.db")


def screen_of(on_terminal: OnTerminal, *, fails: bool, **asked: object) -> list[str]:
    """The lines that a check shows, without colours."""

    def run_check() -> None:
        if not fails:
            check(**asked)  # type: ignore[arg-type]
            return
        with pytest.raises(typer.Exit):
            check(**asked)  # type: ignore[arg-type]

    return COLOURS.sub("", on_terminal(run_check)).splitlines()


def test_one_printing_decides_and_the_others_are_counted(on_terminal: OnTerminal, store: str) -> None:
    shown = screen_of(on_terminal, fails=False, words=SAID, db=store)
    assert shown[0].strip() == "exact"
    assert shown[1].startswith("“The quarry")
    outlets = [one for one in shown if "May 2024" in one]
    assert len(outlets) == 4
    assert any(one.strip() == "and 2 more printings: --all" for one in shown)
    every = screen_of(on_terminal, fails=False, words=SAID, db=store, whole=True)
    assert len([one for one in every if "May 2024" in one]) == len(OUTLETS)
    assert not any("--all" in one for one in every)


def test_nothing_that_is_checked_steers_the_terminal(
    on_terminal: OnTerminal, store: str, tmp_path: Path
) -> None:
    asked = tmp_path / "asked.jsonl"
    hostile = "\x1b[2Jquarry\x9b1m\u202e"
    asked.write_text(json.dumps({"id": hostile, "words": hostile, "speaker": hostile}), encoding="utf-8")
    shown = "\n".join(screen_of(on_terminal, fails=True, file=asked, db=store))
    assert "quarry" in shown
    assert not set("\x1b\x9b\u202e") & set(shown)


@pytest.mark.parser
def test_a_draft_is_summed_up_then_what_is_wrong_then_what_is_not(
    on_terminal: OnTerminal, store: str, tmp_path: Path
) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(
        "# The quarry\n\n"
        "“The quarry will close in June, and nobody will lose a job,” said Ana Lima.\n\n"
        "Ana Lima said: “The quarry will close in July, and nobody will lose a job.”\n\n"
        "So “nobody will lose a job” was on every wall.\n",
        encoding="utf-8",
    )
    shown = screen_of(on_terminal, fails=True, file=draft, db=store)
    text = [" ".join(one.split()) for one in shown]
    assert text[0] == "3 quotations: 1 exact, 1 cut, 1 altered"
    assert text[1] == ""
    assert text[2] == "altered · line 5 · Ana Lima"
    assert text[-2].startswith("line 3 · exact · “The quarry will close in June")
    assert text[-2].endswith("…")
    assert text[-1] == "line 7 · cut (printed: Ana Lima) · “nobody will lose a job”"
    assert max(map(len, shown)) <= 60
    every = screen_of(on_terminal, fails=True, file=draft, db=store, whole=True)
    assert any(one.startswith("exact · line 3 · Ana Lima") for one in every)
