"""Pages and times, the capture and the notices of a wire, of the articles that have them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Add the column, unless 0016 has: an older database is sealed by today's lines, which read it."""
    columns = sa.inspect(op.get_bind()).get_columns("revisions")
    if all(column["name"] != "details" for column in columns):
        op.add_column("revisions", sa.Column("details", sa.Text()))
