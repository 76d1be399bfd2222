"""Changes one value in a copy of a SQLite store, behind the program's back."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Column

HARMLESS = {
    "leaves.checks": "only says which column differs, once the digest has told that one does",
    "kept_checks.id": "a number that the database gives out",
    "pair_decisions.id": "a number that the database gives out",
    "decisions.id": "a number that the database gives out",
    "speaker_decisions.id": "a number that the database gives out",
    "claim_changes.id": "a number that the database gives out",
    "tombstones.id": "a number that the database gives out",
    "erased_names.id": "a number that the database gives out",
    "erased_quotes.id": "a number that the database gives out",
    "watches.id": "a number that the database gives out",
    "watched.id": "a number that the database gives out",
    "watched_pairs.id": "a number that the database gives out",
    "undescribed.speaker": "somebody is counted anew who need not be",
}
"""Columns of which a change may go unnoticed, and why it does no harm."""


def change(store: Path, copy: Path, table: str, column: Column[object], rng: random.Random) -> bool:
    """Change one value in a copy of the store; False if there is no row or the database refuses."""
    for old in copy.parent.glob(f"{copy.name}*"):
        old.unlink()
    shutil.copy(store, copy)
    keys = [key.name for key in column.table.primary_key]
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        (rows,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        if not rows:
            return False
        wanted = ", ".join(f'"{name}"' for name in (*keys, column.name))
        query = f"SELECT {wanted} FROM {table} LIMIT 1 OFFSET ?"
        *key, value = connection.execute(query, (rng.randrange(rows),)).fetchone()
        here = " AND ".join(f'"{name}" = ?' for name in keys)
        try:
            update = f'UPDATE {table} SET "{column.name}" = ? WHERE {here}'
            connection.execute(update, (changed(value, column, rng), *key))
        except sqlite3.IntegrityError:
            return False
    return True


def changed(value: object, column: Column[object], rng: random.Random) -> object:
    """Return another value of the same kind."""
    kind = column.type.python_type
    if value is None:
        return {str: "x", bytes: b"x", float: 0.5}.get(kind, 1)
    if isinstance(value, bytes):
        place = rng.randrange(len(value) or 1)
        return value[:place] + bytes([value[place] ^ 1 if value else 1]) + value[place + 1 :]
    if isinstance(value, str):
        place = rng.randrange(len(value) or 1)
        return value[:place] + ("x" if value[place : place + 1] != "x" else "y") + value[place + 1 :]
    if isinstance(value, float):
        return round(value / 2 + 0.1, 4)
    assert isinstance(value, int)
    return 1 - value if kind is bool else value + rng.choice((-1, 1, 2))
