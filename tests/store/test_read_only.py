"""Stores that may only be read: all is read, nothing is written, and nothing is left beside them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from quotetrack.errors import StoreError
from quotetrack.linking.linker import link_store
from quotetrack.store import Store, open_store
from tests.builders import harbour
from tests.unwritable import open_folder, unwritable

from .older import send_back


@pytest.fixture
def file() -> Iterator[Path]:
    """A linked store in a folder of its own, and all that opening an older one imports."""
    with open_folder() as folder:
        with open_store(folder / "quotes.db") as store:
            store.add(harbour())
            link_store(store)
        older = Path(shutil.copy(folder / "quotes.db", folder / "older.db"))
        sent_back(older)
        open_store(older).close()
        older.unlink()
        yield folder / "quotes.db"


def sent_back(file: Path) -> None:
    """Makes a store one of version 0013."""
    with open_store(file) as store, store._database.writing() as connection:
        send_back(connection, "0013")


def read(location: str | Path) -> None:
    """Read a store that may not be written, and try to write it."""
    with open_store(location) as store:
        assert store.location.endswith("quotes.db")
        assert len(list(store.statements.printed())) == 3
        assert store.articles.stats().pending == 0
        with pytest.raises(StoreError, match=r"quotes\.db cannot be written: make the file and its folder"):
            _write(store)


def _write(store: Store) -> None:
    store.add(harbour(id="other", title="Another"))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_folder_that_cannot_be_written(file: Path) -> None:
    with unwritable(file.parent):
        read(file)
        read(f"sqlite:///{file}")
    assert names(file.parent) == ["quotes.db"]


def test_while_somebody_else_writes_it(file: Path) -> None:
    with open_store(file) as store, store.linking() as work:
        work.set_state("x", "y")
        with unwritable(file.parent):
            read(file)


def test_a_log_that_a_dead_process_has_left(file: Path) -> None:
    """Without the index beside it, which cannot be made: both are copied."""
    with open_store(file) as store:
        _write(store)
        for ending in ("", "-wal"):
            shutil.copy(f"{file}{ending}", f"{file}{ending}.kept")
    for ending in ("", "-wal"):
        Path(f"{file}{ending}.kept").rename(f"{file}{ending}")
    with unwritable(file.parent), open_store(file) as store:
        assert len(list(store.statements.printed())) == 6
        with pytest.raises(StoreError, match="cannot be written"):
            store.add(harbour(id="third", title="A third"))
    assert names(file.parent) == ["quotes.db", "quotes.db-wal"]


def test_a_store_of_an_earlier_version(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sent_back(file)
    before = file.read_bytes()
    tmp_path.chmod(0o777)
    with open_folder() as elsewhere:
        elsewhere.chmod(0o777)
        monkeypatch.setattr("tempfile.tempdir", str(elsewhere))
        with unwritable(file.parent):
            read(file)
        assert names(elsewhere) == []  # the copy is gone
    assert file.read_bytes() == before


@pytest.mark.parametrize("address", ["sqlite:///{}?mode=ro", "sqlite:///file:{}?mode=ro&uri=true"])
def test_an_address_that_asks_for_reading_only(file: Path, address: str) -> None:
    read(address.format(file))
    sent_back(file)
    before = file.read_bytes()
    read(address.format(file))
    assert file.read_bytes() == before


def test_an_address_that_asks_for_reading_only_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no database at"):
        open_store(f"sqlite:///{tmp_path}/none.db?mode=ro")
    assert names(tmp_path) == []


def test_what_cannot_be_read_either_says_so(file: Path) -> None:
    file.write_bytes(b"")
    with unwritable(file.parent), pytest.raises(StoreError, match="is empty"):
        open_store(file, create=False)
