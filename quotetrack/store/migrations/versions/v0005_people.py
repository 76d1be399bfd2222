"""Who a speaker is across articles, and what people have decided of it; nobody is settled until `link` runs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

# Sorted by code point in both databases, as in all other tables.
_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the columns and tables; the caller's transaction holds all together."""
    # Plain columns: SQLite cannot add one that refers to another table without writing the table anew.
    op.add_column("speakers", sa.Column("person", sa.Integer, nullable=True))
    op.create_index("speakers_person", "speakers", ["person"])
    op.add_column("attributions", sa.Column("person", sa.Integer, nullable=True))
    op.add_column("attributions", sa.Column("person_because", _TEXT, nullable=True))
    op.execute("UPDATE attributions SET person = speaker")
    op.create_index("attributions_person", "attributions", ["person"])
    op.create_table(
        "speaker_keys",
        sa.Column("key", _TEXT, primary_key=True),
        sa.Column("speaker", sa.Integer, sa.ForeignKey("speakers.id", ondelete="CASCADE"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("speaker_keys_speaker", "speaker_keys", ["speaker"])
    op.create_table(
        "speaker_decisions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("made_at", _TEXT, nullable=False),
        sa.Column("made_by", _TEXT, nullable=False),
        sa.Column("what", _TEXT, nullable=False),
        sa.Column("name", _TEXT, nullable=False),
        sa.Column("other", _TEXT, nullable=False),
        sa.Column("why", _TEXT, nullable=True),
    )
