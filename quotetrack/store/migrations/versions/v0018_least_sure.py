"""An index of how sure the speakers are: a queue begins with the least sure of a hundred thousand."""

from __future__ import annotations

from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Add the index. It has the speaker's kind too, so that those whose speaker is unknown are passed over in it."""
    op.create_index("attributions_confidence", "attributions", ["confidence", "speaker_kind"])
