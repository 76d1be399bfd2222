"""What stands in quotation marks and quotes nobody, with a full-text index of its own.

A store that an earlier version made has none of it until its articles are extracted anew.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# Sorted by code point in both databases, as in all other tables.
_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

# As the index of the quotations, but for the title and headings, which nobody asks about here.
_WORDS_SQLITE = """
CREATE VIRTUAL TABLE not_speech_words USING fts5(
    words, around, content='', tokenize='porter unicode61 remove_diacritics 2')
"""
_WORDS_POSTGRESQL = (
    "CREATE TABLE not_speech_words (not_speech integer PRIMARY KEY REFERENCES not_speech (id) ON DELETE CASCADE, "
    "vector tsvector NOT NULL)",
    "CREATE INDEX not_speech_words_vector ON not_speech_words USING gin (vector)",
)


def upgrade() -> None:
    """Add the table and its index; the caller's transaction holds both together."""
    op.create_table(
        "not_speech",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("revision", sa.Integer, sa.ForeignKey("revisions.id", ondelete="CASCADE"), nullable=False),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("rule", _TEXT, nullable=False),
        sa.Column("begins", sa.Integer, nullable=False),
        sa.Column("ends", sa.Integer, nullable=False),
        sa.Column("words", _TEXT, nullable=False),
        sa.UniqueConstraint("revision", "n"),
        # Ids are never used twice: the full-text index keeps those of rows that are gone.
        sqlite_autoincrement=True,
    )
    for statement in (_WORDS_SQLITE,) if op.get_bind().dialect.name == "sqlite" else _WORDS_POSTGRESQL:
        op.execute(statement)
