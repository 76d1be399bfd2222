"""The page on the database names every table and column and both views, and its examples run on a real store."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import sqlite_utils

from quotetrack.linking.linker import link_store
from quotetrack.store import open_store
from quotetrack.store.tables import HEAD, metadata
from tests.builders import harbour
from tests.store.test_linking import FIRST, SECOND

from .pages import ROOT, blocks

PAGE = ROOT / "docs" / "schema.md"
VIEWS = ("quotes_flat", "claims_flat")
_COLUMN = re.compile(r"\| `(\w+)` \| .+ \|$")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store `quotes.db` of two articles that print one utterance, and a third."""
    made = tmp_path_factory.mktemp("schema")
    with open_store(made / "quotes.db") as store:
        for extraction in (FIRST, SECOND, harbour()):
            store.add(extraction)
        link_store(store)
    return made


def described() -> dict[str, list[str]]:
    """What the page describes: the columns under each heading of the third level."""
    found: dict[str, list[str]] = {}
    for section in PAGE.read_text(encoding="utf-8").split("\n### ")[1:]:
        name, *lines = section.split("\n## ")[0].splitlines()
        found[name] = [told[1] for line in lines if (told := _COLUMN.match(line))]
    return found


def test_every_table_and_column_is_described_in_its_order(folder: Path) -> None:
    wanted = {name: [column.name for column in table.columns] for name, table in metadata.tables.items()}
    database = sqlite3.connect(folder / "quotes.db")
    for view in VIEWS:
        wanted[view] = [row[1] for row in database.execute(f"PRAGMA table_info({view})")]
    database.close()
    assert described() == wanted


def test_the_page_is_of_this_version() -> None:
    assert f"this page is of version {HEAD}" in PAGE.read_text(encoding="utf-8").replace("\n", " ")


def test_examples_run(folder: Path) -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    examples = ["\n".join(lines[one.start : one.end]) for one in blocks(lines) if one.kind == "python"]
    printed = [
        subprocess.run(
            [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True
        ).stdout
        for code in examples
    ]
    assert printed[0] == "Ana Lima | the bridge was unsafe | Harbour Post | 2024-03-01\n"
    assert printed[1].startswith("['claims_flat', 'quotes_flat']\n")
    assert [line.split(" | ")[1:3] for line in printed[1].splitlines()[1:]] == [
        ["2", "The post"],
        ["2", "The globe"],
    ]


def test_sqlite_utils_reads_both_views_and_writes_nothing(folder: Path) -> None:
    file = folder / "quotes.db"
    before = file.read_bytes()
    database = sqlite_utils.Database(file)
    assert {*VIEWS} <= {*database.view_names()}
    rows = [dict(row) for row in database["quotes_flat"].rows]
    assert [row["words"] for row in rows if row["article"] == "harbour"] == [
        "The bridge will open on Monday,",
        "the bridge was unsafe",
        "the repairs cost too much",
    ]
    claims = list(database["claims_flat"].rows)
    assert [(row["printings"], row["first_published"]) for row in claims] == [(2, "2024-05-06")] * 2
    assert {row["claim"] for row in claims} == {row["claim"] for row in rows} - {None}
    assert metadata.tables.keys() <= {*database.table_names()}
    database.close()
    assert file.read_bytes() == before
