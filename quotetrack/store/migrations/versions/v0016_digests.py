"""Digests of all that belongs to an article, and seals of the rows that belong to none."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from quotetrack.store.batches import ROWS
from quotetrack.store.leaves import seal_articles
from quotetrack.store.seals import SEAL, seal_rows, sealed_columns
from quotetrack.store.tables import articles, metadata

revision = "0016"
down_revision = "0015"

_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the table and the columns, and seal all there is; the caller's transaction holds all together."""
    op.create_table(
        "leaves",
        sa.Column("part", _TEXT, primary_key=True),
        sa.Column("owner", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("digest", _TEXT, nullable=False),
        sa.Column("checks", sa.LargeBinary, nullable=False),
    )
    connection = op.get_bind()
    # Later scripts make further tables, with their seals.
    there = set(sa.inspect(connection).get_table_names())
    for table in metadata.sorted_tables:
        if sealed_columns(table) and table.name in there:
            op.add_column(table.name, sa.Column(SEAL, sa.LargeBinary))
            _seal_all(connection, table)
    op.add_column(
        "revisions", sa.Column("details", sa.Text())
    )  # which the lines of today hold; 0019 else adds it
    ids = connection.execute(sa.select(articles.c.id).order_by(articles.c.id)).scalars().all()
    seal_articles(connection, ids)


def _seal_all(connection: sa.Connection, table: sa.Table) -> None:
    keys = list(table.primary_key.columns)
    put = sa.update(table).where(*(column == sa.bindparam(f"of_{column.name}") for column in keys))
    # A later script may add columns, which are null and sealed as such.
    known = {column["name"] for column in sa.inspect(connection).get_columns(table.name)}
    columns = [column for column in table.columns if column.name in known]
    rows = connection.execute(sa.select(*columns).order_by(*keys)).mappings()
    while some := rows.fetchmany(ROWS):
        sealed = seal_rows(table, [dict(row) for row in some])
        values = [
            {**{f"of_{column.name}": row[column.name] for column in keys}, SEAL: row[SEAL]} for row in sealed
        ]
        connection.execute(put.values({SEAL: sa.bindparam(SEAL)}), values)
