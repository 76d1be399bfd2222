"""Every command that reads, on a database in a folder that cannot be written."""

from __future__ import annotations

import shutil
from pathlib import Path

from ..unwritable import open_folder, unwritable
from .conftest import IDS, Run

READING = (
    ("ask", "What did Ana Lima say?"),
    ("quotes",),
    ("show", IDS[0]),
    ("article", "porto"),
    ("context", "joke"),
    ("claims", "--least", "1"),
    ("claim", IDS[0]),
    ("figures",),
    ("links",),
    ("links", "--min-score", "0.1"),
    ("speakers",),
    ("speakers", "--unnamed"),
    ("speaker", "lima"),
    ("subjects",),
    ("sources",),
    ("timeline",),
    ("facets",),
    ("diff", "2012-07-01", "2012-07-31"),
    ("stats",),
    ("sheet", "--format", "csv"),
    ("review", "log"),
    ("review", "queue"),
    ("check", "the plan was a joke"),
    ("checks",),
    ("alarms",),
    ("verify",),
)


def test_every_command_that_reads_needs_no_right_to_write(run: Run, db: Path) -> None:
    with open_folder() as folder:
        here = shutil.copy(db, folder / "quotes.db")
        before = [run(*words, "--db", here) for words in READING]
        with unwritable(folder):
            after = [run(*words, "--db", here) for words in READING]
            kept = run("check", "the plan was a joke", "--keep", "--db", here)
        for words, one, other in zip(READING, before, after, strict=True):
            assert (words, other.exit_code, other.stdout) == (words, one.exit_code, one.stdout)
            assert one.exit_code < 2
        assert kept.exit_code == 2
        assert "cannot be written: make the file and its folder writable" in kept.stderr
        assert [path.name for path in folder.iterdir()] == ["quotes.db"]
