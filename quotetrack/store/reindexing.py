"""Fills full-text indexes with all rows that there are: anew, so that nothing is left of rows that are gone, or others
to compare with."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table, select, text

from quotetrack.store.batches import group_pairs, in_batches
from quotetrack.store.index import INDEX_OWNERS, Indexes, not_speech_entries, quote_entries, text_entry
from quotetrack.store.reading import StatementLoader, article_in
from quotetrack.store.tables import not_speech, quotes, revisions

_TEXTS = 50
"""Texts that are in memory together."""


def refill_indexes(connection: Connection, indexes: Indexes) -> None:
    """Empty the indexes and add each row again. In PostgreSQL, whose entries go with their rows, do nothing."""
    if connection.dialect.name != "sqlite":
        return
    for name in INDEX_OWNERS:
        connection.execute(text(f"INSERT INTO {name} ({name}) VALUES ('delete-all')"))
    fill_indexes(connection, indexes)


def fill_indexes(connection: Connection, indexes: Indexes) -> None:
    """Add each row of each text to indexes that are empty."""
    every = connection.execute(select(revisions.c.id).order_by(revisions.c.id)).scalars().all()
    for some in in_batches(every, _TEXTS):
        _index(connection, indexes, some)


def _index(connection: Connection, indexes: Indexes, some: list[int]) -> None:
    loader = StatementLoader(lean=True)
    owned: list[dict[int, list[int]]] = [
        group_pairs((row.revision, row.id) for row in connection.execute(_owned_by(table, some)))
        for table in (quotes, not_speech)
    ]
    printed = loader.printed(connection, (row for rows in owned[0].values() for row in rows))
    silent = loader.not_speech(connection, [row for rows in owned[1].values() for row in rows])
    for revision in some:
        article = article_in(connection, revision)
        statements = [(row, printed[row].statement) for row in owned[0][revision]]
        passages = [(row, silent[row].not_speech) for row in owned[1][revision]]
        indexes.texts.add(connection, [text_entry(revision, article.text)])
        indexes.quotes.add(connection, quote_entries(article, statements))
        indexes.not_speech.add(connection, not_speech_entries(article, passages))


def _owned_by(table: Table, some: list[int]) -> Any:
    own = select(table.c.revision, table.c.id).where(table.c.revision.in_(some))
    return own.order_by(table.c.revision, table.c.n)
