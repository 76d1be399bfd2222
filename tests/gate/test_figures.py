"""What the gate counts and when it complains, on extractions made by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from quotetrack.pipeline import ENGINES
from quotetrack.records import Extraction, NotSpeech
from tests.builders import find, make_article, make_statement
from tests.gate import floors as gate
from tests.gate import raise_floors
from tests.gate.figures import FIGURES, Result, results, shares
from tests.gate.floors import complaints, next_floors
from tests.gate.gold import GoldQuote, GoldSilence, Passage, place

TEXT = "“It floats,” Ana Lima told the crew. The “new” hull leaks, Boris Petrov said."
ARTICLE = make_article(TEXT)
SAID = make_statement(ARTICLE, "It floats,", mention="Ana Lima", hearer=find(TEXT, "the crew"))
REPORTED = make_statement(ARTICLE, "The “new” hull leaks", by="Boris Petrov", kind="indirect")
NEW = NotSpeech(find(TEXT, "new"), "scare quotes")
PASSAGE = Passage(
    "hull",
    TEXT,
    (
        GoldQuote(("It floats",), "direct", "Ana Lima", mention="Ana Lima", hearer="the crew"),
        GoldQuote(("The “new” hull leaks",), "indirect", "Boris Petrov"),
    ),
    (GoldSilence("new", "scare quotes"),),
)


def extraction(*statements: Any, silent: tuple[NotSpeech, ...] = (NEW,)) -> Extraction:
    return Extraction(article=ARTICLE, statements=statements, not_speech=silent)


def wrong(found: Extraction) -> dict[str, str]:
    """What is wrong, by figure, but for the passage as a whole."""
    return {r.figure: r.wrong for r in results(PASSAGE, found) if r.wrong and r.figure != "passages"}


def test_what_is_right_is_right_in_every_figure() -> None:
    assert wrong(extraction(SAID, REPORTED)) == {}
    assert set(shares(results(PASSAGE, extraction(SAID, REPORTED))).values()) == {100.0}


def test_a_quotation_that_is_missed_is_not_found_and_has_no_speaker() -> None:
    assert set(wrong(extraction(REPORTED))) == {"found", "speaker right"}


def test_a_quotation_with_other_words_is_missed() -> None:
    longer = make_statement(ARTICLE, "It floats,” Ana Lima told the crew")
    assert "found" in wrong(extraction(longer, REPORTED))


def test_reported_speech_with_half_of_its_words_is_found() -> None:
    shorter = make_statement(ARTICLE, "“new” hull leaks", by="Boris Petrov", kind="indirect")
    tiny = make_statement(ARTICLE, "leaks", by="Boris Petrov", kind="indirect")
    assert wrong(extraction(SAID, shorter)) == {}
    assert "reported speech" in wrong(extraction(SAID, tiny))


@pytest.mark.parametrize(
    ("name", "figures"),
    [
        ("Boris Petrov", {"speaker right", "nobody else's"}),
        ("Lima", {"speaker right"}),
        ("AL", {"speaker right"}),
        (None, {"speaker right", "somebody named"}),
    ],
)
def test_another_name_part_of_it_and_none_are_told_apart(name: str | None, figures: set[str]) -> None:
    said = make_statement(ARTICLE, "It floats,", by=name, mention="Ana Lima", hearer=find(TEXT, "the crew"))
    assert set(wrong(extraction(said, REPORTED))) == figures


def test_any_name_is_wrong_where_the_text_has_none() -> None:
    unnamed = Passage("unnamed", TEXT, (GoldQuote(("It floats",), "direct", mention="the crew"),))
    given = [r.figure for r in results(unnamed, extraction(SAID)) if r.wrong]
    assert {"speaker right", "nobody else's"} <= set(given)


def test_a_description_is_no_name() -> None:
    said = make_statement(ARTICLE, "It floats,", by="crew")
    unnamed = Passage("unnamed", TEXT, (GoldQuote(("It floats",), "direct", mention="the crew"),))
    assert {r.figure for r in results(unnamed, extraction(said)) if r.wrong} == {"details", "passages"}


def test_what_quotes_nobody_is_false_where_it_is_taken() -> None:
    taken = make_statement(ARTICLE, "new", kind="mixed")
    assert set(wrong(extraction(SAID, REPORTED, taken, silent=()))) == {
        "no false ones",
        "no speech",
        "no speech, why",
    }


def test_a_wrong_detail_is_told() -> None:
    said = make_statement(ARTICLE, "It floats,", mention="Ana Lima", stance="denied")
    told = [
        r.wrong for r in results(PASSAGE, extraction(said, REPORTED)) if r.figure == "details" and r.wrong
    ]
    assert told == ["stance denied for said, “It floats”", "hearer 'none' for 'the crew', “It floats”"]


def test_words_of_the_gold_are_cut_out_by_brackets() -> None:
    assert place("said [she]", "“She,” said she.").of("“She,” said she.") == "she"
    with pytest.raises(AssertionError, match="stands 2 times"):
        place("she", "she and she")


# Floors


def run(right: int, wrong: int) -> list[Result]:
    """A run in which `wrong` things are wrong for the figure "found", each in a passage of its own."""
    good = [Result(figure, "a", "") for figure in FIGURES for _ in range(right)]
    return good + [Result("found", f"w{number}", "missed") for number in range(wrong)]


def floors(found: float, *, wrong: tuple[str, ...] = ()) -> dict[str, Any]:
    others = dict.fromkeys(FIGURES, 100.0)
    return {"digest": "d", "floors": {**others, "found": found}, "wrong": list(wrong), "lowered": []}


def test_a_run_at_its_floors_passes() -> None:
    assert complaints(floors(90.0), run(9, 1), "d") == []


def test_a_figure_below_its_floor_names_the_passages_that_were_lost() -> None:
    (told,) = complaints(floors(95.0, wrong=("w0",)), run(8, 2), "d")
    assert told == "found is 80.0, below its floor 95.0; lost:\n  w1: missed"


def test_a_figure_far_above_its_floor_asks_to_raise_it() -> None:
    (told,) = complaints(floors(80.0), run(9, 1), "d")
    assert "raise it with python -m tests.gate.raise_floors" in told
    assert complaints(floors(89.5), run(9, 1), "d") == []


def test_other_passages_ask_for_the_command() -> None:
    (told,) = complaints(floors(90.0), run(9, 1), "e")
    assert "others than the floors were set on" in told


def test_floors_are_raised_and_the_passages_still_wrong_noted() -> None:
    after = next_floors(floors(80.0), run(9, 1), "e", reason=None)
    assert (after["floors"]["found"], after["wrong"], after["digest"]) == (90.0, ["w0"], "e")
    assert after["lowered"] == []


def test_no_floor_is_lowered_without_a_reason() -> None:
    with pytest.raises(ValueError, match="--lower REASON"):
        next_floors(floors(95.0), run(9, 1), "d", reason=None)


def test_a_reason_lowers_a_floor_and_is_kept() -> None:
    after = next_floors(floors(95.0), run(9, 1), "d", reason="a parser of another version")
    assert after["floors"]["found"] == 90.0
    assert after["lowered"] == [
        {"figure": "found", "from": 95.0, "to": 90.0, "reason": "a parser of another version"}
    ]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of floors, the command set to it and to a run of ten things of which one is wrong."""
    path = tmp_path / "floors.json"
    monkeypatch.setattr(gate, "FILE", path)
    monkeypatch.setattr(raise_floors, "FILE", path)
    monkeypatch.setattr(raise_floors, "measure", lambda _passages, _extract: run(9, 1))
    return path


def written(found: float) -> dict[str, Any]:
    """A file of floors, the same for both engines."""
    one = floors(found)
    return {"digest": one.pop("digest"), **dict.fromkeys(ENGINES, one)}


def test_the_command_writes_the_file(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(json.dumps(written(80.0)), encoding="utf-8")
    assert raise_floors.main([]) == 0
    assert [gate.read_floors()[engine]["floors"]["found"] for engine in ENGINES] == [90.0, 90.0]
    assert "80.0 ->  90.0" in capsys.readouterr().out


def test_the_command_leaves_the_file_alone_where_it_would_lower_a_floor(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(json.dumps(written(95.0)), encoding="utf-8")
    assert raise_floors.main([]) == 1
    assert gate.read_floors() == written(95.0)
    assert "w0: missed" in capsys.readouterr().err


def test_the_command_takes_a_reason(file: Path) -> None:
    file.write_text(json.dumps(written(95.0)), encoding="utf-8")
    assert raise_floors.main(["--lower", "the gold was wrong"]) == 0
    assert gate.read_floors()["rules"]["lowered"][0]["reason"] == "the gold was wrong"
