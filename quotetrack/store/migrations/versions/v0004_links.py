"""Links between quotations, and the claims that they make up; nothing is linked until `link` or the next `add` runs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

# Sorted by code point in both databases, as in all other tables.
_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

_RELATIONS = ("copy", "same_utterance", "same_claim", "related", "contradicts", "unrelated")


def upgrade() -> None:
    """Add the tables and their indexes; the caller's transaction holds all together."""
    _make_links()
    _make_claims()


def _make_links() -> None:
    op.create_table(
        "signatures",
        sa.Column("quote", sa.Integer, sa.ForeignKey("quotes.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("made", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "postings",
        sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("owners", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "links",
        sa.Column("a", sa.Integer, sa.ForeignKey("quotes.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("b", sa.Integer, sa.ForeignKey("quotes.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("relation", _TEXT, nullable=False),
        sa.Column("score", sa.Double, nullable=False),
        *(sa.Column(name, sa.Double, nullable=False) for name in _RELATIONS),
        sqlite_with_rowid=False,
    )
    op.create_index("links_b", "links", ["b"])
    op.create_index("links_relation_score", "links", ["relation", "score"])


def _make_claims() -> None:
    op.create_table(
        "claims",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("given_id", _TEXT, nullable=False, unique=True),
    )
    op.create_table(
        "members",
        sa.Column("quote", sa.Integer, sa.ForeignKey("quotes.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("claim", sa.Integer, sa.ForeignKey("claims.id", ondelete="CASCADE"), nullable=False),
        sa.Column("copy_of", sa.Integer, sa.ForeignKey("quotes.id", ondelete="SET NULL"), nullable=True),
    )
    op.create_index("members_claim", "members", ["claim"])
    op.create_index("members_copy_of", "members", ["copy_of"])
    op.create_table(
        "claim_changes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("made_at", _TEXT, nullable=False),
        sa.Column("what", _TEXT, nullable=False),
        sa.Column("claim", _TEXT, nullable=False),
        sa.Column("other", _TEXT, nullable=False),
    )
    op.create_index("claim_changes_claim", "claim_changes", ["claim"])
    op.create_table(
        "linking_state",
        sa.Column("name", _TEXT, primary_key=True),
        sa.Column("value", _TEXT, nullable=False),
        sqlite_with_rowid=False,
    )
