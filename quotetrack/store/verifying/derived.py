"""Makes anew what is derived from the rest, by the same functions that made it, and compares: what is counted of
speakers and key terms, what reviews come to, the words that names are found by, and the full-text indexes.

It is done in a copy of a SQLite file, or else in a transaction that is taken back, so that nothing is written.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from heapq import merge
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, Table, delete, select, text
from sqlalchemy.exc import DBAPIError

from quotetrack.records import Fault
from quotetrack.store.backing_up import copy_to
from quotetrack.store.batches import ROWS, insert_rows, select_in
from quotetrack.store.database import Database, open_database
from quotetrack.store.decisions import decided_in, put_reviews
from quotetrack.store.failures import cannot_be_read
from quotetrack.store.index import INDEX_OWNERS, indexes_for
from quotetrack.store.key_terms import recount_all_key_terms
from quotetrack.store.linking import LinkWork
from quotetrack.store.reindexing import fill_indexes
from quotetrack.store.seals import SEAL
from quotetrack.store.shared_rows import speaker_word_rows
from quotetrack.store.speaker_profiles import describe
from quotetrack.store.speakers import note_changed
from quotetrack.store.tables import (
    attributions,
    decisions,
    descriptions,
    not_speech,
    quotes,
    reviews,
    revisions,
    role_words,
    speaker_keys,
    speaker_words,
    speakers,
    subjects,
    term_forms,
    undescribed,
)
from quotetrack.store.verifying.faults import show_value

COUNTED = (reviews, speaker_words, descriptions, role_words, term_forms, subjects)
"""The tables that are made anew here."""

OF_PERSONS = (speakers, attributions, speaker_keys)
"""The tables that tell who bears which name."""


class Remade(NamedTuple):
    """How others make anew what they have derived: what tells of links and claims that are kept otherwise, and what
    settles speakers."""

    faults: Callable[[LinkWork], Iterator[Fault]]
    settle: Callable[[LinkWork], None]


_WAS, _REMADE = "was_", "remade_"
"""What is set before the names of tables as they were, and of indexes as they are made anew."""


@contextmanager
def scratch(database: Database) -> Iterator[Connection]:
    """Open a transaction on a copy of a SQLite file, or on the database itself, of which nothing is kept."""
    if database.engine.dialect.name != "sqlite" or database.is_in_memory:
        with database.writing() as connection:
            yield connection
            connection.rollback()
        return
    with tempfile.TemporaryDirectory(prefix="quotetrack-") as folder:
        file = Path(folder, "copy.db")
        copy_to(database, file, name=str(file))
        with (
            closing(open_database(str(file), create=False, patience=1)) as copied,
            copied.writing() as connection,
        ):
            yield connection


def derived_faults(connection: Connection, others: Remade | None = None) -> Iterator[Fault]:
    """Yield what differs after all has been made anew, here and by others; or, if the database cannot be read, that."""
    try:
        if others is not None:
            yield from others.faults(LinkWork(connection))
        yield from _derived_faults(connection, others)
    except (DBAPIError, UnicodeDecodeError) as failure:
        why = cannot_be_read(failure)
        if why is None:
            raise
        what = f"what is derived cannot be read ({why}), expected that it can"
        yield Fault(table="", row="", where="", what=what)


def _derived_faults(connection: Connection, others: Remade | None) -> Iterator[Fault]:
    describe(connection)  # what waits to be counted is no fault
    every = (*COUNTED, *OF_PERSONS)
    for table in every:
        connection.execute(text(f"CREATE TEMPORARY TABLE {_WAS}{table.name} AS SELECT * FROM {table.name}"))
    if others is not None:
        others.settle(LinkWork(connection))
    _remake(connection)
    for table in every:
        yield from _differences(connection, table)
    yield from _index_faults(connection)


def _remake(connection: Connection) -> None:
    for table in (*COUNTED[:4], undescribed):
        connection.execute(delete(table))
    # First what decides which statements are shown, and count.
    decided = connection.execute(select(decisions.c.article).distinct()).scalars().all()
    current = select(revisions.c.id, revisions.c.article).where(revisions.c.current)
    for revision, article in select_in(connection, current, revisions.c.article, decided):
        put_reviews(connection, revision, decided_in(connection, article))
    names = connection.execute(select(speakers.c.id, speakers.c.name)).all()
    insert_rows(connection, speaker_words, (row for id, name in names for row in speaker_word_rows(id, name)))
    persons = select(attributions.c.person).where(attributions.c.person.is_not(None)).distinct()
    note_changed(connection, connection.execute(persons).scalars())
    describe(connection)
    recount_all_key_terms(connection)


def _differences(connection: Connection, table: Table) -> Iterator[Fault]:
    """Yield the columns of rows that are others than those made anew, and rows that only one of both has."""
    keys = [column.name for column in table.primary_key.columns]
    columns = [column for column in table.columns if column.name != SEAL]
    names = ", ".join(f'"{column.name}"' for column in columns)
    order = ", ".join(f'"{key}"' for key in keys)
    place = [next(n for n, column in enumerate(columns) if column.name == key) for key in keys]

    def rows(name: str, side: int) -> Iterator[tuple[tuple[Any, ...], int, Any]]:
        query = text(f"SELECT {names} FROM {name} ORDER BY {order}")
        for row in connection.execute(query, execution_options={"yield_per": ROWS}):
            yield tuple(row[n] for n in place), side, row

    both = merge(rows(f"{_WAS}{table.name}", 0), rows(table.name, 1), key=lambda one: one[:2])
    for key, sides in groupby(both, key=lambda one: one[0]):
        for what in _row_differences(columns, {side: row for _, side, row in sides}):
            yield Fault(table=table.name, row="/".join(map(str, key)), where="", what=what)


def _row_differences(columns: Sequence[Column[Any]], sides: dict[int, Any]) -> Iterator[str]:
    """Tell how a row differs from the one that was made anew: 0 and 1 of `sides`."""
    if 1 not in sides:
        yield "nothing makes this row any more, expected that it is not there"
    elif 0 not in sides:
        yield "the row is gone, expected that it is there"
    else:
        for column, found, expected in zip(columns, sides[0], sides[1], strict=True):
            if found != expected:
                yield f"{column.name} is {show_value(found)}, expected {show_value(expected)} as made anew"


def _index_faults(connection: Connection) -> Iterator[Fault]:
    """Yield the rows of which a full-text index holds other words than they have."""
    for index in INDEX_OWNERS:
        _make_like(connection, index)
    fill_indexes(connection, indexes_for(connection.dialect.name, prefix=_REMADE))
    name_of = dict(map(tuple, connection.execute(select(quotes.c.id, quotes.c.given_id))))
    for table, (index, owner) in zip((quotes, not_speech, revisions), INDEX_OWNERS.items(), strict=True):
        rows = set(connection.execute(select(table.c.id)).scalars())
        was, now = (_indexed(connection, name, owner) for name in (index, f"{_REMADE}{index}"))
        for row in sorted(row for row in rows if was.get(row) != now.get(row)):
            what = f"the full-text index {index} does not have the words of the text, expected that it has"
            where = name_of.get(row, "") if table is quotes else ""
            yield Fault(table=table.name, row=str(row), where=where, what=what)


def _make_like(connection: Connection, index: str) -> None:
    """Make an empty index like one that is there."""
    if connection.dialect.name != "sqlite":
        connection.execute(text(f"CREATE TEMPORARY TABLE {_REMADE}{index} (LIKE {index})"))
        return
    made = connection.execute(text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": index})
    connection.execute(text(str(made.scalar_one()).replace(index, f"{_REMADE}{index}", 1)))


def _indexed(connection: Connection, index: str, owner: str) -> dict[int, int]:
    """Map each row that an index has to a number that is another if the index has other words of it, or elsewhere."""
    if connection.dialect.name != "sqlite":
        found = connection.execute(text(f"SELECT {owner}, vector::text FROM {index}"))
        return {row: hash(vector) for row, vector in found}
    # The words of an FTS5 table that keeps none itself are told by its vocabulary.
    vocabulary = f"words_of_{index}"
    connection.execute(
        text(f"CREATE VIRTUAL TABLE temp.{vocabulary} USING fts5vocab(main, {index}, instance)")
    )
    entries: dict[int, int] = defaultdict(int)
    found = connection.execute(text(f"SELECT doc, term, col, offset FROM {vocabulary}"))
    for doc, *place in found:
        entries[doc] += hash(tuple(place))
    return entries
