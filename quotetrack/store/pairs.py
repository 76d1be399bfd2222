"""What people decide of two quotations, in rows: noted, listed, and as linking needs it, by the rows of both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, delete, func, or_, select
from sqlalchemy import bindparam as given

from quotetrack.records import DecidedPair, PairDecision, Relation
from quotetrack.review.taken_back import those_standing
from quotetrack.store.batches import STATEMENTS, group_pairs, in_batches
from quotetrack.store.database import Database
from quotetrack.store.filters import IS_SHOWN
from quotetrack.store.lookup import select_by_id
from quotetrack.store.numbered import note_numbered, numbered_decisions
from quotetrack.store.reading import StatementLoader
from quotetrack.store.tables import links, pair_decisions, quotes, revisions

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
        """Add decisions to those that there are, as one batch; return them with their numbers."""
        last = self._connection.execute(
            select(func.coalesce(func.max(pair_decisions.c.batch), 0))
        ).scalar_one()
        batch = [replace(decision, batch=int(last) + 1) for decision in new]
        return note_numbered(self._connection, batch)

    def decisions(self) -> list[PairDecision]:
        """Return all decisions on pairs, first to last, with what was taken back."""
        return numbered_decisions(self._connection, PairDecision)

    def decided(self) -> list[DecidedRow]:
        """Return what stands of every pair of which both quotations are in current texts."""
        latest = _latest(self.decisions())
        found = self._current(latest)
        return [
            _decided_row(decision, one, other)
            for decision in latest.values()
            for one, other in product(found[decision.quote], found[decision.other])
        ]

    def reopened(self, quote_rows: Collection[int]) -> set[tuple[int, int]]:
        """Return the pairs of which all that was decided is taken back, by their rows in current texts, the smaller
        first, as far as one is among these."""
        every = self.decisions()
        open_again = {_pair_of(one): None for one in every if one.undoes is not None}
        for pair in _latest(every):
            open_again.pop(pair, None)
        found, touched = self._current(open_again), set(quote_rows)
        ends = (
            (min(one.id, other.id), max(one.id, other.id))
            for quote, other_quote in open_again
            for one, other in product(found[quote], found[other_quote])
        )
        return {pair for pair in ends if not touched.isdisjoint(pair)}

    def _current(self, pairs: Iterable[tuple[str, str]]) -> defaultdict[str, list[Any]]:
        """Map the ids of quotations to their rows in current texts; none for one that is not printed any more."""
        ids = {end for pair in pairs for end in pair}
        return group_pairs((row.given_id, row) for row in select_by_id(self._connection, _CURRENT, ids))

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

    def decided(self, *, every: bool = False, among: Collection[str] | None = None) -> Iterator[DecidedPair]:
        """Yield what stands of each pair, first decided first; with `every` also what a later decision
        replaced, what was taken back, and what takes it back. Only pairs with a quotation `among` these, if given."""
        loader = StatementLoader()
        with self.database.reading() as connection:
            noted = numbered_decisions(connection, PairDecision)
            decisions = noted if every else _latest(noted).values()
            wanted = [one for one in decisions if among is None or one.quote in among or one.other in among]
            for batch in in_batches(wanted, STATEMENTS // 2):
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


def _pair_of(decision: PairDecision) -> tuple[str, str]:
    return decision.quote, decision.other


def _latest(decisions: Sequence[PairDecision]) -> dict[tuple[str, str], PairDecision]:
    """Map each pair to the latest decision on it that nobody has taken back, first decided first."""
    latest: dict[tuple[str, str], PairDecision] = {}
    for one in those_standing(decisions):
        latest.pop(_pair_of(one), None)
        latest[_pair_of(one)] = one
    return latest
