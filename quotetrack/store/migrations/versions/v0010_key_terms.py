"""What articles are about: the key terms of each current text, and how often each is printed. What an earlier version
stored has none until its articles are added again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0008"

# Sorted by code point in both databases, as in all other tables.
_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the tables; the caller's transaction holds both together."""
    op.create_table(
        "terms",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", _TEXT, nullable=False),
        sa.Column("words", _TEXT, nullable=False),
        sa.Column("articles", sa.Integer, nullable=False),
        sa.Column("quotes", sa.Integer, nullable=False),
        sa.Column("first", _TEXT, nullable=True),
        sa.Column("last", _TEXT, nullable=True),
        sa.UniqueConstraint("key", "words"),
    )
    op.create_table(
        "key_terms",
        sa.Column(
            "revision", sa.Integer, sa.ForeignKey("revisions.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("term", sa.Integer, sa.ForeignKey("terms.id"), nullable=False),
        sa.Column("begins", sa.Integer, nullable=False),
        sa.Column("ends", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("key_terms_term", "key_terms", ["term"])
