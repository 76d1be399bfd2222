"""What can stand at a location, and what opening it says."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from quotetrack.errors import NotAStore, StoreError, StoreLocked, StoreTooNew
from quotetrack.store import default_location, open_store
from quotetrack.store.tables import HEAD, VERSION_TABLE
from tests.builders import harbour


def test_missing_file_is_made(tmp_path: Path) -> None:
    with open_store(tmp_path / "quotes.db") as store:
        assert store.articles.stats().articles == 0
        assert store.location == str(tmp_path / "quotes.db")


def test_missing_file_is_refused_without_create(tmp_path: Path) -> None:
    with pytest.raises(
        StoreError, match=r"there is no database at .*quotes\.db: make one with `quotetrack add"
    ):
        open_store(tmp_path / "quotes.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_empty_file_is_made_a_store_only_with_create(tmp_path: Path) -> None:
    file = tmp_path / "quotes.db"
    file.touch()
    with pytest.raises(StoreError, match="is empty"):
        open_store(file, create=False)
    open_store(file).close()
    open_store(file, create=False).close()


def test_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"the folder .*nowhere does not exist"):
        open_store(tmp_path / "nowhere" / "quotes.db")


def test_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder: name a file in it"):
        open_store(tmp_path)


def test_file_of_another_kind_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("not a database, but long enough to look at" * 50)
    before = file.read_bytes()
    with pytest.raises(NotAStore, match=r"notes\.txt is not a database"):
        open_store(file)
    assert file.read_bytes() == before


def test_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    other = sqlite3.connect(file)
    other.execute("CREATE TABLE articles (id)")
    other.close()
    before = file.read_bytes()
    with pytest.raises(NotAStore, match=r"holds other tables \(articles\) and no quotetrack store"):
        open_store(file)
    assert file.read_bytes() == before


def test_database_of_a_later_version_is_refused(location: str) -> None:
    open_store(location).close()
    _set_version(location, "9999")
    with pytest.raises(StoreTooNew, match=f"database version 9999; this program knows up to {HEAD}"):
        open_store(location)


def test_database_with_other_tables_is_refused_in_postgresql(postgresql: str) -> None:
    import psycopg

    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute("CREATE TABLE invoices (id integer)")
    with pytest.raises(NotAStore, match="invoices"):
        open_store(postgresql)


def test_locked_database_is_refused_when_patience_ends(tmp_path: Path) -> None:
    file = tmp_path / "quotes.db"
    open_store(file).close()
    other = sqlite3.connect(file)
    other.execute("BEGIN IMMEDIATE")
    with open_store(file, patience=0.1) as store:
        with pytest.raises(StoreLocked, match=r"quotes\.db is locked by another process"):
            store.add(harbour())
        assert store.articles.stats().articles == 0
        other.rollback()
        assert store.add(harbour()) == "added"
    other.close()


def test_locked_postgresql_is_refused_when_patience_ends(postgresql: str) -> None:
    import psycopg

    with open_store(postgresql, patience=0.1) as store, psycopg.connect(postgresql) as other:
        other.execute("LOCK TABLE articles IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(StoreLocked, match="is locked by another process"):
            store.add(harbour())


def test_read_only_database_can_be_read_and_says_why_it_cannot_be_written(tmp_path: Path) -> None:
    file = tmp_path / "quotes.db"
    with open_store(file) as store:
        store.add(harbour())
    with open_store(f"sqlite:///file:{file}?mode=ro&uri=true") as store:
        assert len(list(store.statements.printed())) == 3
        with pytest.raises(StoreError, match="cannot be written: make the file and its folder writable"):
            store.add(harbour(id="other", title="Another"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="its folder must exist and be readable and writable"):
        open_store(tmp_path / "quotes.db")


def test_damaged_database_is_named(tmp_path: Path) -> None:
    file = tmp_path / "quotes.db"
    with open_store(file) as store:
        for n in range(30):
            store.add(harbour(id=f"n{n}", title=f"Number {n}"))
    whole = bytearray(file.read_bytes())
    whole[4096 * 2 :] = b"\xff" * (len(whole) - 4096 * 2)
    file.write_bytes(whole)
    with pytest.raises(StoreError, match=r"quotes\.db is damaged"), open_store(file) as store:
        list(store.statements.printed())


def test_unreachable_server_is_named_without_its_password() -> None:
    with pytest.raises(
        StoreError, match=r"postgresql://me:\*\*\*@127\.0\.0\.1:1/news cannot be used"
    ) as failure:
        open_store("postgresql://me:hunter2@127.0.0.1:1/news?application_name=x")
    assert "hunter2" not in str(failure.value)


def test_password_in_options_is_not_shown() -> None:
    with pytest.raises(StoreError) as failure:
        open_store("postgres://me@127.0.0.1:1/news?password=hunter2")
    assert "hunter2" not in str(failure.value)


def test_missing_driver_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r"pip install quotetrack\[postgresql\]"):
        open_store("postgresql://me@127.0.0.1:1/news")


@pytest.mark.parametrize("url", ["mysql://localhost/x", "oracle://me:hunter2@host/x"])
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(StoreError, match="are not supported: name a file, or a URL") as failure:
        open_store(url)
    assert "hunter2" not in str(failure.value)


def test_broken_url_is_refused_without_showing_it() -> None:
    with pytest.raises(StoreError, match="cannot be read") as failure:
        open_store("postgresql://me:hunter2@host:port/x")
    assert "hunter2" not in str(failure.value)


def test_default_location_is_the_variable_else_the_data_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("QUOTETRACK_DB", raising=False)
    with open_store() as store:
        assert store.location == default_location()
        assert Path(store.location).is_file()
    monkeypatch.setenv("QUOTETRACK_DB", str(tmp_path / "named.db"))
    with open_store() as store:
        assert store.location == str(tmp_path / "named.db")


def test_import_loads_no_database_library() -> None:
    assert _modules_after("import quotetrack.store") == set()


def test_opening_an_existing_store_loads_no_migration_library(tmp_path: Path) -> None:
    file = tmp_path / "quotes.db"
    open_store(file).close()
    loaded = _modules_after(
        f"from quotetrack.store import open_store; list(open_store({str(file)!r}).statements.printed())"
    )
    assert loaded == {"sqlalchemy"}


def test_head_is_the_newest_script() -> None:
    scripts = sorted(
        Path(import_module("quotetrack.store.migrations.versions").__path__[0]).glob("v[0-9]*.py")
    )
    newest = import_module(f"quotetrack.store.migrations.versions.{scripts[-1].stem}")
    assert newest.revision == HEAD


def _modules_after(code: str) -> set[str]:
    """Which of the libraries that are slow to load a fresh interpreter has loaded."""
    wanted = "{'sqlalchemy', 'alembic', 'psycopg', 'platformdirs', 'spacy'}"
    told = subprocess.run(
        [sys.executable, "-c", f"import sys; {code}; print(*{wanted} & sys.modules.keys())"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(told.stdout.split())


def _set_version(location: str, version: str) -> None:
    statement = f"UPDATE {VERSION_TABLE} SET version_num = '{version}'"
    if location.startswith("postgresql"):
        import psycopg

        with psycopg.connect(location, autocommit=True) as connection:
            connection.execute(statement)
    else:
        with sqlite3.connect(location) as database:
            database.execute(statement)
        database.close()
