"""The connections to a database: which driver, how each transaction begins, and how a writer waits for another."""

from __future__ import annotations

import os
import socket
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Connection, Engine, StaticPool, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from quotetrack.errors import StoreError
from quotetrack.store.failures import location_of
from quotetrack.store.location import VARIABLE, data_file
from quotetrack.store.waiting import LockWait, begin_writing, writer_of

if TYPE_CHECKING:
    import psycopg

WRITING = "quotetrack_writing"
"""The execution option of a connection that is going to write."""
PATIENT_FOR = "quotetrack_patience"
"""The execution option that says how many seconds such a connection waits for another writer."""

_DRIVERS = {
    "sqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
}
"""SQLAlchemy's driver for each kind of database that a URL may name."""


def is_in_memory(url: URL) -> bool:
    """Return True for a SQLite database that lives in this process only."""
    return url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:")


def url_of(location: str) -> URL:
    """Return the URL that a location is, with the driver that we use."""
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


def refuse_missing(url: URL, *, create: bool) -> None:
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


def engine_for(url: URL, patience: float) -> Engine:
    """Return an engine. Its transactions that write wait for other writers, for so many seconds by default."""
    if url.get_backend_name() == "sqlite":
        return _sqlite_engine(url, patience)
    return _postgresql_engine(url, patience)


def _postgresql_engine(url: URL, patience: float) -> Engine:
    try:
        named = f"quotetrack, process {os.getpid()} on {socket.gethostname()}"
        engine = create_engine(
            url, connect_args={"connect_timeout": 10, "fallback_application_name": named[:60]}
        )
        from psycopg import IsolationLevel
    except ModuleNotFoundError as failure:
        raise StoreError(
            f"{location_of(url)} needs the PostgreSQL driver: run `pip install quotetrack[postgresql]`"
        ) from failure

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        driver = cast("psycopg.Connection[Any]", connection.connection.driver_connection)
        options = connection.get_execution_options()
        is_writing = bool(options.get(WRITING))
        # One moment for all queries of a reader, as SQLite gives it. The driver says so in its BEGIN, which saves a
        # message of its own.
        driver.isolation_level = None if is_writing else IsolationLevel.REPEATABLE_READ
        driver.read_only = None if is_writing else True
        if is_writing:
            waited = int(options.get(PATIENT_FOR, patience) * 1000)
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {waited}")

    return engine


def _sqlite_engine(url: URL, patience: float) -> Engine:
    # The driver's own transactions would begin late and unlocked; ours are begun below.
    options: dict[str, Any] = {"connect_args": {"isolation_level": None}}
    if is_in_memory(url):
        options["poolclass"] = StaticPool
        options["connect_args"]["check_same_thread"] = False
    engine = create_engine(url, **options)
    event.listen(engine, "connect", lambda driver, _: driver.execute("PRAGMA foreign_keys = ON"))
    location = location_of(url)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        driver = cast(sqlite3.Connection, connection.connection.driver_connection)
        options = connection.get_execution_options()
        if options.get(WRITING):
            wait = LockWait(location, options.get(PATIENT_FOR, patience), lambda: writer_of(location))
            begin_writing(driver, wait)
        else:
            driver.execute("BEGIN")

    return engine
