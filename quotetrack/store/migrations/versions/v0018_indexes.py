"""Indexes of how sure the speakers are, so that a queue begins with the least sure, and of an outlet's texts."""

from __future__ import annotations

from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Add the indexes. The first has the speaker's kind too: those whose speaker is unknown are passed over in it."""
    op.create_index("attributions_confidence", "attributions", ["confidence", "speaker_kind"])
    op.create_index("revisions_source", "revisions", ["source"])
