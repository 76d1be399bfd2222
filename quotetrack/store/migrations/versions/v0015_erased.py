"""What was erased, so that it does not come in again: texts, and people by digests of their names."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

# Sorted by code point in both databases, as in all other tables.
_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the tables and their indexes; the caller's transaction holds all together."""
    op.create_table(
        "tombstones",
        sa.Column("id", sa.Integer, primary_key=True),
        *(
            sa.Column(name, _TEXT, nullable=False)
            for name in ("key", "key_hash", "digest", "reason", "made_by", "made_at")
        ),
    )
    for name in ("key_hash", "digest"):
        op.create_index(f"tombstones_{name}", "tombstones", [name])
    op.create_table(
        "erased_names",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", _TEXT, nullable=False, unique=True),
        *(sa.Column(name, _TEXT, nullable=False) for name in ("reason", "made_by", "made_at")),
    )
    op.create_table(
        "erased_quotes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("quote", _TEXT, nullable=False, unique=True),
    )
