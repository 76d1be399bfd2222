"""Notes the speakers of whom something new is said, so that their `descriptions` are counted anew."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from quotetrack.store.batches import insert_rows
from quotetrack.store.tables import attributions, quotes, undescribed


def note_changed(connection: Connection, people: Iterable[int | None]) -> None:
    """Note that something has changed about the persons of these rows."""
    persons = sorted({person for person in people if person is not None})
    insert_rows(connection, undescribed, ({"speaker": person} for person in persons))


def note_revision(connection: Connection, revision_id: int) -> None:
    """Note that the statements of a revision come or go."""
    quoted = attributions.join(quotes, quotes.c.id == attributions.c.quote)
    people = select(attributions.c.person).select_from(quoted).where(quotes.c.revision == revision_id)
    note_changed(connection, connection.execute(people.distinct()).scalars())
