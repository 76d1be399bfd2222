"""What is known of each speaker, counted once and kept; whoever is not described yet is when something is added."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

# Sorted by code point in both databases, as in all other tables.
_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the tables; the caller's transaction holds all together."""
    op.create_table(
        "descriptions",
        sa.Column("speaker", sa.Integer, sa.ForeignKey("speakers.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("name", _TEXT, nullable=False),
        sa.Column("quotes", sa.Integer, nullable=False),
        sa.Column("told", _TEXT, nullable=False),
    )
    op.create_index("descriptions_quotes", "descriptions", ["quotes", "name"])
    op.create_table(
        "role_words",
        sa.Column("word", _TEXT, primary_key=True),
        sa.Column("speaker", sa.Integer, sa.ForeignKey("speakers.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("part", sa.Integer, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("role_words_speaker", "role_words", ["speaker"])
    op.create_table(
        "undescribed",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("speaker", sa.Integer, nullable=False),
    )
    op.execute(
        "INSERT INTO undescribed (speaker) SELECT DISTINCT person FROM attributions WHERE person IS NOT NULL"
    )
