"""Copies a database into a file, while others read and write it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import cast

from quotetrack.errors import OutputError, StoreError, UsageError
from quotetrack.store.database import Database
from quotetrack.store.failures import location_of, raise_as_ours

_OF_THE_COPY = ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_CANTOPEN")
"""What SQLite says if the file that is written is what fails; only that file is written."""


def copy_to(database: Database, file: Path, *, name: str) -> None:
    """Copy a SQLite database into an empty file, as it is at one moment. Errors call the file by `name`.

    UsageError for PostgreSQL, OutputError if the file cannot be written.
    """
    url = database.engine.url
    if url.get_backend_name() != "sqlite":
        raise UsageError(
            f"{location_of(url)} is no SQLite database, which is all that `backup` copies: use pg_dump, or "
            "`quotetrack export FILE`"
        )
    with (
        raise_as_ours(url),
        closing(database.engine.raw_connection()) as driver,
        closing(sqlite3.connect(file)) as copy,
    ):
        try:
            # All pages in one step: whoever writes meanwhile writes to the journal.
            cast(sqlite3.Connection, driver.driver_connection).backup(copy)
        except sqlite3.Error as failure:
            if failure.sqlite_errorname not in _OF_THE_COPY:
                raise
            raise OutputError(f"{name}: cannot be written ({failure})") from failure


def require_sound(database: Database, copied: Path) -> None:
    """Have SQLite read all of a copy of a database. StoreError if it is damaged, as is what it was made of then."""
    url = database.engine.url
    with raise_as_ours(url), closing(sqlite3.connect(copied)) as copy:
        report = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if report != "ok":
        raise StoreError(
            f"{location_of(url)} is damaged ({report}), and so would be its copy: run `quotetrack verify`"
        )
