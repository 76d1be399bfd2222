"""Which decision on a pair or on names another one takes back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from quotetrack.store.seals import SEAL, WIDTH, check_of, sealed_columns
from quotetrack.store.tables import pair_decisions, speaker_decisions

revision = "0017"
down_revision = "0016"

_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the columns, with which all rows are sealed; the caller's transaction holds all together."""
    connection = op.get_bind()
    for table in (pair_decisions, speaker_decisions):
        op.add_column(table.name, sa.Column("undoes", _TEXT))
        width = WIDTH * (len(sealed_columns(table)) - 1)
        rows = connection.execute(sa.select(table.c.id, table.c.seal)).all()
        # What a row was sealed with stays, so that whoever changed it before is noticed still.
        held = [(row.id, bytes(row.seal or b"")) for row in rows]
        sealed = [{"of": id, SEAL: seal + check_of(None)} for id, seal in held if len(seal) == width]
        if sealed:
            put = sa.update(table).where(table.c.id == sa.bindparam("of"))
            connection.execute(put.values({SEAL: sa.bindparam(SEAL)}), sealed)
