"""What people decide of two quotations, in rows: noted, listed, and as linking needs it, by the rows of both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import product
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, and_, delete, func, or_, select
from sqlalchemy import bindparam as given

from quotetrack.records import DecidedPair, PairDecision, Relation
from quotetrack.store.batches import STATEMENTS, group_pairs, in_batches, insert_rows
from quotetrack.store.database import Database
from quotetrack.store.filters import IS_SHOWN
from quotetrack.store.lookup import select_by_id
from quotetrack.store.reading import StatementLoader
from quotetrack.store.tables import links, pair_decisions, quotes, revisions

_COLUMNS = tuple(pair_decisions.c[field.name] for field in fields(PairDecision))
_CURRENT = (
    select(quotes.c.id, quotes.c.given_id, revisions.c.article, IS_SHOWN.label("shown"))
    .join(revisions, revisions.c.id == quotes.c.revision)
    .where(revisions.c.current)
)


class DecidedRow(NamedTuple):
    """What stands of two quotations, by their rows, the smaller first: the relation between them (None: nothing ties
    them), who decided so, whether both stand in one article, and whether both are shown."""

    a: int
    b: int
    relation: Relation | None
    made_by: str
    in_one_article: bool
    shown: bool


class PairWork:
    """What decisions on pairs read and write, in the transaction of `connection`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(self, new: Sequence[PairDecision]) -> list[PairDecision]:
        """Add decisions to those that there are, as one batch; return them with its number."""
        last = self._connection.execute(
            select(func.coalesce(func.max(pair_decisions.c.batch), 0))
        ).scalar_one()
        numbered = [replace(decision, batch=int(last) + 1) for decision in new]
        rows = ({c.name: getattr(decision, c.name) for c in _COLUMNS} for decision in numbered)
        insert_rows(self._connection, pair_decisions, rows)
        return numbered

    def decided(self) -> list[DecidedRow]:
        """Return what stands of every pair of which both quotations are in current texts."""
        latest = [PairDecision(**row) for row in self._connection.execute(_select_decisions()).mappings()]
        ids = {end for decision in latest for end in (decision.quote, decision.other)}
        found = group_pairs((row.given_id, row) for row in select_by_id(self._connection, _CURRENT, ids))
        return [
            _decided_row(decision, one, other)
            for decision in latest
            for one, other in product(found[decision.quote], found[decision.other])
        ]

    def drop_links(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Forget the links between these quotes."""
        query = delete(links).where(links.c.a == given("first"), links.c.b == given("second"))
        rows = [{"first": a, "second": b} for a, b in pairs]
        if rows:
            self._connection.execute(query, rows)


def _decided_row(decision: PairDecision, one: Any, other: Any) -> DecidedRow:
    a, b = sorted((one.id, other.id))
    in_one_article, shown = one.article == other.article, bool(one.shown and other.shown)
    return DecidedRow(a, b, decision.holds, decision.made_by, in_one_article, shown)


@dataclass(frozen=True, slots=True)
class PairReader:
    """Reads what has been decided of two quotations, and which link is kept between them."""

    database: Database

    def decided(self, *, every: bool = False) -> Iterator[DecidedPair]:
        """Yield what stands of each pair, first decided first; with `every` also what a later decision replaced."""
        loader = StatementLoader()
        with self.database.reading() as connection:
            query = _select_decisions(every=every)
            decisions = [PairDecision(**row) for row in connection.execute(query).mappings()]
            for batch in in_batches(decisions, STATEMENTS // 2):
                ids = {end for decision in batch for end in (decision.quote, decision.other)}
                rows = {row.given_id: row.id for row in select_by_id(connection, _CURRENT, ids)}
                printed = loader.printed(connection, sorted(rows.values()))
                ends = {given_id: printed[row] for given_id, row in rows.items()}
                yield from (DecidedPair(one, ends.get(one.quote), ends.get(one.other)) for one in batch)

    def relation(self, quote: str, other: str) -> Relation | None:
        """Return the relation of the link that is kept between two quotations of current texts; None for no link."""
        with self.database.reading() as connection:
            found = group_pairs(
                (row.given_id, row.id) for row in select_by_id(connection, _CURRENT, (quote, other))
            )
            pairs = [sorted(pair) for pair in product(found[quote], found[other])]
            between = or_(*(and_(links.c.a == a, links.c.b == b) for a, b in pairs))
            query = select(links.c.relation).where(between).limit(1)
            return connection.execute(query).scalar() if pairs else None


def _select_decisions(*, every: bool = False) -> Select[Any]:
    """Select decisions, first to last: the latest on each pair, or `every` one."""
    query = select(*_COLUMNS).order_by(pair_decisions.c.id)
    latest = select(func.max(pair_decisions.c.id)).group_by(pair_decisions.c.quote, pair_decisions.c.other)
    return query if every else query.where(pair_decisions.c.id.in_(latest))
