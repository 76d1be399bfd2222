"""Leaves nothing of deleted rows in a database's files, and looks whether anything is left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path
from struct import iter_unpack

from sqlalchemy import Text, delete, select
from sqlalchemy.types import TypeDecorator

from quotetrack.errors import StoreLocked
from quotetrack.store.batches import ROWS
from quotetrack.store.database import Database
from quotetrack.store.engines import WRITING, is_in_memory
from quotetrack.store.escaping import escape
from quotetrack.store.failures import raise_as_ours
from quotetrack.store.index import INDEX_OWNERS
from quotetrack.store.tables import linking_state, metadata

STRETCH = 12
"""Bytes of a piece that is looked for. Files are read in steps of it, so whatever is left of 23 bytes is found."""
_MOST_WINDOWS = 2_000_000
"""Pieces that are looked for, 200 MB of memory; of more, every second, third … stretch of them."""
_BLOCK = STRETCH * 100_000
_PATIENCE = "60s"
"""How long PostgreSQL waits for whoever reads a table that is to be written anew."""

UNCLEAN = "not cleaned"
"""The name under which `linking_state` keeps since when something is erased that may still be in the files."""


def purge(database: Database) -> None:
    """Write the database anew without what was deleted. Other readers of PostgreSQL wait meanwhile.

    StoreLocked if somebody reads a SQLite file at the time: what was deleted then stays in its journal.
    """
    if database.engine.dialect.name == "sqlite":
        _purge_file(database)
        return
    tables = ", ".join((*metadata.tables, *INDEX_OWNERS))
    options = {WRITING: True, "isolation_level": "AUTOCOMMIT"}
    with (
        raise_as_ours(database.engine.url),
        database.engine.connect().execution_options(**options) as connection,
    ):
        connection.exec_driver_sql(f"SET lock_timeout = '{_PATIENCE}'")
        connection.exec_driver_sql(f"VACUUM (FULL, ANALYZE) {tables}")
        connection.exec_driver_sql("RESET lock_timeout")
        connection.execute(delete(linking_state).where(linking_state.c.name == UNCLEAN))


def _purge_file(database: Database) -> None:
    with raise_as_ours(database.engine.url), closing(database.engine.raw_connection()) as driver:
        cursor = driver.cursor()
        cursor.execute("PRAGMA secure_delete = ON")
        # Samples of values, if somebody has had SQLite count them.
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE name LIKE 'sqlite_stat%'")
        if cursor.fetchall() != [(0,)]:
            cursor.execute("ANALYZE")
        cursor.execute("VACUUM")
        cursor.execute("DELETE FROM linking_state WHERE name = ?", (UNCLEAN,))
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        is_busy = next(iter(cursor.fetchall()), (0,))[0]
    if is_busy:
        raise StoreLocked(
            f"{database.location} is read by another process, so its journal still holds what was erased: let the "
            "other end, then run `quotetrack erase --clean`"
        )


def count_remains(database: Database, erased: Iterable[str]) -> int | None:
    """Count the pieces of these texts that the database's files still hold, and that no row that stays holds as well.
    None for PostgreSQL, whose files nobody here can read."""
    url = database.engine.url
    if url.get_backend_name() != "sqlite":
        return None
    if is_in_memory(url):
        return 0
    wanted = _windows([escape(text).encode() for text in erased])
    if not wanted:
        return 0
    found: set[bytes] = set()
    for block in chain.from_iterable(map(_blocks, _files(Path(url.database or "")))):
        found |= wanted.intersection(piece for (piece,) in iter_unpack(f"{STRETCH}s", block))
    for cell in _cells(database) if found else ():
        found.difference_update(_pieces(cell))
        if not found:
            break
    return len(found)


def _files(path: Path) -> Iterator[Path]:
    names = (path, *(path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal")))
    return (name for name in names if name.exists())


def _blocks(path: Path) -> Iterator[bytes]:
    """Yield the bytes of a file, each lot a multiple of `STRETCH` long; the last is filled up."""
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block + b"\0" * (-len(block) % STRETCH)


def _pieces(data: bytes) -> Iterator[bytes]:
    return (data[start : start + STRETCH] for start in range(len(data) - STRETCH + 1))


def _windows(texts: list[bytes]) -> set[bytes]:
    """Return the pieces to look for."""
    every = max(1, -(-sum(map(len, texts)) // _MOST_WINDOWS)) * STRETCH
    pieces = (
        data[at : at + STRETCH]
        for data in texts
        for start in range(0, len(data), every)
        for at in range(start, min(start + STRETCH, len(data) - STRETCH + 1))
    )
    # What lies inside one word may be in the full-text index, as a word of another text.
    return {piece for piece in pieces if not (piece.isascii() and piece.isalnum())}


def _cells(database: Database) -> Iterator[bytes]:
    """Yield all text that the rows hold, as it is stored."""
    with database.reading() as connection:
        for table in metadata.tables.values():
            columns = [c for c in table.columns if isinstance(c.type, Text | TypeDecorator)]
            if not columns:
                continue
            rows = connection.execute(select(*columns), execution_options={"yield_per": ROWS})
            for text in (value for row in rows for value in row if value):
                yield escape(text).encode()
