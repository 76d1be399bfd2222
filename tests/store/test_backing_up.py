"""Copies of a database: whole, of one moment, read again before they get their name."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from quotetrack.collection import Collection
from quotetrack.errors import OutputError, StoreError, UsageError
from quotetrack.store import Store, open_store
from tests.builders import harbour

from .filled_store import fill
from .test_linking import FIRST


def dump(file: Path) -> list[str]:
    connection = sqlite3.connect(file)
    connection.text_factory = lambda data: data.decode("utf-8", "backslashreplace")
    lines = list(connection.iterdump())
    connection.close()
    return lines


def copy(file: Path, to: Path) -> None:
    with open_store(file, create=False) as store:
        Collection(store).backup(to)


def test_a_copy_is_the_database_again(filled_file: Path, tmp_path: Path) -> None:
    with open_store(filled_file, create=False) as store:
        copied = Collection(store).backup(tmp_path / "copy.db")
    assert dump(tmp_path / "copy.db") == dump(filled_file)
    assert [path.name for path in tmp_path.iterdir()] == ["copy.db"]
    assert (copied.articles, copied.quotations, copied.faults) == (6, 8, 0)
    assert copied.size == (tmp_path / "copy.db").stat().st_size


def test_a_copy_is_a_store_that_others_may_write_while_it_is_read(filled_file: Path, tmp_path: Path) -> None:
    copy(filled_file, tmp_path / "copy.db")
    connection = sqlite3.connect(tmp_path / "copy.db")
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()
    with open_store(tmp_path / "copy.db") as store:
        assert store.add(harbour(id="later", title="Later")) == "added"


def test_what_is_not_committed_is_not_copied(tmp_path: Path) -> None:
    file = tmp_path / "quotes.db"
    with open_store(file) as store:
        store.add(harbour())
        writer = sqlite3.connect(file, isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM articles")
        assert Collection(store).backup(tmp_path / "copy.db").articles == 1
        writer.rollback()
        writer.close()


def test_what_is_in_the_journal_is_copied(tmp_path: Path) -> None:
    file = tmp_path / "quotes.db"
    with open_store(file) as store:
        store.add(harbour())
        assert (tmp_path / "quotes.db-wal").stat().st_size
        store.add(FIRST)
        assert Collection(store).backup(tmp_path / "copy.db").articles == 2


def test_an_older_copy_is_replaced_once_the_new_one_is_whole(
    filled_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to = tmp_path / "copy.db"
    copy(filled_file, to)
    before = to.read_bytes()
    with monkeypatch.context() as broken:
        broken.setattr(Store, "verify", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            copy(filled_file, to)
    assert to.read_bytes() == before
    with open_store(filled_file, create=False) as store:
        Collection(store).backup(to)
    assert [path.name for path in tmp_path.iterdir()] == ["copy.db"]


def test_faults_of_the_database_are_counted(filled_file: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.db"
    copy(filled_file, damaged)
    connection = sqlite3.connect(damaged)
    connection.execute("UPDATE revisions SET digest = 'x' WHERE id = 1")
    connection.commit()
    connection.close()
    with open_store(damaged, create=False) as store:
        assert Collection(store).backup(tmp_path / "copy.db").faults == 1


def test_a_damaged_file_gives_no_copy(tmp_path: Path) -> None:
    file = tmp_path / "quotes.db"
    fill(str(file))
    data = bytearray(file.read_bytes())
    middle = len(data) // 2 // 4096 * 4096
    data[middle : middle + 8192] = b"\xff" * 8192
    file.write_bytes(data)
    with open_store(file, create=False) as store, pytest.raises(StoreError):
        Collection(store).backup(tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_the_database_itself_and_others_in_use_are_refused(filled_file: Path, tmp_path: Path) -> None:
    file = tmp_path / "quotes.db"
    copy(filled_file, file)
    with open_store(file) as store:
        collection = Collection(store)
        with pytest.raises(UsageError, match="is one of the inputs"):
            collection.backup(file)
        with open_store(tmp_path / "other.db") as other:
            other.add(harbour())
            with pytest.raises(UsageError, match="is a database in use"):
                collection.backup(tmp_path / "other.db")
        with pytest.raises(UsageError, match="is no file"):
            collection.backup(tmp_path)
        with pytest.raises(OutputError):
            collection.backup(tmp_path / "none" / "copy.db")


@pytest.mark.parametrize("location", ["postgresql"], indirect=True)
def test_postgresql_has_a_tool_of_its_own(location: str, tmp_path: Path) -> None:
    with (
        open_store(location) as store,
        pytest.raises(UsageError, match="use pg_dump, or `quotetrack export FILE`"),
    ):
        Collection(store).backup(tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == []
