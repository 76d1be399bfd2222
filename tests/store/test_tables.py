"""The tables as the scripts make them, and what a crash leaves of them."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from quotetrack.store import database, open_store
from quotetrack.store.migrations.versions import v0001_first_tables
from quotetrack.store.tables import metadata
from tests.builders import extract, harbour, make_article
from tests.new_stores import Upgrade


def test_scripts_make_the_tables_that_the_code_uses(location: str) -> None:
    open_store(location).close()
    engine = create_engine(
        location.replace("postgresql:", "postgresql+psycopg:")
        if "://" in location
        else f"sqlite:///{location}"
    )
    with engine.connect() as connection:
        made = inspect(connection)
        for name, table in metadata.tables.items():
            columns = {column["name"]: column["nullable"] for column in made.get_columns(name)}
            assert columns == {column.name: bool(column.nullable) for column in table.columns}, name
            keys = {
                (key["constrained_columns"][0], key["referred_table"]) for key in made.get_foreign_keys(name)
            }
            assert keys == {(key.parent.name, key.column.table.name) for key in table.foreign_keys}, name
    engine.dispose()


def test_flat_view_reads_like_a_sheet(location: str) -> None:
    with open_store(location) as store:
        store.add(harbour(url="https://harbour.example/1"))
        with store._database.engine.connect() as connection:
            rows = connection.execute(text("SELECT * FROM quotes_flat ORDER BY words")).mappings().all()
    first, second, third = (dict(row) for row in rows)
    if first["words"] != "The bridge will open on Monday,":
        first, second = second, first
    assert (first["words"], first["speaker"], first["speaker_kind"]) == (
        "The bridge will open on Monday,",
        "Ana Lima",
        "person",
    )
    assert (first["role"], first["hearer"], first["stance"]) == (
        "the mayor of Porto Novo",
        "reporters",
        "said",
    )
    assert (first["outlet"], first["published"], first["title"], first["url"]) == (
        "Harbour Post",
        "2024-03-01",
        "Harbour bridge to reopen",
        "https://harbour.example/1",
    )
    assert (second["stance"], third["speaker"]) == ("denied", "Boris Petrov")


def test_flat_view_shows_current_texts_only(tmp_path: Path) -> None:
    file = tmp_path / "quotes.db"
    with open_store(file) as store:
        store.add(harbour())
        later = harbour()
        store.add(extract(make_article("Nothing.", id="harbour", key=later.article.key)))
    database = sqlite3.connect(file)
    assert database.execute("SELECT count(*) FROM quotes_flat").fetchone() == (0,)
    assert database.execute("SELECT count(*) FROM quotes").fetchone() == (3,)
    database.close()


def test_store_is_made_whole_or_not_at_all(
    location: str, make_by_migrations: Upgrade, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(database, "_upgrade", make_by_migrations)
        broken.setattr("alembic.op.create_index", None)
        with pytest.raises(TypeError):
            open_store(location)
    with open_store(location) as store:
        assert store.add(harbour()) == "added"
    assert v0001_first_tables.revision == "0001"


KILLED = """
import os, signal, sys
from quotetrack.store import open_store, rows
from tests.builders import extract, harbour, make_article

with open_store(sys.argv[1]) as store:
    store.add(harbour())
    real = rows.evidence_rows
    rows.evidence_rows = lambda told: os.kill(os.getpid(), signal.SIGKILL) or real(told)
    store.add(harbour(id="second", title="Second"))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_killed_process_leaves_whole_articles_only(location: str) -> None:
    root = str(Path(__file__).parents[2])
    killed = subprocess.run([sys.executable, "-c", KILLED, location], cwd=root, check=False)
    assert killed.returncode == -signal.SIGKILL
    with open_store(location) as store:
        assert [printed.article.id for printed in store.statements.printed()] == ["harbour"] * 3
        assert store.add(harbour(id="second", title="Second")) == "added"
        assert store.articles.stats().quotes == 6
