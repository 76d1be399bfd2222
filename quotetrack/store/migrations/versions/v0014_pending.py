"""What linking has yet to do, by a mark a statement; until now the row ids told, and a list in `linking_state`."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

# Sorted by code point in both databases, as in all other tables.
_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

_UNLINKED = """
INSERT INTO pending (quote, task)
SELECT q.id, 'link' FROM quotes q JOIN revisions r ON r.id = q.revision
WHERE r.current AND q.id NOT IN (SELECT quote FROM signatures)
"""


def upgrade() -> None:
    """Add the table, and the marks of what has been left undone; the caller's transaction holds all together."""
    op.create_table(
        "pending",
        sa.Column(
            "quote",
            sa.Integer,
            sa.ForeignKey("quotes.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("task", _TEXT, nullable=False),
    )
    connection = op.get_bind()
    connection.exec_driver_sql(_UNLINKED)
    state = sa.table("linking_state", sa.column("name"), sa.column("value"))
    changed = connection.execute(sa.select(state.c.value).where(state.c.name == "shown changed")).scalar()
    _mark_changed(connection, set(json.loads(changed or "[]")))
    connection.execute(sa.delete(state).where(state.c.name.in_(["shown changed", "last speaker"])))


def _mark_changed(connection: sa.Connection, noted: set[int]) -> None:
    """Mark those of these statements that are stored and linked: their claims have to be made anew."""
    pending = sa.table("pending", sa.column("quote"), sa.column("task"))
    known = sa.table("signatures", sa.column("quote"))
    linked = connection.execute(sa.select(known.c.quote)).scalars() if noted else ()
    rows = [{"quote": row, "task": "group"} for row in sorted(noted.intersection(linked))]
    if rows:
        connection.execute(sa.insert(pending), rows)
