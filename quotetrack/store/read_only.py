"""Stores that may only be read: files of SQLite in a folder or on a medium that cannot be written, or asked for so.

SQLite keeps an index beside a database with a write-ahead log, and makes it where there is none. Where it cannot, a
database without a log is read as a file that nobody changes, and one with a log is copied, with the log, to a temporary
folder. So is one of an earlier version, which is brought up to date there.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL

from quotetrack.store.engines import WRITING

Way = Literal["shared", "frozen", "copied"]
"""How a file is read: with others that may write it, as one that nobody changes, or from a copy."""

_REFUSED = ("SQLITE_CANTOPEN", "SQLITE_READONLY")
"""What SQLite calls it if it may not make the files that it needs. A disk without room is another matter."""


def is_read_only(url: URL) -> bool:
    """Return True for an address that asks for reading only."""
    return url.get_backend_name() == "sqlite" and url.query.get("mode") == "ro"


def as_plain_file(url: URL) -> URL:
    """Return an address with `mode=ro` in one form, whether it is written as a URI of SQLite or as a path."""
    if not is_read_only(url) or url.query.keys() - {"mode", "uri"}:
        return url
    file = (url.database or "").removeprefix("file:")
    return url.set(database=file, query={"mode": "ro"})


def was_refused(failure: BaseException, url: URL) -> bool:
    """Return True if opening a file failed as nothing may be written there."""
    cause = getattr(failure.__cause__, "orig", failure.__cause__)
    is_file = url.get_backend_name() == "sqlite" and Path(url.database or "").is_file()
    return is_file and str(getattr(cause, "sqlite_errorname", "")).startswith(_REFUSED)


def ways_to_read(file: Path) -> Iterator[Way]:
    """Yield the ways to read a file that may work, the safest first."""
    yield "shared"
    log = Path(f"{file}-wal")
    if not log.exists() or not log.stat().st_size:
        yield "frozen"
    yield "copied"


def copied(file: Path) -> tempfile.TemporaryDirectory[str]:
    """Return a folder with a copy of a database and its log, under the same name. It goes with the last use of it."""
    folder = tempfile.TemporaryDirectory(prefix="quotetrack-")
    for ending in ("", "-wal"):
        if (part := Path(f"{file}{ending}")).exists():
            shutil.copyfile(part, Path(folder.name, part.name))
    return folder


def reading_engine(url: URL, file: Path, way: Way) -> Engine:
    """Return an engine that only reads `file`, and is known as the `url`."""
    how = "mode=ro&immutable=1" if way == "frozen" else "mode=ro"

    def connect() -> sqlite3.Connection:
        address = f"file:{quote(str(file.absolute()))}?{how}"
        return sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)

    engine = create_engine(url.set(query={}), creator=connect)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(
            "BEGIN IMMEDIATE" if connection.get_execution_options().get(WRITING) else "BEGIN"
        )

    return engine
