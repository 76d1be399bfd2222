"""What people decide of two quotations, and who has decided that a link is right."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

# Sorted by code point in both databases, as in all other tables.
_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the column, the table and its index; the caller's transaction holds all together."""
    op.add_column("links", sa.Column("decided_by", _TEXT))
    op.create_table(
        "pair_decisions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("quote", _TEXT, nullable=False),
        sa.Column("other", _TEXT, nullable=False),
        sa.Column("verdict", _TEXT, nullable=False),
        sa.Column("relation", _TEXT, nullable=False),
        sa.Column("made_by", _TEXT, nullable=False),
        sa.Column("made_at", _TEXT, nullable=False),
        sa.Column("note", _TEXT),
        sa.Column("batch", sa.Integer, nullable=False),
    )
    op.create_index("pair_decisions_pair", "pair_decisions", ["quote", "other"])
