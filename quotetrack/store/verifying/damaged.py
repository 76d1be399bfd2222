"""Reads rows of a database that may be damaged: what cannot be read is told as a fault, narrowed to the row where that
can be done, and what lies beyond it is read all the same. Values come as they are stored, nothing unescaped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Connection,
    Double,
    Integer,
    LargeBinary,
    Select,
    Table,
    select,
    type_coerce,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.sqltypes import NULLTYPE

from quotetrack.records import Fault
from quotetrack.store.batches import AT_ONCE, ROWS, lots
from quotetrack.store.failures import cannot_be_read

LEAST, MOST = -(2**63), 2**63 - 1
"""The keys that a row can have at all."""

_LONGEST = 120
"""How much of what a driver says is told; it may quote an article."""


class Lot(NamedTuple):
    """The rows of a table whose keys lie between two, both included. Lots leave no key out between them, but those of
    rows that cannot be read."""

    first: int
    last: int
    rows: list[Any]


class Rows:
    """Reads the tables of one database. What is found on the way stands in `found` until `told` takes it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._found: list[Fault] = []
        self._gaps: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        self._shapes: dict[str, set[tuple[type, ...]]] = defaultdict(set)

    def tell(self, fault: Fault) -> None:
        """Keep a fault until `told`."""
        self._found.append(fault)

    def told(self) -> list[Fault]:
        """The faults found since the last call."""
        found, self._found = self._found, []
        return found

    def is_gap(self, table: Table, key: int, column: str | None = None) -> bool:
        """True where the row with this key, or some of the rows, cannot be read: nothing is known of them. The key is
        the first of the primary key, or that of another `column` that they were read by."""
        if not self._gaps:
            return False
        gaps = self._gaps.get((table.name, column or _leading(table)), ())
        return any(first <= key <= last for first, last in gaps)

    def lots(
        self,
        table: Table,
        names: Sequence[str],
        key: str = "id",
        size: int = AT_ONCE,
        *,
        within: tuple[int, int] = (LEAST, MOST),
    ) -> Iterator[Lot]:
        """All rows of a table, by an integer key, about so many at a time. Each has its primary key first."""
        at, end = within
        while at <= end:
            keys, is_end = self._keys(table, key, at, end, size)
            if keys is None:
                after = self._resume(table, key, at, end)
                self._gap(table, key, at, after - 1)
                at = after
                continue
            last = end if is_end else max(at, *keys)
            yield Lot(at, last, self._rows(table, names, key, at, last, keys))
            at = last + 1

    def read(self, table: Table, names: Sequence[str], key: str, first: int, last: int) -> list[Any]:
        """The rows with keys from `first` to `last`, in the order of their primary key."""
        try:
            return self._sound(table, names, key, self._select(table, names, key, first, last))
        except _UnreadableError:
            found = self.lots(table, names, key, within=(first, last))
            return [row for lot in found for row in lot.rows]

    def pick(self, table: Table, names: Sequence[str], ids: Iterable[int]) -> dict[int, Any]:
        """The rows with these keys, by key; those that are gone or cannot be read are left out, and nothing is told."""
        columns = self._columns(table, names)
        kinds = [table.c[column.name] for column in columns]
        out: dict[int, Any] = {}
        for some in lots(sorted(set(ids)), AT_ONCE):
            for row in self._each(select(*columns), table, some):
                if all(map(_holds, kinds, map(type, row))):
                    out[row[0]] = row
        return out

    def missing(self, table: Table, ids: Iterable[int | None]) -> set[int]:
        """Which of these ids no row of `table` has; those of rows that cannot be read are not missing."""
        wanted = {id for id in ids if id is not None}
        there = self.pick(table, (), wanted)
        return {id for id in wanted - there.keys() if not self._unsure(table, id)}

    def all(self, table: Table, names: Sequence[str]) -> Iterator[list[Any]]:
        """All rows of a table without an integer key, some at a time; none after one that cannot be read."""
        key = table.primary_key.columns
        wanted = select(*self._columns(table, names)).order_by(*key)
        after: Any = None
        try:
            for rows in self._stream(wanted):
                after = rows[-1]
                yield self._sound(table, names, None, rows)
        except _UnreadableError as failure:
            where = f"after {self.name_of(table, after)}" if after is not None else ""
            self.tell(
                Fault(
                    table=table.name,
                    row=where,
                    where="",
                    what=f"cannot be read ({failure}), expected rows that can",
                )
            )

    def name_of(self, table: Table, row: Any) -> str:
        """The primary key of a row that was read, its parts joined by "/"."""
        return "/".join(str(part) for part in row[: len(table.primary_key)])

    def _keys(self, table: Table, key: str, at: int, end: int, size: int) -> tuple[list[int] | None, bool]:
        """The first keys from `at` on, fewer where damage follows, and whether they are the last; None where the very
        first cannot be read."""
        column = type_coerce(table.c[key], BigInteger)
        wanted = select(type_coerce(table.c[key], NULLTYPE)).where(column.between(at, end)).order_by(column)
        while size:
            try:
                keys = [int(row[0]) for row in self._execute(wanted.limit(size))]
            except _UnreadableError:
                size //= 2
                continue
            return keys, len(keys) < size
        return None, False

    def _resume(self, table: Table, key: str, at: int, end: int) -> int:
        """The first key after `at` from which on rows can be read again; the one after `end` where there is none."""
        step = 1
        bad, good = at, end + 1
        while at + step <= end:
            if self._keys(table, key, at + step, end, 1)[0] is not None:
                good = at + step
                break
            bad = at + step
            step *= 2
        while good - bad > 1:
            middle = (bad + good) // 2
            if self._keys(table, key, middle, end, 1)[0] is None:
                bad = middle
            else:
                good = middle
        return good

    def _rows(
        self, table: Table, names: Sequence[str], key: str, first: int, last: int, keys: Sequence[int]
    ) -> list[Any]:
        try:
            return self._sound(table, names, key, self._select(table, names, key, first, last))
        except _UnreadableError as failure:
            if len(set(keys)) <= 1:
                bad = (keys[0], keys[0]) if keys else (first, last)
                self._gap(table, key, *bad, why=str(failure))
                return []
        ordered = sorted(set(keys))
        middle = len(ordered) // 2
        return [
            row
            for some, start, stop in (
                (ordered[:middle], first, ordered[middle] - 1),
                (ordered[middle:], ordered[middle], last),
            )
            for row in self._rows(table, names, key, start, stop, some)
        ]

    def _each(self, wanted: Select[Any], table: Table, ids: Sequence[int]) -> list[Any]:
        try:
            return self._execute(wanted.where(type_coerce(table.c[_leading(table)], BigInteger).in_(ids)))
        except _UnreadableError:
            if len(ids) == 1:
                return []
        middle = len(ids) // 2
        return [*self._each(wanted, table, ids[:middle]), *self._each(wanted, table, ids[middle:])]

    def _unsure(self, table: Table, id: int) -> bool:
        if self.is_gap(table, id):
            return True
        try:
            self._select(table, (), "id", id, id)
        except _UnreadableError:
            return True
        return False

    def _gap(
        self, table: Table, key: str, first: int, last: int, why: str = "the database is malformed there"
    ) -> None:
        self._gaps[table.name, key].append((first, last))
        # What is read by another key is read by its own as well, and told then.
        if key == _leading(table):
            rows = str(first) if first == last else _range(first, last)
            self.tell(
                Fault(
                    table=table.name,
                    row=rows,
                    where="",
                    what=f"cannot be read ({why}), expected a row that can",
                )
            )

    def _columns(self, table: Table, names: Sequence[str]) -> list[Any]:
        every = [*(column.name for column in table.primary_key.columns), *names]
        return [type_coerce(table.c[name], NULLTYPE).label(name) for name in dict.fromkeys(every)]

    def _select(self, table: Table, names: Sequence[str], key: str, first: int, last: int) -> list[Any]:
        column = type_coerce(table.c[key], BigInteger)
        wanted = select(*self._columns(table, names)).where(column.between(first, last))
        return self._execute(wanted.order_by(column, *table.primary_key.columns))

    def _execute(self, wanted: Select[Any]) -> list[Any]:
        try:
            return list(self._connection.execute(wanted).all())
        except (DBAPIError, UnicodeDecodeError) as failure:
            raise _unreadable(failure) from failure

    def _stream(self, wanted: Select[Any]) -> Iterator[list[Any]]:
        try:
            found = self._connection.execute(wanted, execution_options={"yield_per": ROWS})
            yield from (list(some) for some in found.partitions())
        except (DBAPIError, UnicodeDecodeError) as failure:
            raise _unreadable(failure) from failure

    def _sound(self, table: Table, names: Sequence[str], key: str | None, rows: Sequence[Any]) -> list[Any]:
        """The rows whose values are of the kinds that their columns hold; the others are faults."""
        known = self._shapes[f"{table.name} {names}"]
        columns = [table.c[column.name] for column in self._columns(table, names)]
        out: list[Any] = []
        for row in rows:
            shape = tuple(map(type, row))
            if shape not in known:
                wrong = next((n for n, one in enumerate(columns) if not _holds(one, shape[n])), None)
                if wrong is not None:
                    if key in (None, _leading(table)):
                        self._tell_wrong(table, row, columns[wrong], row[wrong])
                    place = None if key is None else getattr(row, key)
                    if isinstance(place, int):
                        self._gaps[table.name, str(key)].append((place, place))
                    continue
                known.add(shape)
            out.append(row)
        return out

    def _tell_wrong(self, table: Table, row: Any, column: Any, value: object) -> None:
        kind = {str: "text", bytes: "bytes", type(None): "null", float: "a number"}.get(
            type(value), "an integer"
        )
        wanted = {str: "text", bytes: "bytes", float: "a number", int: "an integer"}[_kinds(column)[0]]
        what = f"{column.name} holds {kind}, expected {wanted}"
        self.tell(Fault(table=table.name, row=self.name_of(table, row), where="", what=what))


def _leading(table: Table) -> str:
    return str(next(iter(table.primary_key.columns)).name)


class _UnreadableError(Exception):
    """Rows that the database cannot read."""


def _unreadable(failure: DBAPIError | UnicodeDecodeError) -> Exception:
    why = cannot_be_read(failure)
    return failure if why is None else _UnreadableError(why[:_LONGEST])


def _kinds(column: Any) -> tuple[type, ...]:
    if isinstance(column.type, Double):
        return float, int
    if isinstance(column.type, LargeBinary):
        return (bytes,)
    if isinstance(column.type, Integer | BigInteger) or column.type.python_type in (int, bool):
        return int, bool
    return (str,)


def _holds(column: Any, kind: type) -> bool:
    return kind in _kinds(column) or (kind is type(None) and bool(column.nullable))


def _range(first: int, last: int) -> str:
    if first == LEAST and last == MOST:
        return "all"
    if last == MOST:
        return f"from {first}"
    return f"up to {last}" if first == LEAST else f"{first} to {last}"
