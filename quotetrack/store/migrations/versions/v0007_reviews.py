"""What reviewers decide of quotations, what it comes to, and where a copy of an article's page is kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

# Sorted by code point in both databases, as in all other tables.
_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the column and the tables; the caller's transaction holds all together."""
    op.add_column("revisions", sa.Column("archive_url", _TEXT))
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("article", sa.Integer, sa.ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
        sa.Column("quote", _TEXT, nullable=False),
        sa.Column("what", _TEXT, nullable=False),
        sa.Column("value", _TEXT, nullable=False),
        sa.Column("was", _TEXT, nullable=False),
        sa.Column("made_by", _TEXT, nullable=False),
        sa.Column("made_at", _TEXT, nullable=False),
        sa.Column("checked_on", _TEXT, nullable=False),
        sa.Column("batch", sa.Integer, nullable=False),
        sa.Column("undoes", sa.Integer, sa.ForeignKey("decisions.id")),
    )
    op.create_index("decisions_article", "decisions", ["article"])
    op.create_index("decisions_batch", "decisions", ["batch"])
    op.create_index("decisions_undoes", "decisions", ["undoes"])
    op.create_table(
        "reviews",
        sa.Column("quote", sa.Integer, sa.ForeignKey("quotes.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("status", _TEXT),
        sa.Column("reviewer", _TEXT, nullable=False),
        sa.Column("checked_on", _TEXT, nullable=False),
        sa.Column("notes", _TEXT),
        sa.Column("corrected", _TEXT, nullable=False),
    )
