"""What people have checked, with what it came to; and when each text came into the database."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

# Sorted by code point in both databases, as in all other tables.
_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the column, the index of earlier texts, and the table; the caller's transaction holds all together."""
    op.add_column("revisions", sa.Column("added_at", _TEXT))
    op.create_index(
        "revisions_earlier",
        "revisions",
        ["article"],
        sqlite_where=sa.text("current = 0"),
        postgresql_where=sa.text("NOT current"),
    )
    op.create_table(
        "kept_checks",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kept_at", _TEXT, nullable=False),
        sa.Column("kept_by", _TEXT, nullable=False),
        sa.Column("words", _TEXT, nullable=False),
        sa.Column("whole", _TEXT, nullable=False),
        sa.Column("speaker", _TEXT),
        sa.Column("asked", _TEXT),
        sa.Column("form", _TEXT, nullable=False),
        sa.Column("is_denied", sa.Boolean, nullable=False),
        sa.Column("unshown", sa.Boolean, nullable=False),
        sa.Column("verdict", _TEXT, nullable=False),
        sa.Column("printings", _TEXT, nullable=False),
        sa.Column("draft", _TEXT),
        sa.Column("line", sa.Integer),
    )
