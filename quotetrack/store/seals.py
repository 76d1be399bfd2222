"""Seals: two bytes a column that are kept beside a row, by which `verify` knows a value that nobody of this program has
written. They notice accidents and edits by hand; whoever forges them too is found by a digest that is kept elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any
from zlib import crc32

from sqlalchemy import Table

from quotetrack.store.escaping import Verbatim, escape

SEAL = "seal"
"""The column of a table whose rows are sealed one by one."""

WIDTH = 2
"""Bytes of a check: of 65,536 changed values, one passes."""

_WRITTEN_LATER = {"members": ("copy_of",)}
"""Columns that the database itself changes when another row goes; `verify --deep` looks after them."""

_NOTHING = b"\x00"
"""Stands for null, which no text begins with: U+0000 is escaped."""


def check_of(value: object) -> bytes:
    """Return the check of a value as it is stored; true and false are 1 and 0, as SQLite gives them."""
    if isinstance(value, str):
        made = value.encode("utf-8", "surrogatepass")
    elif isinstance(value, bytes | memoryview):
        made = bytes(value)
    elif value is None:
        made = _NOTHING
    else:
        made = repr(int(value) if isinstance(value, bool) else value).encode("ascii")
    return (crc32(made) & 0xFFFF).to_bytes(WIDTH, "big")


@cache
def sealed_columns(table: Table) -> tuple[str, ...]:
    """Return the columns that the seal of a row covers, in their order: all but a number that the database gives out,
    and those that it changes by itself. None for a table without seals."""
    if SEAL not in table.c:
        return ()
    key = list(table.primary_key.columns)
    numbered = key[0].name if len(key) == 1 and key[0].name == "id" else None
    left_out = {SEAL, numbered, *_WRITTEN_LATER.get(table.name, ())}
    return tuple(column.name for column in table.columns if column.name not in left_out)


def seal_rows(table: Table, rows: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """Return rows that are about to be written with their seals; the same ones if the table has none."""
    names = sealed_columns(table)
    if not names:
        return rows
    kept = [(name, _stored_as(table, name)) for name in names]
    return [{**row, SEAL: b"".join(check_of(stored(row.get(name))) for name, stored in kept)} for row in rows]


def broken_seals(table: Table, row: Any) -> Iterator[str]:
    """Yield the columns of a row, as it is stored, that are not what was sealed."""
    names = sealed_columns(table)
    seal = bytes(row.seal or b"")
    if len(seal) != WIDTH * len(names):
        yield SEAL
        return
    for n, name in enumerate(names):
        if check_of(getattr(row, name)) != seal[WIDTH * n : WIDTH * (n + 1)]:
            yield name


def _stored_as(table: Table, name: str) -> Callable[[Any], Any]:
    """Return what makes of a value the one that is stored for it."""
    if isinstance(table.c[name].type, Verbatim):
        return lambda value: None if value is None else escape(value)
    if table.c[name].type.python_type is float:
        return lambda value: None if value is None else float(value)
    return lambda value: value
