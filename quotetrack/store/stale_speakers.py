"""Notes of whom something new is said, so that what is kept of them is counted anew (see `descriptions`)."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, insert, select

from quotetrack.store.tables import attributions, quotes, undescribed


def note_changed(connection: Connection, people: Iterable[int | None]) -> None:
    """Note that something has changed of whom these rows stand for."""
    told = [{"speaker": person} for person in sorted({one for one in people if one is not None})]
    if told:
        connection.execute(insert(undescribed), told)


def note_revision(connection: Connection, revision_id: int) -> None:
    """Note that the statements of a revision come or go."""
    quoted = attributions.join(quotes, quotes.c.id == attributions.c.quote)
    people = select(attributions.c.person).select_from(quoted).where(quotes.c.revision == revision_id)
    note_changed(connection, connection.execute(people.distinct()).scalars())
