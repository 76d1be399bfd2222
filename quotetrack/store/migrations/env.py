"""Alembic's entry: runs the scripts on the connection that `database` hands over, inside its transaction."""

from __future__ import annotations

from alembic import context

from quotetrack.store.tables import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    # SQLite rolls tables back as well as rows, so a store is made whole or not at all.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
