"""How a writer waits for another one: until the lock is free or its patience ends. After a while it says for whom it
waits, as far as that can be known: to the logger `quotetrack`, which the command line prints on stderr."""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from quotetrack.errors import StoreLocked

T = TypeVar("T")

_TOLD_AFTER = 5.0
"""Seconds after which a writer says for whom it waits."""
_PAUSE = 0.02
"""Seconds between two tries."""
_TRY = 50
"""Milliseconds that SQLite waits by itself when it wants to write; between two tries Python looks at signals."""
_READ = 5000
"""Milliseconds that SQLite waits by itself for anything else. Only a moment's work locks readers out."""
_WRITERS_BYTE = "120"
"""Where a process that writes locks the file that SQLite keeps beside a database (its `WAL_WRITE_LOCK`)."""
_LONGEST = 80
"""Characters of a command that are told."""

_BLOCKING = text(
    "SELECT pid, application_name FROM pg_stat_activity WHERE pid = ANY(pg_blocking_pids(:own)) ORDER BY pid"
)

_LOG = logging.getLogger("quotetrack")


class Interfered(StoreLocked):
    """Another process wrote the same at the same time. What was being written is not stored, and can be repeated."""


class LockWait:
    """One wait for a lock, of so many seconds at most. `whom` says who holds it, if that can be known."""

    def __init__(self, location: str, patience: float, whom: Callable[[], str]) -> None:
        self._location, self._patience, self._whom = location, patience, whom
        self._begun = time.monotonic()
        self._is_told = False

    def goes_on(self, pause: float = _PAUSE) -> bool:
        """Wait a moment; return False if the patience has ended."""
        waited = time.monotonic() - self._begun
        if waited >= self._patience:
            return False
        if waited >= _TOLD_AFTER and not self._is_told:
            self._is_told = True
            tell_of_waiting(self._location, self._whom())
        time.sleep(min(pause, self._patience - waited))
        return True


def tell_of_waiting(location: str, whom: str) -> None:
    """Say for whom somebody waits who wants to write."""
    _LOG.info("waiting to write %s: %s writes it", location, whom or "another process")


def repeat_interfered(action: Callable[[], T], patience: float) -> T:
    """Return what `action` returns; begin it anew if another process interferes, for so many seconds."""
    end = time.monotonic() + patience
    while True:
        try:
            return action()
        except Interfered:
            if time.monotonic() >= end:
                raise
            time.sleep(_PAUSE)


def begin_writing(driver: sqlite3.Connection, wait: LockWait) -> None:
    """Begin a transaction that writes; wait for the end of another one. It raises what the driver raises."""
    driver.execute(f"PRAGMA busy_timeout = {_TRY}")
    try:
        until_free(lambda: driver.execute("BEGIN IMMEDIATE"), wait)
    finally:
        driver.execute(f"PRAGMA busy_timeout = {_READ}")


def until_free(action: Callable[[], T], wait: LockWait) -> T:
    """Return what `action` returns; try again for as long as SQLite is locked by another process."""
    while True:
        try:
            return action()
        except sqlite3.OperationalError as failure:
            is_busy = str(getattr(failure, "sqlite_errorname", "")).startswith("SQLITE_BUSY")
            if not is_busy or not wait.goes_on():
                raise


def writer_of(file: str) -> str:
    """Return which process is writing a SQLite database, with its command; "" if the system does not tell."""
    try:
        inode = Path(f"{file}-shm").stat().st_ino
        locks = [line.split() for line in Path("/proc/locks").read_text().splitlines()]
    except OSError:
        return ""
    for lock in locks:
        # "3: POSIX ADVISORY WRITE 4711 fe:01:917 120 120"; who waits for it has an arrow behind the number.
        if (
            len(lock) == 8
            and lock[3] == "WRITE"
            and lock[5].endswith(f":{inode}")
            and lock[6] == _WRITERS_BYTE
        ):
            return process_words(int(lock[4]))
    return ""


def process_words(number: int) -> str:
    """Return a process by its number, with its command as far as the system tells it."""
    words = ""
    with suppress(OSError):
        words = Path(f"/proc/{number}/cmdline").read_text(errors="replace").replace("\0", " ").strip()
    return f"process {number}" + (f" ({words[:_LONGEST]})" if words else "")


@contextmanager
def telling_whom(engine: Engine, connection: Connection, location: str) -> Iterator[None]:
    """While a transaction of PostgreSQL goes on, say once for whom it waits, if it does for long."""
    own = connection.connection.driver_connection.info.backend_pid  # type: ignore[union-attr]
    is_over = threading.Event()

    def watch() -> None:
        while not is_over.wait(_TOLD_AFTER):
            with suppress(DBAPIError), engine.connect() as other:
                if blocking := other.execute(_BLOCKING, {"own": own}).all():
                    names = (
                        f"{row.application_name or 'a client'} (server process {row.pid})" for row in blocking
                    )
                    tell_of_waiting(location, ", ".join(names))
                    return

    watching = threading.Thread(target=watch, daemon=True)
    watching.start()
    try:
        yield
    finally:
        is_over.set()
        watching.join()
