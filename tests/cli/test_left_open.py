"""`add` and `extract` say how much of what stands in marks nobody is known to have said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from quotetrack.cli import program
from quotetrack.export.wording import left_open

TEXT = (
    "The harbour was still.\n\n“We have counted every boat in the harbour.”\n\n“Too late.”\n\nNight fell.\n"
)


@pytest.mark.parametrize(
    ("unattributed", "unreported", "said"),
    [
        (0, 0, ""),
        (1, 0, "1 utterance in marks without a speaker"),
        (4, 2, "4 utterances in marks without a speaker, 2 more taken for no speech"),
        (0, 1, "1 utterance in marks taken for no speech"),
        (0, 2000, "2,000 utterances in marks taken for no speech"),
    ],
)
def test_what_is_left_open_is_said_in_one_line(unattributed: int, unreported: int, said: str) -> None:
    assert left_open(unattributed, unreported) == said


@pytest.mark.parser
def test_extract_says_it_on_stderr_and_prints_the_quotation(tmp_path: Path) -> None:
    path = tmp_path / "harbour.txt"
    path.write_text(TEXT, encoding="utf-8")
    result = CliRunner().invoke(program, ["extract", str(path), "--not-speech"])
    line = json.loads(result.stdout)
    assert [(quote["text"], quote["speaker"]) for quote in line["quotes"]] == [
        ("We have counted every boat in the harbour.", None)
    ]
    assert [words["text"] for words in line["not_speech"]] == ["Too late."]
    assert "1 utterance in marks without a speaker, 1 more taken for no speech" in result.stderr


@pytest.mark.parser
def test_add_says_it_in_its_line(tmp_path: Path) -> None:
    path = tmp_path / "harbour.txt"
    path.write_text(TEXT, encoding="utf-8")
    result = CliRunner().invoke(program, ["add", str(path), "--db", str(tmp_path / "q.db")])
    assert result.stdout == (
        "1 article: 1 added; 1 quotation; 1 utterance in marks without a speaker, 1 more taken for no speech\n"
    )
