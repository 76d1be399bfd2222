"""Reads links and claims from a store: only between statements of current revisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, distinct, func, or_, select

from quotetrack.errors import NotFound
from quotetrack.records import (
    EVERYTHING,
    Claim,
    ClaimOrder,
    Filter,
    Link,
    Printed,
    PrintedLink,
    Printing,
    Relation,
    claim_id,
)
from quotetrack.store.batches import STATEMENTS, group_pairs, in_batches, select_in
from quotetrack.store.database import Database
from quotetrack.store.escaping import escape
from quotetrack.store.filters import IS_SHOWN, PRINTED_ORDER, chosen_rows, is_shown_row
from quotetrack.store.index import Index
from quotetrack.store.link_queries import (
    CURRENT_LINKS,
    FIRST_END,
    SECOND_END,
    LinkRow,
    best_first,
    certain_links_touching,
    claims_left_by,
    least_scores,
)
from quotetrack.store.lookup import LAST_SIGN, SHORTEST_PREFIX, find_statement, select_by_id
from quotetrack.store.reading import StatementLoader
from quotetrack.store.tables import (
    PROBABILITIES,
    claim_changes,
    claims,
    links,
    members,
    quotes,
    revisions,
    sources,
)

PRINTINGS_ORDER = (*PRINTED_ORDER[:3], quotes.c.begins)
"""The order of a claim's printings: by day of publication, unknown days last."""


# An outlet that is not named counts by article: two of them need not be one.
_OUTLET = case(
    (and_(sources.c.name.is_(None), sources.c.domain.is_(None)), -revisions.c.article),
    else_=revisions.c.source,
)
_INDEPENDENT = func.count(distinct(case((members.c.copy_of.is_(None), _OUTLET))))
"""How many outlets print the members of a claim independently: copies do not count."""


@dataclass(frozen=True, slots=True)
class ClaimReader:
    """Reads the claims of current texts and the links between their printings. Iterators read as they go.

    A claim has no printing that is not shown; one that is asked for stands alone. Links to what is not shown are left
    out, unless a filter asks for them, or `unshown` is set.
    """

    database: Database
    unshown: bool = False

    def select(
        self, filter: Filter = EVERYTHING, *, by: ClaimOrder = "sources", least: int = 2, offset: int = 0
    ) -> Iterator[Claim]:
        """Yield the claims of which `filter` chooses a printing, each with all its printings, if `least` or more.

        They are sorted by outlets that print them independently ("sources"), by "printings", or by the day of their
        "first" or "latest" printing, most and newest first. `Filter.limit` counts claims, behind the first `offset`.
        """
        query = _claims_query(self.database.indexes.quotes, filter, by, least).offset(offset or None)
        with self.database.reading() as connection:
            keys = [int(key) for key in connection.execute(query).scalars()]
            for batch in in_batches(keys, STATEMENTS // 4):
                yield from claims_of(connection, batch, unshown=self.unshown or filter.unshown)

    def printed_by(self, quote_ids: Sequence[str]) -> Iterator[Claim]:
        """Yield the claims that these quotations print, each once, in the order of the first.

        Quotations that are printed no longer have none.
        """
        seen: set[int] = set()
        query = (
            select(quotes.c.given_id, func.coalesce(members.c.claim, -quotes.c.id).label("claim"))
            .select_from(quotes.outerjoin(members, members.c.quote == quotes.c.id))
            .join(revisions, revisions.c.id == quotes.c.revision)
            .where(revisions.c.current)
        )
        with self.database.reading() as connection:
            for batch in in_batches(quote_ids, STATEMENTS // 4):
                claim_of = {row.given_id: int(row.claim) for row in select_by_id(connection, query, batch)}
                keys = dict.fromkeys(claim_of[quote] for quote in batch if quote in claim_of)
                new = [key for key in keys if key not in seen]
                yield from claims_of(connection, new, unshown=self.unshown)
                seen.update(keys)

    def ids_of(self, quote_ids: Sequence[str]) -> dict[str, str]:
        """Map each of these quotations' ids to that of the claim it prints; one printed once is a claim by itself."""
        query = (
            select(quotes.c.given_id, claims.c.given_id.label("claim"))
            .join(members, members.c.quote == quotes.c.id)
            .join(claims, claims.c.id == members.c.claim)
            .join(revisions, revisions.c.id == quotes.c.revision)
            .where(revisions.c.current)
        )
        with self.database.reading() as connection:
            printed_in = {row.given_id: row.claim for row in select_by_id(connection, query, quote_ids)}
        return {quote: claim_id(quote) for quote in quote_ids} | printed_in

    def get(self, id_prefix: str) -> Claim:
        """Return the claim with this id, or the only one whose id starts so (four characters or more).

        An id that went into another claim's gives that one, a quotation's the claim it prints. Raises `NotFound` if
        there is none or more than one.
        """
        with self.database.reading() as connection:
            key = _find_claim(connection, id_prefix, self.database.location)
            return claims_of(connection, [key], unshown=self.unshown)[0]

    def printings(self, rows: Sequence[int]) -> dict[int, list[int]]:
        """Map each of these row ids whose claim is printed more than once to all rows of that claim, by day."""
        own, other = members.alias("own"), members.alias("other")
        query = (
            select(own.c.quote, other.c.quote.label("other"))
            .join(other, other.c.claim == own.c.claim)
            .join(quotes, quotes.c.id == other.c.quote)
            .join(revisions, revisions.c.id == quotes.c.revision)
            .where(revisions.c.current)
            .order_by(*PRINTINGS_ORDER)
        )
        with self.database.reading() as connection:
            return dict(group_pairs(map(tuple, select_in(connection, query, own.c.quote, rows))))

    def links(
        self,
        filter: Filter = EVERYTHING,
        *,
        min_score: float | None = None,
        relation: Relation | None = None,
        offset: int = 0,
    ) -> Iterator[PrintedLink]:
        """Yield the links with an end that `filter` chooses, best first; if a relation is given, only of that.

        Both ends are shown, unless the filter asks for others as well.

        Without `min_score`, yield those shown by default: certain enough, and not merely related. The first `offset`
        are left out.
        """
        wanted = CURRENT_LINKS
        if filter != Filter(limit=filter.limit, unshown=filter.unshown):
            chosen = (
                chosen_rows(filter, self.database.indexes.quotes).cte("chosen").prefix_with("MATERIALIZED")
            )
            ends = select(chosen.c.id)
            wanted = wanted.where(or_(links.c.a.in_(ends), links.c.b.in_(ends)))
        if not (self.unshown or filter.unshown):
            wanted = wanted.where(is_shown_row(FIRST_END), is_shown_row(SECOND_END))
        query = best_first(wanted, least_scores(min_score, relation), filter.limit, offset)
        loader = StatementLoader()
        with self.database.reading() as connection:
            for batch in in_batches(connection.execute(query).all(), STATEMENTS // 2):
                yield from _with_ends(connection, loader, batch)

    def contradictions(self, rows: Iterable[int]) -> list[tuple[int, int]]:
        """Return the rows of both ends of each contradiction shown that has an end among these rows."""
        with self.database.reading() as connection:
            found = certain_links_touching(connection, rows, "contradicts", unshown=self.unshown)
            return sorted((row.a, row.b) for row in found)

    def printed_links(self, rows: Iterable[LinkRow]) -> Iterator[PrintedLink]:
        """Yield these links with both ends as printed, in their order. All ends are kept in memory."""
        with self.database.reading() as connection:
            yield from _with_ends(connection, StatementLoader(), list(rows))


def _claims_query(index: Index, filter: Filter, by: ClaimOrder, least: int) -> Select[Any]:
    """Select the keys of the claims chosen, in order: row ids, or of a quote that stands alone its negative row id."""
    key = func.coalesce(members.c.claim, -quotes.c.id)
    every = (
        quotes.join(revisions, revisions.c.id == quotes.c.revision)
        .join(sources, sources.c.id == revisions.c.source)
        .outerjoin(members, members.c.quote == quotes.c.id)
    )
    printings = func.count(quotes.c.id)
    conditions: list[ColumnElement[bool]] = [revisions.c.current]
    if least > 1:
        conditions.append(members.c.claim.is_not(None))
    elif not filter.unshown:
        conditions.append(IS_SHOWN)
    if filter != Filter(limit=filter.limit, unshown=filter.unshown):
        ids = chosen_rows(filter, index).subquery()
        keys = select(func.coalesce(members.c.claim, -ids.c.id)).distinct()
        conditions.append(key.in_(keys.select_from(ids.outerjoin(members, members.c.quote == ids.c.id))))
    return (
        select(key.label("claim"))
        .select_from(every)
        .where(*conditions)
        .group_by(key)
        .having(printings >= least)
        .order_by(*_claim_order(by, printings), key)
        .limit(filter.limit)
    )


def _claim_order(by: ClaimOrder, printings: ColumnElement[int]) -> tuple[ColumnElement[Any], ...]:
    first, latest = func.min(revisions.c.published), func.max(revisions.c.published)
    orders: dict[ClaimOrder, tuple[ColumnElement[Any], ...]] = {
        "sources": (_INDEPENDENT.desc(), printings.desc(), first),
        "printings": (printings.desc(), _INDEPENDENT.desc(), first),
        "first": (first.is_(None), first.desc()),
        "latest": (latest.is_(None), latest.desc()),
    }
    return orders[by]


def claims_of(connection: Connection, keys: Sequence[int], *, unshown: bool = False) -> list[Claim]:
    """Return the claims with these keys, as `_claims_query` selects them, in their order; those gone are left out.

    With `unshown`, links to what is not shown are among those to other claims.
    """
    query = (
        select(claims.c.id, claims.c.given_id, members.c.quote, members.c.copy_of)
        .join(members, members.c.claim == claims.c.id)
        .join(quotes, quotes.c.id == members.c.quote)
        .join(revisions, revisions.c.id == quotes.c.revision)
        .where(revisions.c.current)
    )
    rows = list(select_in(connection, query, claims.c.id, [key for key in keys if key > 0]))
    names: dict[int, str] = {row.id: row.given_id for row in rows}
    copies: dict[int, int | None] = {-key: None for key in keys if key < 0}
    copies |= {row.quote: row.copy_of for row in rows}
    claim_of = {quote: -quote for quote in copies} | {row.quote: row.id for row in rows}
    printed = StatementLoader().printed(connection, sorted(copies))
    beyond = _links_beyond(connection, claim_of, unshown=unshown)
    own = group_pairs(
        (claim_of[quote], _printing(printed, quote, copy_of))
        for quote, copy_of in copies.items()
        if quote in printed
    )
    return [_claim(names.get(key), own[key], beyond[key]) for key in keys if own[key]]


def _printing(printed: Mapping[int, Printed], quote: int, copy_of: int | None) -> Printing:
    copied = printed.get(copy_of) if copy_of else None
    return Printing(printed[quote], copied.statement.quote.id if copied else None)


def _claim(name: str | None, own: Sequence[Printing], beyond: Sequence[PrintedLink]) -> Claim:
    """Make a claim of its printings and the links beyond it; without a name, one of a statement that stands alone."""
    printings = sorted(own, key=lambda printing: _order(printing.printed))
    articles = [printing.printed.article for printing in printings if printing.copy_of is None]
    return Claim(
        id=name or claim_id(own[0].printed.statement.quote.id),
        printings=tuple(printings),
        sources=len({article.source.name or article.source.domain or article.key for article in articles}),
        conflicts=tuple(link for link in beyond if link.link.relation == "contradicts"),
        same=tuple(link for link in beyond if link.link.relation == "same_claim"),
    )


def _find_claim(connection: Connection, id_prefix: str, location: str) -> int:
    """Return the key of the claim that `ClaimReader.get` tells of; raise `NotFound` if there is none."""
    start = escape(id_prefix)  # anything may be asked for
    query = select(claims.c.given_id, claims.c.id).limit(3)
    rows_by_id = dict(
        map(tuple, connection.execute(query.where(claims.c.given_id.between(start, start + LAST_SIGN))))
    )
    if id_prefix in rows_by_id:
        return int(rows_by_id[id_prefix])
    if rows_by_id and len(id_prefix) >= SHORTEST_PREFIX:
        if len(rows_by_id) > 1:
            raise NotFound(
                f"{id_prefix!r} is the start of several claims in {location} "
                f"({', '.join(rows_by_id)}): give more of the id"
            )
        return int(next(iter(rows_by_id.values())))
    merged = connection.execute(
        select(claim_changes.c.other)
        .where(claim_changes.c.claim == start, claim_changes.c.what == "merged")
        .order_by(claim_changes.c.id.desc())
    ).scalar()
    if merged is not None and merged != id_prefix:
        return _find_claim(connection, merged, location)
    try:
        quote = find_statement(connection, id_prefix, location)
    except NotFound as error:
        raise NotFound(
            f"there is no claim and no quotation {id_prefix!r} in {location}: `quotetrack claims` prints ids, of "
            f"which the first {SHORTEST_PREFIX} characters or more will do"
        ) from error
    claim = connection.execute(select(members.c.claim).where(members.c.quote == quote)).scalar()
    return -quote if claim is None else int(claim)


def _links_beyond(
    connection: Connection, claim_of: Mapping[int, int], *, unshown: bool
) -> dict[int, list[PrintedLink]]:
    """Map each claim to the links shown between its members and quotes of other claims, best first; to each quote the
    best of each relation."""
    touching = certain_links_touching(connection, claim_of, "contradicts", "same_claim", unshown=unshown)
    rows = sorted(touching, key=lambda row: (-row.score, row.a, row.b))
    ends = _with_ends(connection, StatementLoader(), rows)
    out: dict[tuple[int, int, str], PrintedLink] = {}
    for row, link in zip(rows, ends, strict=True):
        for claim, other in claims_left_by(row, claim_of):
            out.setdefault((claim, other, row.relation), link)
    return group_pairs((claim, link) for (claim, _, _), link in out.items())


def _with_ends(connection: Connection, loader: StatementLoader, rows: Sequence[Any]) -> Iterator[PrintedLink]:
    printed = loader.printed(connection, sorted({end for row in rows for end in (row.a, row.b)}))
    for row in rows:
        a, b = sorted((printed[row.a], printed[row.b]), key=_order)
        probabilities = tuple((name, float(getattr(row, name))) for name in PROBABILITIES)
        told = {"relation": row.relation, "score": row.score, "decided_by": row.decided_by}
        yield PrintedLink(a, b, Link(probabilities=probabilities, **told))


def _order(printed: Printed) -> tuple[bool, str, str, int]:
    day, article = printed.article.published, printed.article.id
    return day is None, day or "", article, printed.statement.quote.content[0].start
