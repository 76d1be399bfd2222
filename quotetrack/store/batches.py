"""Queries and writes of many values, a batch at a time, and what is made of many rows."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import (
    ARRAY,
    Column,
    ColumnElement,
    Connection,
    Select,
    Table,
    any_,
    delete,
    insert,
    literal,
)

from quotetrack.store.seals import seal_rows

T = TypeVar("T")

VALUES = 500
"""Values in one list of a query: within what every database takes."""
ROWS = 5000
"""Rows that are written or fetched together."""
STATEMENTS = 200
"""Statements that are fetched together; their articles are in memory at the same time."""


def in_batches(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield the values in their order, `size` at a time; nothing for no values."""
    remaining = iter(values)
    while batch := list(islice(remaining, size)):
        yield batch


def is_among(
    connection: Connection, column: ColumnElement[Any], values: Iterable[Any]
) -> ColumnElement[bool]:
    """Return the condition that a column holds one of these values. PostgreSQL gets them as one array, so that a query
    reads the same however many there are: the driver has it planned once, which takes longer than reading the rows."""
    if connection.dialect.name != "postgresql":
        return column.in_(list(values))
    return column == any_(literal(list(values), ARRAY(column.type)))


def select_in(
    connection: Connection, query: Select[Any], column: ColumnElement[Any], values: Iterable[Any]
) -> Iterator[Any]:
    """Yield the rows of `query` whose `column` holds one of the values, `VALUES` of them a query, smallest first."""
    for batch in in_batches(sorted(set(values)), VALUES):
        yield from connection.execute(query.where(is_among(connection, column, batch))).all()


def delete_in(connection: Connection, column: ColumnElement[Any], values: Iterable[Any]) -> None:
    """Delete the rows whose `column` holds one of the values, `VALUES` of them a statement."""
    for batch in in_batches(sorted(set(values)), VALUES):
        connection.execute(delete(column.table).where(is_among(connection, column, batch)))


def group_pairs(pairs: Iterable[tuple[Any, T]]) -> defaultdict[Any, list[T]]:
    """Map each key to its values, in their order; a key without any to an empty list."""
    groups: defaultdict[Any, list[T]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups


class Recent(OrderedDict[int, T]):
    """What was fetched last, by row id: `STATEMENTS` of them, or as many as were wanted together."""

    def fetch(self, wanted: set[int], load: Callable[[list[int]], Mapping[int, T]]) -> None:
        """Have these at hand, if `load` finds them."""
        for known in wanted & self.keys():
            self.move_to_end(known)
        if missing := sorted(wanted - self.keys()):
            self.update(load(missing))
        while len(self) > max(STATEMENTS, len(wanted)):
            self.popitem(last=False)


def insert_rows(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows, `ROWS` at a time; do nothing for no rows."""
    for batch in in_batches(rows, ROWS):
        connection.execute(insert(table), seal_rows(table, batch))


def insert_for_ids(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Insert rows, and return their ids in the same order."""
    if not rows:
        return []
    adding = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return list(connection.execute(adding, seal_rows(table, rows)).scalars())


def put_rows(
    connection: Connection,
    table: Table,
    rows: Iterable[Mapping[str, object]],
    *,
    unless_known: Sequence[str] = (),
) -> None:
    """Insert rows in place of those with the same key; or leave those that are there with the same `unless_known`."""
    adding = insert_by_dialect(connection, table)
    if unless_known:
        adding = adding.on_conflict_do_nothing(index_elements=unless_known)
    else:
        keys = table.primary_key.columns.keys()
        rest = {c.name: adding.excluded[c.name] for c in table.columns if c.name not in keys}
        adding = adding.on_conflict_do_update(index_elements=keys, set_=rest)
    for batch in in_batches(rows, ROWS):
        connection.execute(adding, seal_rows(table, batch))


def insert_by_dialect(connection: Connection, table: Table) -> Any:
    """Return the `INSERT` of this database's own dialect, which alone knows `ON CONFLICT`."""
    from sqlalchemy.dialects import postgresql, sqlite

    return (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(table)


def columns_of(table: Table, kind: type) -> list[Column[Any]]:
    """Return the columns of a table that the fields of a record have the names of, in the order of the fields."""
    return [table.c[field.name] for field in fields(kind) if field.name in table.c]


def values_in(table: Table, record: Any) -> dict[str, Any]:
    """Return the fields of a record that the table has columns for."""
    return {column.name: getattr(record, column.name) for column in columns_of(table, type(record))}
