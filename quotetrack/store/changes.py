"""What must be counted or grouped anew after others of the statements are shown than before."""

from __future__ import annotations

import json
from collections.abc import Collection

from sqlalchemy import Connection, select

from quotetrack.store.batches import put_rows, select_in
from quotetrack.store.key_terms import recount_key_terms
from quotetrack.store.speakers import kept_state, note_changed
from quotetrack.store.tables import attributions, linking_state, quotes

SHOWN_CHANGED = "shown changed"
"""The name under which `linking_state` keeps the row ids, as a list in JSON, that the next linking groups anew."""


def note_shown_changed(connection: Connection, quote_rows: Collection[int]) -> None:
    """Bring up to date what is counted of these statements, some of which are shown now and were not before, or the
    other way round; claims follow when they are linked."""
    if not quote_rows:
        return
    owners = select(quotes.c.revision, attributions.c.person).join(
        attributions, attributions.c.quote == quotes.c.id
    )
    rows = list(select_in(connection, owners, quotes.c.id, quote_rows))
    note_changed(connection, (row.person for row in rows))
    recount_key_terms(connection, {row.revision for row in rows})
    waiting = set(json.loads(kept_state(connection, SHOWN_CHANGED) or "[]"))
    value = json.dumps(sorted(waiting.union(quote_rows)))
    put_rows(connection, linking_state, [{"name": SHOWN_CHANGED, "value": value}])
