"""What must be counted or grouped anew after others of the statements are shown than before."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from quotetrack.store.batches import select_in
from quotetrack.store.key_terms import recount_key_terms
from quotetrack.store.pending import mark_regrouped
from quotetrack.store.speakers import note_changed
from quotetrack.store.tables import attributions, quotes


def note_shown_changed(connection: Connection, quote_rows: Collection[int]) -> None:
    """Bring up to date what is counted of these statements, some of which are shown now and were not before, or the
    other way round; claims follow when they are linked."""
    owners = select(quotes.c.revision, attributions.c.person).join(
        attributions, attributions.c.quote == quotes.c.id
    )
    rows = list(select_in(connection, owners, quotes.c.id, quote_rows))
    note_changed(connection, (row.person for row in rows))
    recount_key_terms(connection, {row.revision for row in rows})
    mark_regrouped(connection, quote_rows)
