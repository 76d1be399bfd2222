"""How far a store has come: what is in it, and what has yet to be linked."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, FromClause, func, select

from quotetrack.store.tables import (
    articles,
    decisions,
    pair_decisions,
    pending,
    quotes,
    revisions,
    speaker_decisions,
)


class Progress(NamedTuple):
    """Articles, their quotations, how many of those are not linked yet, and what people have decided, counted."""

    articles: int
    quotations: int
    unlinked: int
    decisions: int


def count_progress(connection: Connection) -> Progress:
    """Count what a store holds, and what linking has yet to do."""

    def number(rows: FromClause) -> int:
        return int(connection.execute(select(func.count()).select_from(rows)).scalar_one())

    current = (
        select(quotes.c.id).join(revisions, revisions.c.id == quotes.c.revision).where(revisions.c.current)
    )
    unlinked = select(pending.c.quote).where(pending.c.task == "link")
    decided = (decisions, pair_decisions, speaker_decisions)
    return Progress(
        number(articles), number(current.subquery()), number(unlinked.subquery()), sum(map(number, decided))
    )
