"""What is said without marks, as claims: the figures in them, and whether the cue tells of speech or of an attitude.

What an earlier version stored is speech until its articles are extracted anew: it knew no verbs of attitude.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

# Sorted by code point in both databases, as in all other tables.
_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the column and the table; the caller's transaction holds both together."""
    op.add_column("attributions", sa.Column("act", _TEXT, nullable=False, server_default="speech"))
    op.create_table(
        "figures",
        sa.Column("quote", sa.Integer, sa.ForeignKey("quotes.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("begins", sa.Integer, nullable=False),
        sa.Column("ends", sa.Integer, nullable=False),
        sa.Column("value", sa.Double, nullable=True),
        *(
            sa.Column(f"{part}_{edge}", sa.Integer, nullable=True)
            for part in ("unit", "counted")
            for edge in ("begins", "ends")
        ),
        sa.Column("unit", _TEXT, nullable=True),
        sa.Column("counted", _TEXT, nullable=True),
        sqlite_with_rowid=False,
    )
