"""Questions that people save, and what each has seen."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

# Sorted by code point in both databases, as in all other tables.
_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def _watch() -> sa.Column[int]:
    return sa.Column("watch", sa.Integer, sa.ForeignKey("watches.id", ondelete="CASCADE"), nullable=False)


def upgrade() -> None:
    """Add the tables; the caller's transaction holds all together."""
    op.create_table(
        "watches",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", _TEXT, nullable=False, unique=True),
        sa.Column("question", _TEXT, nullable=False),
        sa.Column("filter", _TEXT, nullable=False),
        sa.Column("made_by", _TEXT, nullable=False),
        sa.Column("made_at", _TEXT, nullable=False),
        sa.Column("ran_at", _TEXT),
        sa.Column("seal", sa.LargeBinary),
    )
    op.create_table(
        "watched",
        sa.Column("id", sa.Integer, primary_key=True),
        _watch(),
        *(
            sa.Column(name, _TEXT, nullable=False)
            for name in ("quote", "first", "article", "digest", "spans", "what", "at")
        ),
        sa.Column("seal", sa.LargeBinary),
    )
    op.create_table(
        "watched_pairs",
        sa.Column("id", sa.Integer, primary_key=True),
        _watch(),
        *(sa.Column(name, _TEXT, nullable=False) for name in ("quote", "other", "what", "at")),
        sa.Column("seal", sa.LargeBinary),
    )
    op.create_index("watched_of", "watched", ["watch"])
    op.create_index("watched_pairs_of", "watched_pairs", ["watch"])
