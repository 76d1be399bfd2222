"""Reads what several people decided of the status of one quotation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import and_, func, select

from quotetrack.records import Decision, Filter, Printed
from quotetrack.store.batches import STATEMENTS, in_batches
from quotetrack.store.database import Database
from quotetrack.store.decisions import decided_on
from quotetrack.store.filters import PRINTED_ORDER, chosen_rows
from quotetrack.store.reading import StatementLoader
from quotetrack.store.tables import decisions, quotes, revisions


@dataclass(frozen=True, slots=True)
class DoubleReviewReader:
    """Reads the quotations of current texts of which two people or more have decided the status."""

    database: Database

    def decided(self, filter: Filter) -> Iterator[tuple[int, list[Decision]]]:
        """Yield the rows of those that the filter chooses, shown or not, by day of publication, each with all decisions
        on it, first to last. The filter's limit is not asked."""
        wanted = replace(filter, unshown=True, limit=None)
        with self.database.reading() as connection:
            query = chosen_rows(wanted, self.database.indexes.quotes).order_by(*PRINTED_ORDER)
            query = query.add_columns(quotes.c.given_id, revisions.c.article)
            rows = connection.execute(query.where(quotes.c.id.in_(_BY_SEVERAL))).all()
            for batch in in_batches(rows, STATEMENTS):
                made = decided_on(connection, {row.article for row in batch})
                yield from ((row.id, list(made[row.article][row.given_id])) for row in batch)

    def printed(self, rows: Sequence[int]) -> dict[int, Printed]:
        """Map these rows to their statements."""
        with self.database.reading() as connection:
            return StatementLoader().printed(connection, rows)


_SAID = (
    select(decisions.c.article, decisions.c.quote)
    .where(decisions.c.what == "status")
    .group_by(decisions.c.article, decisions.c.quote)
    .having(func.count(decisions.c.made_by.distinct()) > 1)
    .subquery()
)
_BY_SEVERAL = (
    select(quotes.c.id)
    .join(revisions, revisions.c.id == quotes.c.revision)
    .join(_SAID, and_(_SAID.c.article == revisions.c.article, _SAID.c.quote == quotes.c.given_id))
    .where(revisions.c.current)
)
"""The rows of the statements of which several people have decided the status, now or before it was taken back."""
