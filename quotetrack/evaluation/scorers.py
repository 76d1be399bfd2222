"""Running a gold set's own scorer: predictions → what it prints, and its figures as it writes them for programs."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quotetrack.errors import ReadError

_COUNT = re.compile(r"(\d+)/(\d+)")


@dataclass(frozen=True, slots=True)
class Scores:
    """What a scorer says of one program on one set: its report for people, and its figures."""

    scorer: str
    printed: str
    figures: Any


def run_json_scorer(scorer: Path, arguments: list[str]) -> Scores:
    """Return the scores of a scorer that prints its figures as JSON if it is given `--json`, and its report if not.

    Raises:
        ReadError: the scorer fails, or prints no JSON.
    """
    return Scores(str(scorer), _run(scorer, arguments), _read(scorer, _run(scorer, [*arguments, "--json"])))


def run_scorer_once(scorer: Path, arguments: list[str]) -> Scores:
    """Return the scores of a scorer that takes minutes: it is run once, and its JSON is its report too.

    Raises:
        ReadError: the scorer fails, or prints no JSON.
    """
    printed = _run(scorer, [*arguments, "--json"])
    return Scores(str(scorer), printed, _read(scorer, printed))


def run_file_scorer(scorer: Path, arguments: list[str], figures: Path) -> Scores:
    """Return the scores of a scorer that prints its report and writes its figures to the file named behind `--json`.

    Raises:
        ReadError: the scorer fails, or writes no JSON.
    """
    figures.unlink(missing_ok=True)  # one of an earlier run must not pass for this one's
    printed = _run(scorer, [*arguments, "--json", str(figures)])
    if not figures.is_file():
        raise ReadError(f"{scorer} wrote no figures to {figures}; expected JSON there, as --json asks for")
    return Scores(str(scorer), printed, _read(scorer, figures.read_text(encoding="utf-8")))


def with_counts(figures: Any) -> Any:
    """Return figures in which each text such as "34/44" is two numbers, `{"part": 34, "of": 44}`."""
    if isinstance(figures, dict):
        return {key: with_counts(value) for key, value in figures.items()}
    count = _COUNT.fullmatch(figures) if isinstance(figures, str) else None
    return {"part": int(count[1]), "of": int(count[2])} if count else figures


def _run(scorer: Path, arguments: list[str]) -> str:
    """Return what the scorer prints. ReadError if it ends with an error."""
    done = subprocess.run(
        [sys.executable, str(scorer), *arguments], capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise ReadError(f"{scorer} ended with {done.returncode}: {done.stderr.strip()[-400:]}")
    return done.stdout


def _read(scorer: Path, figures: str) -> Any:
    try:
        return json.loads(figures)
    except ValueError as error:
        raise ReadError(f"{scorer} gave no figures: expected JSON, found {figures[:80]!r}") from error
