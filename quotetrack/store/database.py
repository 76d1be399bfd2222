"""One database: whether it is a store, the scripts that bring it up to date, and how it is read and written."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Select, inspect, text
from sqlalchemy.engine import URL

from quotetrack.errors import NotAStore, StoreError, StoreTooNew
from quotetrack.store.batches import ROWS, STATEMENTS, in_batches
from quotetrack.store.engines import PATIENT_FOR, WRITING, engine_for, is_in_memory, refuse_missing, url_of
from quotetrack.store.failures import location_of, raise_as_ours
from quotetrack.store.index import indexes_for
from quotetrack.store.read_only import (
    as_plain_file,
    copied,
    is_read_only,
    reading_engine,
    was_refused,
    ways_to_read,
)
from quotetrack.store.remembered import Remembered
from quotetrack.store.tables import HEAD, VERSION_TABLE
from quotetrack.store.waiting import LockWait, repeat_interfered, telling_whom, until_free, writer_of

T = TypeVar("T")

# Any numbers that other programs on the same server are unlikely to lock.
_UPGRADE_LOCK = 7_163_418_820
_LINKING_LOCK = 7_163_418_821


class Database:
    """An engine, its full-text `indexes`, and what is `remembered` of what was read. What drivers raise comes out as
    `StoreError`. A writer waits `patience` seconds for others."""

    def __init__(
        self, engine: Engine, patience: float, copy: tempfile.TemporaryDirectory[str] | None = None
    ) -> None:
        self.engine, self.patience, self._copy = engine, patience, copy
        self.indexes = indexes_for(engine.dialect.name)
        self.remembered = Remembered(engine, is_shared=not self.is_in_memory)

    @property
    def location(self) -> str:
        """The file, or the URL without its password."""
        return location_of(self.engine.url)

    @property
    def is_in_memory(self) -> bool:
        """Whether it lives in this process only, by one connection."""
        return is_in_memory(self.engine.url)

    def close(self) -> None:
        """Let the database go. Closing twice does no harm."""
        self.remembered.close()
        self.engine.dispose()
        if self._copy is not None:
            self._copy.cleanup()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a connection that sees one moment of the database."""
        with raise_as_ours(self.engine.url), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self, *, alone: bool = True, patience: float | None = None) -> Iterator[Connection]:
        """Open a transaction; all that is written in it is kept, or nothing. Wait for other writers, if `alone` also
        for those that write what is derived, `patience` seconds or as long as others do."""
        options = {WRITING: True, PATIENT_FOR: self.patience if patience is None else patience}
        with (
            raise_as_ours(self.engine.url),
            self.engine.connect().execution_options(**options) as connection,
            connection.begin(),
        ):
            if connection.dialect.name == "sqlite":  # which lets one writer in as it is
                yield connection
                return
            with telling_whom(self.engine, connection, self.location):
                if alone:
                    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LINKING_LOCK})
                yield connection

    def write(self, action: Callable[[Connection], T]) -> T:
        """Return what `action` returns, done in a transaction of its own; repeat it if another writer interferes."""

        def written() -> T:
            with self.writing(alone=False) as connection:
                return action(connection)

        return repeat_interfered(written, self.patience)

    def stream(
        self,
        query: Select[Any],
        load: Callable[[Connection, Sequence[int]], dict[int, T]],
        *,
        most: int | None = None,
    ) -> Iterator[tuple[T, Sequence[Any]]]:
        """Yield what `load` makes of the row ids that `query` selects first, each with what else it selects. `most` is
        how many rows those can be at most, if that is known."""

        def load_rows(rows: Sequence[Any]) -> list[tuple[T, Sequence[Any]]]:
            loaded = load(connection, [row[0] for row in rows])
            return [(loaded[row[0]], row[1:]) for row in rows if row[0] in loaded]

        with self.reading() as connection:
            if most is not None and most <= ROWS and not self.is_in_memory:
                # Read at once: a cursor on a server takes three messages more, and its query is planned every time.
                for batch in in_batches(connection.execute(query).all(), STATEMENTS):
                    yield from load_rows(batch)
                return
            if not self.is_in_memory:
                rows = connection.execute(query, execution_options={"yield_per": STATEMENTS})
                for partition in rows.partitions():
                    yield from load_rows(partition)
                return
            # There is one connection, which the caller may need to write before the last batch is read.
            batches = in_batches(connection.execute(query).all(), STATEMENTS)
        for batch in batches:
            with self.reading() as connection:
                loaded = load_rows(batch)
            yield from loaded


def open_database(location: str, *, create: bool, patience: float) -> Database:
    """Return the store there, up to date. Make it if there is none and `create` is set. If it may only be read, so may
    what is returned."""
    url = as_plain_file(url_of(location))
    create = create and not is_read_only(url)
    refuse_missing(url, create=create)
    if is_read_only(url):
        return _open_to_read(url, patience)
    try:
        return _ready(Database(engine_for(url, patience), patience), create=create)
    except StoreError as failure:
        if not was_refused(failure, url):
            raise
        return _open_to_read(url, patience)


def _open_to_read(url: URL, patience: float) -> Database:
    """Return the store in a file, to be read only, in the first way that works."""
    file = Path(url.database or "")
    refused: StoreError | None = None
    for way in ways_to_read(file):
        copy = None
        try:
            if way == "copied":
                copy = copied(file)
                file = Path(copy.name, file.name)
                _ready(
                    Database(engine_for(url.set(database=str(file), query={}), patience), patience),
                    create=False,
                ).close()
            return _ready(Database(reading_engine(url, file, way), patience, copy), create=False)
        except StoreError as failure:
            if copy is not None:
                copy.cleanup()
            if not was_refused(failure, url):
                raise
            refused = failure
    assert refused is not None
    raise refused


def _ready(database: Database, *, create: bool) -> Database:
    """Return the database once it is up to date."""
    try:
        with raise_as_ours(database.engine.url):
            _make_ready(database, create=create)
    except BaseException:
        database.close()
        raise
    return database


def _make_ready(database: Database, *, create: bool) -> None:
    engine = database.engine
    with engine.connect() as connection:
        version = _version(connection)
    if version == HEAD:
        return
    if version is None and not create:
        raise StoreError(
            f"{location_of(engine.url)} is empty: add articles to it with `quotetrack add PATH --db …`"
        )
    is_sqlite = engine.dialect.name == "sqlite"
    if version is None and is_sqlite and not database.is_in_memory:
        # Readers go on while one process writes; SQLite keeps this setting in the file.
        wait = LockWait(database.location, database.patience, lambda: writer_of(database.location))
        with closing(engine.raw_connection()) as driver:
            until_free(lambda: driver.cursor().execute("PRAGMA journal_mode = WAL"), wait)
    with engine.connect().execution_options(**{WRITING: True}) as connection, connection.begin():
        if not is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _UPGRADE_LOCK})
        # Another process may have made it while this one waited.
        if _version(connection) != HEAD:
            _upgrade(connection, version)


def _version(connection: Connection) -> str | None:
    """Return the version that the database shows; None if it holds no tables at all."""
    names = inspect(connection).get_table_names()
    if VERSION_TABLE in names:
        return connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()
    if names:
        raise NotAStore(
            f"{location_of(connection.engine.url)} holds other tables ({', '.join(sorted(names)[:3])}) and no "
            "quotetrack store: name another database"
        )
    return None


def _upgrade(connection: Connection, version: str | None) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    folder = Path(__file__).parent / "migrations"
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if version is not None and version not in known:
        raise StoreTooNew(
            f"{location_of(connection.engine.url)} was written by a later quotetrack (database version {version}; "
            f"this program knows up to {HEAD}): update with `pip install --upgrade quotetrack`"
        )
    command.upgrade(config, "head")
