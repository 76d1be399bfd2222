"""One database: which one, whether it is a store, the scripts that bring it up to date, and its connections."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Select, StaticPool, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from quotetrack.errors import NotAStore, StoreError, StoreTooNew
from quotetrack.store.batches import STATEMENTS, in_batches
from quotetrack.store.failures import location_of, raise_as_ours
from quotetrack.store.index import indexes_for
from quotetrack.store.location import VARIABLE, data_file
from quotetrack.store.tables import HEAD, VERSION_TABLE

T = TypeVar("T")

WRITING = "quotetrack_writing"
"""The execution option of a connection that is going to write."""

_DRIVERS = {
    "sqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
}
"""SQLAlchemy's driver for each kind of database that a URL may name."""

# Any numbers that other programs on the same server are unlikely to lock.
_UPGRADE_LOCK = 7_163_418_820
_LINKING_LOCK = 7_163_418_821


class Database:
    """An engine and its full-text `indexes`. What drivers raise comes out as `StoreError`."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.indexes = indexes_for(engine.dialect.name)

    @property
    def location(self) -> str:
        """The file, or the URL without its password."""
        return location_of(self.engine.url)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a connection that sees one moment of the database."""
        with raise_as_ours(self.engine.url), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self, *, alone: bool = True) -> Iterator[Connection]:
        """Open a transaction; all that is written in it is kept, or nothing. If `alone`, wait for other linkers."""
        with (
            raise_as_ours(self.engine.url),
            self.engine.connect().execution_options(**{WRITING: True}) as connection,
            connection.begin(),
        ):
            if alone and connection.dialect.name != "sqlite":  # SQLite lets one writer in as it is
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LINKING_LOCK})
            yield connection

    def stream(
        self, query: Select[Any], load: Callable[[Connection, Sequence[int]], dict[int, T]]
    ) -> Iterator[tuple[T, Sequence[Any]]]:
        """Yield what `load` makes of the row ids that `query` selects first, each with what else it selects."""

        def load_rows(rows: Sequence[Any]) -> list[tuple[T, Sequence[Any]]]:
            loaded = load(connection, [row[0] for row in rows])
            return [(loaded[row[0]], row[1:]) for row in rows if row[0] in loaded]

        with self.reading() as connection:
            if not is_in_memory(self.engine.url):
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


def open_engine(location: str, *, create: bool, patience: float) -> Engine:
    """Return an engine on the store at `location`, up to date. Make the store if there is none and `create` is set."""
    url = _url_of(location)
    _refuse_missing(url, create=create)
    engine = _engine(url, patience)
    try:
        with raise_as_ours(url):
            _make_ready(engine, create=create)
    except BaseException:
        engine.dispose()
        raise
    return engine


def is_in_memory(url: URL) -> bool:
    """Return True for a SQLite database that lives in this process only."""
    return url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:")


def _url_of(location: str) -> URL:
    if "://" not in location:
        return URL.create("sqlite", database=location)
    scheme = location.partition("://")[0]
    try:
        url = make_url(location)
    except (ArgumentError, ValueError) as failure:
        # What is wrong may be the password, so the URL itself is not shown.
        raise StoreError(
            f"the {scheme} URL of the database cannot be read: see SQLAlchemy's URL format"
        ) from failure
    backend = url.get_backend_name()
    if backend not in _DRIVERS:
        raise StoreError(
            f"{scheme} databases are not supported: name a file, or a URL that starts with sqlite:// or postgresql://"
        )
    return url.set(drivername=_DRIVERS[backend])


def _refuse_missing(url: URL, *, create: bool) -> None:
    """Say in plain words what SQLite would report as "unable to open database file"."""
    if url.get_backend_name() != "sqlite" or is_in_memory(url) or "uri" in url.query:
        return
    file = Path(url.database or "")
    if file.is_dir():
        raise StoreError(f"{file} is a folder: name a file in it, such as {file / 'quotes.db'}")
    if file.exists():
        return
    if not create:
        raise StoreError(
            f"there is no database at {file}: make one with `quotetrack add PATH --db {file}`, or name "
            f"another with --db or {VARIABLE}"
        )
    if file == data_file():
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as failure:
            raise StoreError(
                f"the folder {file.parent} cannot be made: {failure.strerror}; name a database with --db"
            ) from failure
    elif not file.parent.is_dir():
        raise StoreError(f"{file} cannot be made: the folder {file.parent} does not exist; make it first")


def _engine(url: URL, patience: float) -> Engine:
    if url.get_backend_name() == "sqlite":
        return _sqlite_engine(url, patience)
    try:
        engine = create_engine(url, connect_args={"connect_timeout": 10})
    except ModuleNotFoundError as failure:
        raise StoreError(
            f"{location_of(url)} needs the PostgreSQL driver: run `pip install quotetrack[postgresql]`"
        ) from failure
    return _begins_with(
        engine,
        writing=f"SET LOCAL lock_timeout = {int(patience * 1000)}",
        # One moment for all queries of a reader, as SQLite gives it.
        reading="SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
    )


def _begins_with(engine: Engine, *, writing: str, reading: str) -> Engine:
    """Let each transaction begin with a statement: one if it is going to write, else another."""

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(writing if connection.get_execution_options().get(WRITING) else reading)

    return engine


def _sqlite_engine(url: URL, patience: float) -> Engine:
    # The driver's own transactions would begin late and unlocked; ours are begun below.
    options: dict[str, Any] = {"connect_args": {"timeout": patience, "isolation_level": None}}
    if is_in_memory(url):
        options["poolclass"] = StaticPool
        options["connect_args"]["check_same_thread"] = False
    engine = create_engine(url, **options)
    event.listen(engine, "connect", lambda driver, _: driver.execute("PRAGMA foreign_keys = ON"))
    return _begins_with(engine, writing="BEGIN IMMEDIATE", reading="BEGIN")


def _make_ready(engine: Engine, *, create: bool) -> None:
    with engine.connect() as connection:
        version = _version(connection)
    if version == HEAD:
        return
    if version is None and not create:
        raise StoreError(
            f"{location_of(engine.url)} is empty: add articles to it with `quotetrack add PATH --db …`"
        )
    is_sqlite = engine.dialect.name == "sqlite"
    if version is None and is_sqlite and not is_in_memory(engine.url):
        # Readers go on while one process writes; SQLite keeps this setting in the file.
        with closing(engine.raw_connection()) as driver:
            driver.cursor().execute("PRAGMA journal_mode = WAL")
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
