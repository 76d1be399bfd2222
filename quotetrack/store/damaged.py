"""Reads rows of a database that may be damaged: what cannot be read is told as a fault, narrowed to the row if that can
be done, and what lies beyond it is read all the same. Values come as they are stored, nothing unescaped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Select,
    Table,
    bindparam,
    select,
    type_coerce,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.sqltypes import NULLTYPE

from quotetrack.records import Fault
from quotetrack.store.batches import ROWS, VALUES, in_batches
from quotetrack.store.escaping import Verbatim
from quotetrack.store.failures import cannot_be_read

LEAST, MOST = -(2**63), 2**63 - 1
"""The keys that a row can have at all."""

_LONGEST = 120
"""How much of what a driver says is told; it may quote an article."""

_KINDS = {
    str: "text",
    bytes: "bytes",
    type(None): "null",
    float: "a number",
    int: "an integer",
    bool: "an integer",
}
"""What values are called, by the type that a driver gives them."""

_STORED: dict[type, tuple[type, ...]] = {
    str: (str,),
    bytes: (bytes,),
    float: (float, int),
    int: (int, bool),
    bool: (int, bool),
}
"""The types in which a driver gives what a column holds, by the column's own."""


class Lot(NamedTuple):
    """The rows of a table whose keys lie between two, both included. Lots leave no key out between them, but those of
    rows that cannot be read."""

    first: int
    last: int
    rows: list[Any]


class Rows:
    """Reads the tables of one database. Faults that are found on the way wait until `take_faults`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._faults: list[Fault] = []
        self._wrong: set[tuple[str, str]] = set()
        self._gaps: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        self._shapes: dict[str, set[tuple[type, ...]]] = defaultdict(set)

    def take_faults(self) -> list[Fault]:
        """Return the faults found since the last call."""
        faults, self._faults = self._faults, []
        return faults

    def tell(self, table: Table, row: Any, name: str, *wrong: str) -> None:
        """Keep all that is wrong with a row, with the table, the row's key, and the name that people know it by."""
        if wrong:
            key = _key_of(table, row)
            self._faults += [Fault(table=table.name, row=key, where=name, what=what) for what in wrong]
            self._wrong.add((table.name, key))

    def is_told(self, table: Table, row: Any) -> bool:
        """Return True if something has been found wrong with this row."""
        return bool(self._wrong) and (table.name, _key_of(table, row)) in self._wrong

    def tell_of(self, table: Table, key: str, what: str, *, where: str = "") -> None:
        """Keep what is wrong with a row that is known by its key alone."""
        self._faults.append(Fault(table=table.name, row=key, where=where, what=what))

    def has_gaps(self) -> bool:
        """Return True if some row of any table could not be read."""
        return bool(self._gaps)

    def refer(
        self, table: Table, lot_rows: Sequence[Any], names: Sequence[str], parents: Mapping[str, Table]
    ) -> None:
        """Tell of those of `some` rows, each with its name, that belong to rows of `parents` that are not there.

        `parents` are given by the column that refers to them.
        """
        for column, parent in parents.items():
            gone = self._missing(parent, (getattr(row, column) for row in lot_rows))
            for row, name in zip(lot_rows, names, strict=True):
                if getattr(row, column) in gone:
                    what = (
                        f"{column} is row {getattr(row, column)} of {parent.name}, expected one that is there"
                    )
                    self.tell(table, row, name, what)

    def is_gap(self, table: Table, key: int, column: str | None = None) -> bool:
        """Return True if the row with this key, or some of the rows, cannot be read: nothing is known of them.

        The key is the first of the primary key, or that of another `column` that they were read by.
        """
        gaps = self._gaps.get((table.name, column or _leading(table)), ()) if self._gaps else ()
        return any(first <= key <= last for first, last in gaps)

    def lots(
        self,
        table: Table,
        key: str = "id",
        size: int = VALUES,
        *,
        names: Sequence[str] | None = None,
        within: tuple[int, int] = (LEAST, MOST),
    ) -> Iterator[Lot]:
        """Yield all rows of a table, by an integer key, about so many at a time. Each has its primary key first.

        `names` are the other columns read, by default all.
        """
        at, end = within
        while at <= end:
            keys, is_end = self._keys(table, key, at, end, size)
            if keys is None:
                last = self._resume(table, key, at, end) - 1
                self._gap(table, key, at, last)
            else:
                last = end if is_end else max(at, *keys)
                yield Lot(at, last, self._rows(table, names, key, at, last, keys))
            at = last + 1

    def read(
        self, table: Table, key: str, first: int, last: int, names: Sequence[str] | None = None
    ) -> list[Any]:
        """Return the rows with keys from `first` to `last`, in the order of their primary key."""
        try:
            return self._sound(table, names, key, self._select(table, names, key, first, last))
        except _UnreadableError:
            lots = self.lots(table, key, names=names, within=(first, last))
            return [row for lot in lots for row in lot.rows]

    def pick(self, table: Table, names: Sequence[str], ids: Iterable[int]) -> dict[int, Any]:
        """Map each key to its row; rows that are gone or cannot be read are left out, and nothing is told."""
        found = self.owned(table, _leading(table), ids, names)
        return {id: row for id, (row, *_) in found.items()}

    def owned(
        self, table: Table, column: str, ids: Iterable[int], names: Sequence[str] | None = None
    ) -> dict[int, list[Any]]:
        """Map each of these ids to the rows that hold it in a column, in the order of their primary key; rows that
        cannot be read are left out, and nothing is told."""
        query, kinds = _owned_query(table, column, names and tuple(names))
        shapes = self._shapes[f"{table.name} owned {names}"]
        owned: dict[int, list[Any]] = defaultdict(list)
        at = next(n for n, kind in enumerate(kinds) if kind.name == column)
        for batch in in_batches(sorted(set(ids)), VALUES):
            for row in self._each(query, batch):
                shape = tuple(map(type, row))
                if shape in shapes or all(map(_holds, kinds, shape)):
                    shapes.add(shape)
                    owned[row[at]].append(row)
        return owned

    def all(self, table: Table) -> Iterator[list[Any]]:
        """Yield all rows of a table without an integer key, some at a time; none after one that cannot be read."""
        query = select(*_columns(table, None)).order_by(*table.primary_key.columns)
        after: Any = None
        try:
            with _reading():
                result = self._connection.execute(query, execution_options={"yield_per": ROWS})
                for partition in result.partitions():
                    after = partition[-1]
                    yield self._sound(table, None, None, partition)
        except _UnreadableError as failure:
            where = f"after {_key_of(table, after)}" if after is not None else ""
            self._tell_unreadable(table, where, str(failure), "rows that can")

    def _missing(self, table: Table, ids: Iterable[int | None]) -> set[int]:
        """Return which of these ids no row of `table` has; those of rows that cannot be read are not missing."""
        wanted = {id for id in ids if id is not None}
        there = self.pick(table, (), wanted)
        return {id for id in wanted - there.keys() if not self._unsure(table, id)}

    def _keys(self, table: Table, key: str, at: int, end: int, size: int) -> tuple[list[int] | None, bool]:
        """Return the first keys from `at` on, fewer if damage follows, and whether they are the last.

        The keys are None if the very first cannot be read.
        """
        column = type_coerce(table.c[key], BigInteger)
        query = select(type_coerce(table.c[key], NULLTYPE)).where(column.between(at, end)).order_by(column)
        while size:
            with suppress(_UnreadableError):
                keys = [int(row[0]) for row in self._execute(query.limit(size))]
                return keys, len(keys) < size
            size //= 2
        return None, False

    def _resume(self, table: Table, key: str, at: int, end: int) -> int:
        """Return the first key after `at` from which on rows can be read again; else the one after `end`.

        The search doubles its steps until it meets a row that can be read, then halves them (exponential search).
        """

        def is_damaged(start: int) -> bool:
            return self._keys(table, key, start, end, 1)[0] is None

        step = 1
        while at + step <= end and is_damaged(at + step):
            step *= 2
        bad, good = at + step // 2, min(at + step, end + 1)
        while good - bad > 1:
            middle = (bad + good) // 2
            bad, good = (middle, good) if is_damaged(middle) else (bad, middle)
        return good

    def _rows(
        self,
        table: Table,
        names: Sequence[str] | None,
        key: str,
        first: int,
        last: int,
        keys: Sequence[int],
    ) -> list[Any]:
        try:
            return self._sound(table, names, key, self._select(table, names, key, first, last))
        except _UnreadableError as failure:
            ordered = sorted(set(keys))
            if len(ordered) <= 1:
                bad = (*ordered, *ordered) or (first, last)
                self._gap(table, key, bad[0], bad[1], why=str(failure))
                return []
        cut = len(ordered) // 2
        before = self._rows(table, names, key, first, ordered[cut] - 1, ordered[:cut])
        return before + self._rows(table, names, key, ordered[cut], last, ordered[cut:])

    def _each(self, query: Select[Any], ids: Sequence[int]) -> list[Any]:
        with suppress(_UnreadableError):
            return self._execute(query, {"ids": ids})
        cut = len(ids) // 2
        if not cut:
            return []
        return self._each(query, ids[:cut]) + self._each(query, ids[cut:])

    def _unsure(self, table: Table, id: int) -> bool:
        with suppress(_UnreadableError):
            self._select(table, (), "id", id, id)
            return self.is_gap(table, id)
        return True

    def _gap(
        self, table: Table, key: str, first: int, last: int, why: str = "the database is malformed there"
    ) -> None:
        self._gaps[table.name, key].append((first, last))
        # What is read by another key is read by its own as well, and told then.
        if key == _leading(table):
            self._tell_unreadable(table, _range(first, last), why, "a row that can")

    def _tell_unreadable(self, table: Table, where: str, why: str, expected: str) -> None:
        what = f"cannot be read ({why}), expected {expected}"
        self._faults.append(Fault(table=table.name, row=where, where="", what=what))

    def _select(
        self, table: Table, names: Sequence[str] | None, key: str, first: int, last: int
    ) -> list[Any]:
        column = type_coerce(table.c[key], BigInteger)
        query = select(*_columns(table, names)).where(column.between(first, last))
        return self._execute(query.order_by(column, *table.primary_key.columns))

    def _execute(self, query: Select[Any], given: Mapping[str, Any] | None = None) -> list[Any]:
        with _reading():
            return list(self._connection.execute(query, given).all())

    def _sound(
        self, table: Table, names: Sequence[str] | None, key: str | None, rows: Sequence[Any]
    ) -> list[Any]:
        """Return the rows whose values are of the kinds that their columns hold; the others are faults."""
        known = self._shapes[f"{table.name} {names}"]
        columns = [table.c[column.name] for column in _columns(table, names)]
        sound: list[Any] = []
        for row in rows:
            shape = tuple(map(type, row))
            if shape not in known:
                wrong = next((n for n, column in enumerate(columns) if not _holds(column, shape[n])), None)
                if wrong is not None:
                    self._tell_wrong(table, row, key, columns[wrong], shape[wrong])
                    continue
                known.add(shape)
            sound.append(row)
        return sound

    def _tell_wrong(self, table: Table, row: Any, key: str | None, column: Any, kind: type) -> None:
        if key in (None, _leading(table)):
            expected = _KINDS[_type_of(column)]
            self.tell(
                table, row, "", f"{column.name} holds {_KINDS.get(kind, 'an integer')}, expected {expected}"
            )
        place = None if key is None else getattr(row, key)
        if isinstance(place, int):
            self._gaps[table.name, str(key)].append((place, place))


class _UnreadableError(Exception):
    """Rows that the database cannot read."""


@contextmanager
def _reading() -> Iterator[None]:
    """Raise `_UnreadableError` if a driver cannot read what is stored; let its other errors pass."""
    try:
        yield
    except (DBAPIError, UnicodeDecodeError) as failure:
        why = cannot_be_read(failure)
        if why is None:
            raise
        raise _UnreadableError(why[:_LONGEST]) from failure


def _columns(table: Table, names: Sequence[str] | None) -> list[Any]:
    """Return the columns of the primary key and those named (None: all), so that values come as they are stored."""
    others = table.columns.keys() if names is None else names
    every = dict.fromkeys((*table.primary_key.columns.keys(), *others))
    return [type_coerce(table.c[name], NULLTYPE).label(name) for name in every]


@cache
def _owned_query(
    table: Table, column: str, names: tuple[str, ...] | None
) -> tuple[Select[Any], list[Column[Any]]]:
    """Return what selects the rows of a table that hold one of "ids" in a column, and the columns of the table."""
    columns = _columns(table, names)
    key = type_coerce(table.c[column], BigInteger)
    query = select(*columns).where(key.in_(bindparam("ids", expanding=True)))
    return query.order_by(*table.primary_key.columns), [table.c[column.name] for column in columns]


def _leading(table: Table) -> str:
    return str(next(iter(table.primary_key.columns)).name)


def _key_of(table: Table, row: Any) -> str:
    """Return the primary key of a row that was read, its parts joined by "/"."""
    return "/".join(str(part) for part in row[: len(table.primary_key)])


def _holds(column: Any, kind: type) -> bool:
    if kind is type(None):
        return bool(column.nullable)
    return kind in _STORED[_type_of(column)]


def _type_of(column: Any) -> type:
    return str if isinstance(column.type, Verbatim) else column.type.python_type


def _range(first: int, last: int) -> str:
    if first == last:
        return str(first)
    if last == MOST:
        return "all" if first == LEAST else f"from {first}"
    return f"up to {last}" if first == LEAST else f"{first} to {last}"
