"""What linking has yet to do: a mark a statement, written in the transaction that makes it necessary.

A mark goes when all is written that it asks for. So whatever breaks a run off, the next run that writes knows what is
missing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from sqlalchemy import Connection, delete, func, literal, select

from quotetrack.store.batches import delete_in, insert_rows, put_rows
from quotetrack.store.tables import pending, quotes, revisions

Undone = Literal["link", "group"]
"""`link`: the statement is not linked, nor is its speaker settled. `group`: it is linked, and its claim has to be made
anew."""


class Marks(NamedTuple):
    """The row ids of the statements that have to be linked, and of those that have to be grouped, in order."""

    link: list[int]
    group: list[int]


def mark_new(connection: Connection, quote_rows: Iterable[int]) -> None:
    """Note that these statements, which were just stored, have to be linked."""
    insert_rows(connection, pending, ({"quote": row, "task": "link"} for row in quote_rows))


def mark_regrouped(connection: Connection, quote_rows: Iterable[int]) -> None:
    """Note that the claims of these statements have to be made anew."""
    rows = ({"quote": row, "task": "group"} for row in sorted(set(quote_rows)))
    put_rows(connection, pending, rows, unless_known=["quote"])


def mark_every(connection: Connection) -> None:
    """Note that all statements of current texts have to be linked, as if none was."""
    current = select(quotes.c.id, literal("link")).join(revisions, revisions.c.id == quotes.c.revision)
    connection.execute(delete(pending))
    connection.execute(pending.insert().from_select(["quote", "task"], current.where(revisions.c.current)))


def unmark(connection: Connection, quote_rows: Iterable[int]) -> None:
    """Note that nothing has to be done any more for these statements."""
    delete_in(connection, pending.c.quote, quote_rows)


def read_marks(connection: Connection) -> Marks:
    """Return all that is to be done."""
    rows = connection.execute(select(pending.c.quote, pending.c.task).order_by(pending.c.quote)).all()
    return Marks(
        [row.quote for row in rows if row.task == "link"], [row.quote for row in rows if row.task == "group"]
    )


def count_pending(connection: Connection) -> int:
    """Count the statements for which something is to be done."""
    return int(connection.execute(select(func.count()).select_from(pending)).scalar_one())
