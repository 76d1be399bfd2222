"""Makes anew what is derived from the rest, by the same functions that made it, and compares: what is counted of
speakers and key terms, what reviews come to, the words that names are found by, and the full-text indexes.

It is done in a copy of a SQLite file, or else in a transaction that is taken back, so that nothing is written.
"""

from __future__ import annotations

import sqlite3
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
from quotetrack.store.batches import ROWS, STATEMENTS, in_batches, insert_rows, select_in
from quotetrack.store.database import Database, open_database
from quotetrack.store.decisions import decided_in, put_reviews
from quotetrack.store.failures import cannot_be_read
from quotetrack.store.index import (
    Entry,
    Index,
    PostgresqlIndex,
    SqliteIndex,
    not_speech_entries,
    quote_entries,
    text_entry,
)
from quotetrack.store.key_terms import recount_all_key_terms
from quotetrack.store.linking import LinkWork
from quotetrack.store.reading import article_in, not_speech_in, statements_in
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


_WAS = "was_"


@contextmanager
def scratch(database: Database) -> Iterator[Connection]:
    """Open a transaction on a copy of a SQLite file, or on the database itself, of which nothing is kept."""
    if database.engine.dialect.name != "sqlite" or database.is_in_memory:
        with database.writing() as connection:
            yield connection
            connection.rollback()
        return
    with tempfile.TemporaryDirectory(prefix="quotetrack-") as folder:
        file = str(Path(folder, "copy.db"))
        with database.reading() as connection:
            copy = sqlite3.connect(file)
            connection.connection.driver_connection.backup(copy)  # type: ignore[union-attr]
            copy.close()
        with closing(open_database(file, create=False, patience=1)) as copied, copied.writing() as connection:
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
    name_of = dict(map(tuple, connection.execute(select(quotes.c.id, quotes.c.given_id))))
    for table, index, owner, entries in (
        (quotes, "quote_words", "quote", _quote_entries),
        (not_speech, "not_speech_words", "not_speech", _not_speech_entries),
        (revisions, "text_words", "revision", _text_entries),
    ):
        rows = set(connection.execute(select(table.c.id)).scalars())
        was = _indexed(connection, index, owner)
        remade = _remade_index(connection, index, owner)
        for lot in in_batches(_revision_rows(connection), STATEMENTS):
            remade.add(connection, [entry for row in lot for entry in entries(connection, row)])
        now = _indexed(connection, remade.name, owner)
        for row in sorted(row for row in rows if was.get(row) != now.get(row)):
            what = f"the full-text index {index} does not have the words of the text, expected that it has"
            where = name_of.get(row, "") if table is quotes else ""
            yield Fault(table=table.name, row=str(row), where=where, what=what)


def _revision_rows(connection: Connection) -> list[int]:
    return list(connection.execute(select(revisions.c.id).order_by(revisions.c.id)).scalars())


def _quote_entries(connection: Connection, revision: int) -> list[Entry]:
    own = select(quotes.c.id).where(quotes.c.revision == revision).order_by(quotes.c.n)
    ids = connection.execute(own).scalars().all()
    numbered = zip(ids, statements_in(connection, revision), strict=True)
    return quote_entries(article_in(connection, revision), list(numbered))


def _not_speech_entries(connection: Connection, revision: int) -> list[Entry]:
    own = select(not_speech.c.id).where(not_speech.c.revision == revision).order_by(not_speech.c.n)
    ids = connection.execute(own).scalars().all()
    numbered = zip(ids, not_speech_in(connection, revision), strict=True)
    return not_speech_entries(article_in(connection, revision), list(numbered))


def _text_entries(connection: Connection, revision: int) -> list[Entry]:
    return [text_entry(revision, article_in(connection, revision).text)]


def _remade_index(connection: Connection, index: str, owner: str) -> Index:
    """Make an empty index like one that is there."""
    remade = f"remade_{index}"
    if connection.dialect.name != "sqlite":
        connection.execute(text(f"CREATE TEMPORARY TABLE {remade} (LIKE {index})"))
        return PostgresqlIndex(remade, owner=owner)
    made = connection.execute(text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": index})
    connection.execute(text(str(made.scalar_one()).replace(index, remade, 1)))
    return SqliteIndex(remade)


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
