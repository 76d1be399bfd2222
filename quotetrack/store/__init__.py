"""Keeps articles and what was said in them in a database: SQLite, or PostgreSQL.

`open_store` is the way in; it gives a `Store`. Importing this loads no database library.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from quotetrack.records.stored import PATIENCE
from quotetrack.store.location import default_location

if TYPE_CHECKING:
    from quotetrack.store.store import Store

__all__ = ["Store", "default_location", "open_store"]


def open_store(
    location: str | Path | None = None, *, create: bool = True, patience: float = PATIENCE
) -> Store:
    """Open the store at `location`: a path, a SQLAlchemy URL, ":memory:", or None for `default_location()`.

    It is made if there is none, unless `create` is off, and brought up to date if an earlier version made it.
    `patience` is how many seconds a writer waits for another one. Raises `NotAStore`
    for other files and databases, `StoreTooNew` for one that a later version wrote, `StoreLocked` when
    `patience` runs out, and `StoreError` if it cannot be reached, made or written.
    """
    from quotetrack.store.database import open_database
    from quotetrack.store.store import Store

    named = default_location() if location is None else str(location)
    return Store(open_database(named, create=create, patience=patience))


def __getattr__(name: str) -> Any:
    if name == "Store":
        from quotetrack.store.store import Store

        return Store
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
