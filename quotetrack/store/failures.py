"""What drivers raise, as errors of ours: what was found, where, and what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from quotetrack.errors import NotAStore, StoreError, StoreLocked, UsageError
from quotetrack.store.waiting import Interfered

_DAMAGED = "is damaged: restore it from a copy, or add the articles to a new database"

_FAILURES: dict[str, tuple[type[StoreError], str]] = {
    # SQLite's own names for what went wrong; longer names ("SQLITE_BUSY_SNAPSHOT") start with these.
    "SQLITE_BUSY": (
        StoreLocked,
        "is locked by another process: wait for it to end, or name another database",
    ),
    "SQLITE_LOCKED": (StoreLocked, "is locked by this process: let the other use of it end first"),
    "SQLITE_NOTADB": (
        NotAStore,
        "is not a database: name a quotetrack database, or a file that does not exist yet",
    ),
    "SQLITE_CORRUPT": (StoreError, _DAMAGED),
    "SQLITE_READONLY": (
        StoreError,
        "cannot be written: make the file and its folder writable, or name another database",
    ),
    "SQLITE_CANTOPEN": (
        StoreError,
        "cannot be opened: its folder must exist and be readable and writable",
    ),
    "SQLITE_FULL": (
        StoreError,
        "has no room left on its disk: what was being written is not stored, and what was before stays; make room "
        "and run it again",
    ),
    "SQLITE_IOERR_SHM": (
        StoreError,
        "cannot be opened: there is no room beside it for what SQLite keeps there; make room on its disk",
    ),
    "SQLITE_IOERR": (StoreError, "cannot be read or written; the disk reports an error"),
    # PostgreSQL's codes for a lock that was not granted in time, a deadlock and a role that may only read.
    "55P03": (StoreLocked, "is locked by another process: wait for it to end, then try again"),
    "40P01": (Interfered, "is being written by another process at the same time: try again"),
    "25006": (StoreError, "may only be read: use a role that may write"),
    "42501": (StoreError, "refuses this role: use one that may create, read and write tables"),
}
"""What drivers call a failure, or how that begins: our error, and what it says after the database's name."""

# What SQLite reports of pages that hold something else than they should.
_DAMAGE = ("SQLITE_CORRUPT", "SQLITE_IOERR", "SQLITE_NOTADB", "SQLITE_TOOBIG")


def cannot_be_read(failure: DBAPIError | UnicodeDecodeError) -> str | None:
    """Return what SQLite says of rows that are damaged, in a line; None for any other failure.

    The driver may be unable to read the message itself, because it quotes what is damaged.
    """
    if isinstance(failure, UnicodeDecodeError):
        return "the schema is no UTF-8"
    cause = failure.orig
    name = getattr(cause, "sqlite_errorname", None)
    message = str(cause).strip().partition("\n")[0]
    if name is not None:
        return message if name.startswith(_DAMAGE) else None
    # The driver's own: it names the column, and quotes what stands there.
    return "the text is no UTF-8" if message.startswith("Could not decode to UTF-8") else None


@contextmanager
def raise_as_ours(url: URL) -> Iterator[None]:
    """Raise what a driver raises inside as a `StoreError` that names the database but no password."""
    try:
        yield
    except (DBAPIError, PoolTimeout, sqlite3.Error) as failure:
        raise _ours(failure, url) from failure
    except OverflowError as failure:
        if "SQLite" not in str(failure):
            raise
        raise UsageError(f"a number is larger than any that {location_of(url)} can hold") from failure
    except UnicodeDecodeError as failure:
        # The driver's, of a message that quotes a damaged schema: all our own text is text already.
        raise StoreError(f"{location_of(url)} {_DAMAGED}") from failure


def location_of(url: URL) -> str:
    """Return how a database is named in messages: a path as it is, a URL without its password and options."""
    if url.get_backend_name() == "sqlite":
        return url.database or ":memory:"
    return url.set(drivername=url.get_backend_name(), query={}).render_as_string(hide_password=True)


def _ours(failure: DBAPIError | PoolTimeout | sqlite3.Error, url: URL) -> StoreError:
    cause = getattr(failure, "orig", failure)
    code = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None) or ""
    for start, (error, what) in _FAILURES.items():
        if code.startswith(start):
            return error(f"{location_of(url)} {what}")
    return StoreError(f"{location_of(url)} cannot be used: {_without_secrets(cause or failure, url)}")


def _without_secrets(cause: BaseException, url: URL) -> str:
    """Return the first line of what the driver says, with every password of the URL taken out."""
    message = str(cause).strip().partition("\n")[0]
    secrets = [url.password, *(value for key, value in url.query.items() if "password" in key)]
    for secret in secrets:
        if isinstance(secret, str) and secret:
            message = message.replace(secret, "***")
    return message
