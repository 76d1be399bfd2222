"""What articles are about: the key terms of each current text, how often each form of a term is printed, and how often
each term is. What an earlier version stored has none until its articles are added again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

# Sorted by code point in both databases, as in all other tables.
_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the tables; the caller's transaction holds all together."""
    op.create_table(
        "term_forms",
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
        sa.Column("form", sa.Integer, sa.ForeignKey("term_forms.id"), nullable=False),
        sa.Column("begins", sa.Integer, nullable=False),
        sa.Column("ends", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("key_terms_form", "key_terms", ["form"])
    op.create_table(
        "subjects",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", _TEXT, nullable=False, unique=True),
        sa.Column("words", _TEXT, nullable=False),
        sa.Column("articles", sa.Integer, nullable=False),
        sa.Column("quotes", sa.Integer, nullable=False),
        sa.Column("first", _TEXT, nullable=True),
        sa.Column("last", _TEXT, nullable=True),
    )
    op.create_index("subjects_articles", "subjects", ["articles"])
    if op.get_bind().dialect.name == "sqlite":
        # Texts stand in the rows there, so days are slow to look through. PostgreSQL keeps texts apart, and its index
        # would refuse a day longer than a page.
        op.create_index("revisions_published", "revisions", ["published"])
