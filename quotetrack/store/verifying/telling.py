"""How faults of rows are told: with the table, the row's key, and the name that a reader knows it by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Table

from quotetrack.records import Fault
from quotetrack.store.escaping import unescape
from quotetrack.store.verifying.damaged import Rows
from quotetrack.store.verifying.faults import shown


def tell(rows: Rows, table: Table, row: Any, where: str, what: str) -> None:
    """Tell of a fault of a row."""
    rows.tell(Fault(table=table.name, row=rows.name_of(table, row), where=where, what=what))


def check(rows: Rows, table: Table, row: Any, where: str | None, found: Iterable[str]) -> None:
    """Tell of all that was found wrong with a row."""
    for what in found:
        tell(rows, table, row, where or "", what)


def refer(
    rows: Rows, table: Table, some: Sequence[Any], parents: Mapping[str, Table], where: Mapping[Any, str]
) -> None:
    """Tell of those of `some` rows that belong to rows that are not there; `where` names each by its primary key."""
    for name, parent in parents.items():
        gone = rows.missing(parent, (getattr(row, name) for row in some))
        for row in some if gone else ():
            if getattr(row, name) in gone:
                key = row[0] if len(table.primary_key) == 1 else tuple(row[: len(table.primary_key)])
                what = f"{name} is row {getattr(row, name)} of {parent.name}, expected one that is there"
                tell(rows, table, row, where.get(key, ""), what)


def plain(stored: str | None) -> str | None:
    """The text that was stored; None for none."""
    return None if stored is None else unescape(stored)


def same(name: str, found: str, wanted: str) -> Iterator[str]:
    """The fault of a value that is not the one it is made of."""
    if found != wanted:
        yield f"{name} is {shown(found)}, expected {shown(wanted)}"
