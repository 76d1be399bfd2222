"""Links and claims as they are read: only between statements of current revisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, distinct, func, or_, select

from quotetrack.errors import NotFound
from quotetrack.records import (
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
from quotetrack.store.batches import lots
from quotetrack.store.escaping import escape
from quotetrack.store.filters import JOINED, chosen
from quotetrack.store.index import Index
from quotetrack.store.lookup import find_statement
from quotetrack.store.reading import AT_ONCE, Reader
from quotetrack.store.rows import SHORT_ID
from quotetrack.store.tables import claim_changes, claims, links, members, quotes, revisions, sources

if TYPE_CHECKING:
    from quotetrack.store.linking import LinkRow

SHOWN: dict[str, float] = {"copy": 0.5, "same_utterance": 0.87, "same_claim": 0.84, "contradicts": 0.7}
"""From which score on a link of each relation is shown unasked; those that are not named never are. Read off links
of a stream of news: docs/accuracy.md has the figures."""

_RELATIONS = ("copy", "same_utterance", "same_claim", "related", "contradicts", "unrelated")
_SHORTEST_PREFIX = 4


def found_links(
    connection: Connection, index: Index, filter: Filter, min_score: float | None, relation: Relation | None
) -> Iterator[PrintedLink]:
    """The links with an end that `filter` chooses, best first."""
    wanted = current_links().where(is_shown(min_score))
    if relation is not None:
        wanted = wanted.where(links.c.relation == relation)
    if filter != Filter(limit=filter.limit):
        ends = select(quotes.c.id).select_from(JOINED).where(chosen(filter, index))
        wanted = wanted.where(or_(links.c.a.in_(ends), links.c.b.in_(ends)))
    rows = connection.execute(
        wanted.order_by(links.c.score.desc(), links.c.a, links.c.b).limit(filter.limit)
    ).all()
    reader = Reader()
    for start in range(0, len(rows), AT_ONCE // 2):
        yield from _printed(connection, reader, rows[start : start + AT_ONCE // 2])


def found_claims(
    connection: Connection, index: Index, filter: Filter, by: ClaimOrder, least: int
) -> Iterator[Claim]:
    """The claims with `least` printings or more of which `filter` chooses one."""
    chosen_ones = select(quotes.c.id).select_from(JOINED).where(chosen(filter, index)).subquery()
    key = func.coalesce(members.c.claim, -quotes.c.id)
    every = (
        quotes.join(revisions, revisions.c.id == quotes.c.revision)
        .join(sources, sources.c.id == revisions.c.source)
        .outerjoin(members, members.c.quote == quotes.c.id)
    )
    # An outlet that is not named counts by article: two of them need not be one.
    is_unnamed = and_(sources.c.name.is_(None), sources.c.domain.is_(None))
    outlet = case((is_unnamed, -revisions.c.article), else_=revisions.c.source)
    independent = func.count(distinct(case((members.c.copy_of.is_(None), outlet))))
    printings = func.count(quotes.c.id)
    first, latest = func.min(revisions.c.published), func.max(revisions.c.published)
    order: dict[str, tuple[Any, ...]] = {
        "sources": (independent.desc(), printings.desc(), first),
        "printings": (printings.desc(), independent.desc(), first),
        "first": (first.is_(None), first.desc()),
        "latest": (latest.is_(None), latest.desc()),
    }
    of_chosen = (
        select(func.coalesce(members.c.claim, -chosen_ones.c.id))
        .select_from(chosen_ones.outerjoin(members, members.c.quote == chosen_ones.c.id))
        .distinct()
    )
    wanted = select(key.label("claim")).select_from(every).where(revisions.c.current)
    if least > 1:
        wanted = wanted.where(members.c.claim.is_not(None))
    if filter != Filter(limit=filter.limit):
        wanted = wanted.where(key.in_(of_chosen))
    wanted = wanted.group_by(key).having(printings >= least).order_by(*order[by], key).limit(filter.limit)
    keys = [int(n) for n in connection.execute(wanted).scalars()]
    for start in range(0, len(keys), AT_ONCE // 4):
        yield from claims_of(connection, keys[start : start + AT_ONCE // 4])


def claims_of(connection: Connection, keys: Sequence[int]) -> list[Claim]:
    """The claims with these row ids; a negative one is that of a quote that stands alone."""
    named = {-key: (None, -key) for key in keys if key < 0}
    rows = connection.execute(
        select(claims.c.id, claims.c.given_id, members.c.quote, members.c.copy_of)
        .join(members, members.c.claim == claims.c.id)
        .join(quotes, quotes.c.id == members.c.quote)
        .join(revisions, revisions.c.id == quotes.c.revision)
        .where(claims.c.id.in_([key for key in keys if key > 0]), revisions.c.current)
    ).all()
    inside: dict[int, list[tuple[int, int | None]]] = defaultdict(list)
    names: dict[int, str] = {}
    for row in rows:
        inside[row.id].append((row.quote, row.copy_of))
        names[row.id] = row.given_id
    for quote in named:
        inside[-quote].append((quote, None))
    printed = _all_printed(connection, sorted({quote for of in inside.values() for quote, _ in of}))
    beyond = _links_of(connection, {quote: key for key, of in inside.items() for quote, _ in of})
    out = []
    for key in keys:
        of = [(quote, copy_of) for quote, copy_of in inside.get(key, ()) if quote in printed]
        if of:
            name = names.get(key) or claim_id(printed[of[0][0]].statement.quote.id)
            out.append(_claim(name, of, printed, beyond.get(key, ())))
    return out


def _claim(
    name: str,
    of: Sequence[tuple[int, int | None]],
    printed: dict[int, Printed],
    beyond: Sequence[PrintedLink],
) -> Claim:
    printings = [
        Printing(printed[quote], printed[copy_of].statement.quote.id if copy_of in printed else None)
        for quote, copy_of in of
    ]
    printings.sort(key=lambda one: _order(one.printed))
    outlets = {
        p.article.source.name or p.article.source.domain or p.article.key
        for p in (one.printed for one in printings if one.copy_of is None)
    }
    return Claim(
        id=name,
        printings=tuple(printings),
        sources=len(outlets),
        conflicts=tuple(link for link in beyond if link.link.relation == "contradicts"),
        same=tuple(link for link in beyond if link.link.relation == "same_claim"),
    )


def printed_links(connection: Connection, rows: Iterable[LinkRow]) -> Iterator[PrintedLink]:
    """These links with both ends as printed, in their order. All ends are kept in memory."""
    told = list(rows)
    printed = _all_printed(connection, sorted({end for row in told for end in (row.a, row.b)}))
    for row in told:
        yield _link(row, printed)


def claims_printed(connection: Connection, quote_ids: Sequence[str]) -> Iterator[Claim]:
    """The claims that these quotations print, each once, in the order of the first; quotations that are printed no
    longer have none."""
    seen: set[int] = set()
    wanted = (
        select(quotes.c.given_id, func.coalesce(members.c.claim, -quotes.c.id).label("claim"))
        .select_from(quotes.outerjoin(members, members.c.quote == quotes.c.id))
        .join(revisions, revisions.c.id == quotes.c.revision)
        .where(revisions.c.current)
    )
    for some in lots(quote_ids, AT_ONCE // 4):
        short = [quote[:SHORT_ID] for quote in some]
        found = connection.execute(wanted.where(quotes.c.short_id.in_(short), quotes.c.given_id.in_(some)))
        claim_of = {row.given_id: int(row.claim) for row in found}
        keys = list(dict.fromkeys(claim_of[quote] for quote in some if quote in claim_of))
        yield from claims_of(connection, [key for key in keys if key not in seen])
        seen.update(keys)


def claim_ids(connection: Connection, quote_ids: Sequence[str]) -> dict[str, str]:
    """The id of the claim that each quote is a printing of, by its own; one that stands alone is a claim by itself."""
    out = {quote: claim_id(quote) for quote in quote_ids}
    wanted = (
        select(quotes.c.given_id, claims.c.given_id.label("claim"))
        .join(members, members.c.quote == quotes.c.id)
        .join(claims, claims.c.id == members.c.claim)
        .join(revisions, revisions.c.id == quotes.c.revision)
        .where(revisions.c.current)
    )
    for start in range(0, len(quote_ids), AT_ONCE):
        some = list(quote_ids[start : start + AT_ONCE])
        short = [quote[:SHORT_ID] for quote in some]
        found = wanted.where(quotes.c.short_id.in_(short), quotes.c.given_id.in_(some))
        out |= {row.given_id: row.claim for row in connection.execute(found)}
    return out


def printings_of(connection: Connection, rows: Sequence[int]) -> dict[int, list[int]]:
    """Of each of these quotes' rows that is in a claim all rows of that claim, by day of publication."""
    own, other = members.alias("own"), members.alias("other")
    wanted = (
        select(own.c.quote, other.c.quote.label("other"))
        .join(other, other.c.claim == own.c.claim)
        .join(quotes, quotes.c.id == other.c.quote)
        .join(revisions, revisions.c.id == quotes.c.revision)
        .where(revisions.c.current)
        .order_by(
            revisions.c.published.is_(None), revisions.c.published, revisions.c.given_id, quotes.c.begins
        )
    )
    out: dict[int, list[int]] = defaultdict(list)
    for some in lots(rows, AT_ONCE):
        for row in connection.execute(wanted.where(own.c.quote.in_(some))):
            out[row.quote].append(row.other)
    return dict(out)


def find_claim(connection: Connection, id_prefix: str, location: str) -> int:
    """The row id of the claim with this id, or the only one that starts so, or that a claim of this id went into, or
    that this quotation is printed in: for a quotation alone the negative of its own. NotFound where there is none."""
    start = escape(id_prefix)  # anything may be asked for
    rows = connection.execute(
        select(claims.c.id, claims.c.given_id)
        .where(claims.c.given_id.between(start, start + "\U0010ffff"))
        .limit(3)
    ).all()
    whole = [row for row in rows if row.given_id == id_prefix]
    if not whole and len(id_prefix) < _SHORTEST_PREFIX:
        rows = []
    if len(rows) > 1 and not whole:
        raise NotFound(
            f"{id_prefix!r} is the start of several claims in {location} "
            f"({', '.join(row.given_id for row in rows)}): give more of the id"
        )
    if rows:
        return int((whole or rows)[0].id)
    went = connection.execute(
        select(claim_changes.c.other)
        .where(claim_changes.c.claim == start, claim_changes.c.what == "merged")
        .order_by(claim_changes.c.id.desc())
    ).scalar()
    if went is not None and went != id_prefix:
        return find_claim(connection, went, location)
    try:
        quote = find_statement(connection, id_prefix, location)
    except NotFound as error:
        raise NotFound(
            f"there is no claim and no quotation {id_prefix!r} in {location}: `quotetrack claims` prints ids, of "
            f"which the first {_SHORTEST_PREFIX} characters or more will do"
        ) from error
    claim = connection.execute(select(members.c.claim).where(members.c.quote == quote)).scalar()
    return -quote if claim is None else int(claim)


def _links_of(connection: Connection, home: dict[int, int]) -> dict[int, list[PrintedLink]]:
    """By claim the links shown of its members with quotes of other claims."""
    rows: dict[tuple[int, int], Any] = {}
    ids = sorted(home)
    told = current_links().where(is_shown(None), links.c.relation.in_(("contradicts", "same_claim")))
    for start in range(0, len(ids), AT_ONCE):
        for end in (links.c.a, links.c.b):
            for row in connection.execute(told.where(end.in_(ids[start : start + AT_ONCE]))):
                rows[row.a, row.b] = row
    ordered = sorted(rows.values(), key=lambda row: (-row.score, row.a, row.b))
    out: dict[int, list[PrintedLink]] = defaultdict(list)
    for row, link in zip(ordered, _printed(connection, Reader(), ordered), strict=True):
        for claim in {home.get(row.a), home.get(row.b)} - {None}:
            if home.get(row.a) != home.get(row.b) and claim is not None:
                out[claim].append(link)
    return out


def current_links() -> Select[Any]:
    """The links between statements of current revisions."""
    first, second = quotes.alias(), quotes.alias()
    of_first, of_second = revisions.alias(), revisions.alias()
    return (
        select(links)
        .join(first, first.c.id == links.c.a)
        .join(second, second.c.id == links.c.b)
        .join(of_first, and_(of_first.c.id == first.c.revision, of_first.c.current))
        .join(of_second, and_(of_second.c.id == second.c.revision, of_second.c.current))
    )


def is_shown(min_score: float | None) -> ColumnElement[bool]:
    """The condition on a link that its score is `min_score` or more, or without one, enough to be shown unasked."""
    if min_score is not None:
        return links.c.score >= min_score
    return or_(*(and_(links.c.relation == name, links.c.score >= least) for name, least in SHOWN.items()))


def _printed(connection: Connection, reader: Reader, rows: Sequence[Any]) -> list[PrintedLink]:
    ends = sorted({end for row in rows for end in (row.a, row.b)})
    printed: dict[int, Printed] = {}
    for start in range(0, len(ends), AT_ONCE):
        printed |= reader.printed(connection, ends[start : start + AT_ONCE])
    return [_link(row, printed) for row in rows]


def _link(row: Any, printed: dict[int, Printed]) -> PrintedLink:
    a, b = sorted((printed[row.a], printed[row.b]), key=_order)
    chances = tuple((name, float(getattr(row, name))) for name in _RELATIONS)
    return PrintedLink(a, b, Link(relation=row.relation, score=row.score, probabilities=chances))


def _all_printed(connection: Connection, ids: Sequence[int]) -> dict[int, Printed]:
    reader = Reader()
    out: dict[int, Printed] = {}
    for start in range(0, len(ids), AT_ONCE):
        out |= reader.printed(connection, ids[start : start + AT_ONCE])
    return out


def _order(printed: Printed) -> tuple[bool, str, str, int]:
    article = printed.article
    begins = printed.statement.quote.content[0].start
    return article.published is None, article.published or "", article.id, begins
