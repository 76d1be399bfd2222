"""What was made of a database, and is kept in memory for as long as nobody has written anything there."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar

from sqlalchemy import Engine, PoolProxiedConnection, text

T = TypeVar("T")

_MOST = 256
"""Results that are kept, those asked for last."""


class Remembered:
    """Results by their keys, each for one state of the database. Any number of threads may ask at once."""

    def __init__(self, engine: Engine, *, is_shared: bool) -> None:
        self._watch = _Watch(engine) if is_shared else None
        self._kept: OrderedDict[Hashable, tuple[object, object]] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` made under this key since anybody wrote last, or makes now: once, if several ask at the
        same time. Nobody may change it."""
        if self._watch is None:
            return make()
        with self._lock:
            making = self._making.setdefault(key, Lock())
        with making:
            # Told before it is made: what is written meanwhile makes a result newer than its state says, never older.
            state = self._watch.state()
            known = self._kept.get(key)
            if known is None or known[0] != state:
                known = state, make()
            self._keep(key, known)
        return known[1]  # type: ignore[return-value]

    def _keep(self, key: Hashable, known: tuple[object, object]) -> None:
        with self._lock:
            self._kept[key] = known
            self._kept.move_to_end(key)
            while len(self._kept) > _MOST:
                oldest, _ = self._kept.popitem(last=False)
                self._making.pop(oldest, None)

    def close(self) -> None:
        """Let all go that is kept, and the connection that watches."""
        with self._lock:
            self._kept.clear()
        if self._watch is not None:
            self._watch.close()


class _Watch:
    """Tells whether a database is as it was."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._lock = engine, Lock()
        self._connection: PoolProxiedConnection | None = None

    def state(self) -> object:
        """Return what is another value as soon as anything has been written by anybody.

        SQLite tells each connection whether others have written since, so that one is kept which never writes.
        PostgreSQL tells which transactions a reader can see. It counts those of the server's other databases too, so
        that it may be another value when nothing here was written.
        """
        if self._engine.dialect.name != "sqlite":
            with self._engine.connect() as connection:
                return connection.execute(text("SELECT CAST(pg_current_snapshot() AS text)")).scalar()
        with self._lock:
            if self._connection is None:
                self._connection = self._engine.raw_connection()
                self._connection.detach()
            return self._connection.cursor().execute("PRAGMA data_version").fetchone()

    def close(self) -> None:
        """Let the connection go. The next question opens another, to which every state is a new one."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
