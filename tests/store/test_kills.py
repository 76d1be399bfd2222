"""Processes that are killed outright while they add and link, and what comes next: the same again."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from quotetrack.linking import in_memory
from quotetrack.linking.in_memory import LinkerSettings
from quotetrack.linking.linker import link_store
from quotetrack.records import Extraction, Source
from quotetrack.store import open_store
from quotetrack.text.word_frequency import word_ranks

from ..builders import extract, make_article, make_statement
from .broken_off import content

ROOT = Path(__file__).parents[2]
RUN = "import sys; from tests.store.test_kills import fill; fill(sys.argv[1])"


def articles() -> Iterator[Extraction]:
    """Articles of twelve quotations each, of which some are the same."""
    drawn, words = random.Random(7), sorted(word_ranks())
    shared = [" ".join(drawn.choices(words, k=12)) for _ in range(4)]
    for n in range(18):
        said = [*shared, *(" ".join(drawn.choices(words, k=12)) for _ in range(8))]
        text = " ".join(f"“{one},” Ana Lima said." for one in said)
        article = make_article(
            text, id=f"a{n}", source=Source(f"The {n % 7}"), published=f"2024-05-{n + 1:02}"
        )
        yield extract(article, *(make_statement(article, f"{one},") for one in said))


def fill(db: str) -> None:
    """Add the articles and link them afresh, in several transactions; what is there already stays."""
    with open_store(db) as store, pytest.MonkeyPatch.context() as patch:
        patch.setattr(in_memory, "SETTINGS", LinkerSettings(few=50, signed_at_once=50))
        for extraction in articles():
            store.add(extraction)
        link_store(store)


def number(db: Path, what: str) -> int:
    """Count rows; 0 while there is no such table."""
    try:
        with closing(sqlite3.connect(f"file:{db}?mode=ro", uri=True)) as reader:
            return int(reader.execute(f"SELECT count(*) FROM {what}").fetchone()[0])
    except sqlite3.Error:
        return 0


MOMENTS: dict[str, Callable[[Path], bool]] = {
    "while it adds": lambda db: number(db, "articles") > 4,
    "as it begins to link": lambda db: number(db, "linking_state WHERE name = 'linker'") > 0,
    "while it links": lambda db: number(db, "signatures") > 0,
}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """What comes of it if nobody kills it."""
    db = tmp_path_factory.mktemp("whole") / "quotes.db"
    fill(str(db))
    return _sound_content(db)


def _sound_content(db: Path) -> dict[str, list[Any]]:
    with open_store(db) as store:
        assert list(store.verify()) == []
        assert not store.has_pending()
        return content(store)


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_at_any_moment_it_comes_to_the_same(
    tmp_path: Path, undisturbed: dict[str, list[Any]], moment: str
) -> None:
    db = tmp_path / "killed.db"
    env = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    running = subprocess.Popen([sys.executable, "-c", RUN, str(db)], env=env, cwd=ROOT)
    while running.poll() is None and not MOMENTS[moment](db):
        time.sleep(0.001)
    running.send_signal(signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL
    with open_store(db) as store:
        assert store.has_pending()
    fill(str(db))
    assert _sound_content(db) == undisturbed
    assert len(undisturbed["claims"]) == 4
    assert [path.name for path in tmp_path.iterdir()] == ["killed.db"]
