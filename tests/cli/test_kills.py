"""Runs that are killed outright, and what comes next in practice: the same command again."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

import quotetrack

from ..store.broken_off import content
from .test_stopping import Started, wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc tells when signals are caught")


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """Quotations of so many articles that storing and linking them takes a while; some print the same words."""
    with (tmp_path / "given.jsonl").open("w", encoding="utf-8") as out:
        for n in range(18):
            text, quotes = "", []
            for k in range(30):
                said = " ".join(f"{'' if k % 3 else n}g{k}{letter}" for letter in "abcdefghijkl")
                quotes.append(
                    {"content": [[len(text) + 1, len(text) + 1 + len(said)]], "speaker": {"name": "Ana Lima"}}
                )
                text += f"“{said},” Ana Lima said. "
            line = {"id": f"a{n}", "text": text, "source": f"The {n % 7}", "quotes": quotes}
            out.write(json.dumps(line) + "\n")
    return tmp_path


def number(db: Path, what: str) -> int:
    """Count rows; 0 while there is no such table."""
    try:
        with closing(sqlite3.connect(f"file:{db}?mode=ro", uri=True)) as reader:
            return int(reader.execute(f"SELECT count(*) FROM {what}").fetchone()[0])
    except sqlite3.Error:
        return 0


MOMENTS: dict[str, Callable[[Path], bool]] = {
    "while it stores": lambda db: number(db, "articles") > 4,
    "while it links": lambda db: number(db, "signatures") > 0,
    "as links are written": lambda db: number(db, "links") > 0,
}


def test_killed_at_any_moment_it_comes_to_the_same(given: Path) -> None:
    words = ("load", "given.jsonl", "--workers", "1")
    made = {}
    for moment in ("", *MOMENTS):
        db = given / f"{moment.replace(' ', '-') or 'whole'}.db"
        run = (*words, "--db", db.name)
        if moment:
            running = Started(*run, cwd=given)
            wait_until(partial(MOMENTS[moment], db))
            running.end(signal.SIGKILL)
        done = subprocess.run(
            [sys.executable, "-m", "quotetrack", *run], cwd=given, capture_output=True, text=True
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert not list(given.glob("*-wal"))
        with quotetrack.open(db, create=False) as collection:
            assert list(collection.verify()) == []
            assert collection.stats().pending == 0
            made[moment] = content(collection.store)
    assert len(made[""]["claims"]) > 0
    for moment, held in made.items():
        assert held == made[""], moment
