"""A full-text index of the texts themselves, by which words are found that nobody is quoted with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from quotetrack.store.batches import in_batches
from quotetrack.store.index import indexes_for, text_entry
from quotetrack.store.tables import revisions

revision = "0013"
down_revision = "0012"

# Only whether a word stands in a text is kept, not where: a tenth of what the texts take.
_WORDS_SQLITE = """
CREATE VIRTUAL TABLE text_words USING fts5(
    words, content='', detail=none, tokenize='porter unicode61 remove_diacritics 2')
"""
_WORDS_POSTGRESQL = (
    "CREATE TABLE text_words (revision integer PRIMARY KEY REFERENCES revisions (id) ON DELETE CASCADE, "
    "vector tsvector NOT NULL)",
    "CREATE INDEX text_words_vector ON text_words USING gin (vector)",
)
_AT_ONCE = 200
"""Texts that are indexed at once."""


def upgrade() -> None:
    """Add the index, and to it every text; the caller's transaction holds all together."""
    connection = op.get_bind()
    is_sqlite = connection.dialect.name == "sqlite"
    for statement in (_WORDS_SQLITE,) if is_sqlite else _WORDS_POSTGRESQL:
        op.execute(statement)
    texts = indexes_for(connection.dialect.name).texts
    ids = connection.execute(sa.select(revisions.c.id).order_by(revisions.c.id)).scalars().all()
    for some in in_batches(ids, _AT_ONCE):
        found = connection.execute(
            sa.select(revisions.c.id, revisions.c.text).where(revisions.c.id.in_(some))
        )
        texts.add(connection, [text_entry(row.id, row.text) for row in found])
