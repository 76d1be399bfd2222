"""What a sheet tells of the claims that its statements print, counted for many statements at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from quotetrack.records import Article, ClaimNote, Printed, claim_id
from quotetrack.store.batches import AT_ONCE, lots
from quotetrack.store.claims import current_links, is_shown
from quotetrack.store.rows import SHORT_ID
from quotetrack.store.tables import claims, links, members, quotes, revisions, sources


def claim_notes(connection: Connection, printed: Mapping[int, Printed]) -> dict[int, ClaimNote]:
    """Of each of these statements, by row, what is told of its claim; one that is printed only once is one as well."""
    claim_of = _claims_of(connection, list(printed))
    inside = _printings(connection, set(claim_of.values()))
    # As elsewhere, a statement that stands alone is a claim under the negative of its row.
    home = {row.quote: claim for claim, rows in inside.items() for row in rows}
    home |= {row: -row for row in printed if row not in home}
    conflicts = _conflicts(connection, home)
    return {
        row: _of_many(inside[claim], conflicts[claim]) if claim > 0 else _of_one(one, conflicts[claim])
        for row, one in printed.items()
        for claim in (home[row],)
    }


def rows_of(connection: Connection, printed: Sequence[Printed]) -> dict[int, int]:
    """By their place in the list the rows of these statements; those that are printed no longer are left out."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(printed):
        places[one.statement.quote.id].append(place)
    out: dict[int, int] = {}
    wanted = (
        select(quotes.c.id, quotes.c.given_id, revisions.c.digest)
        .join(revisions, revisions.c.id == quotes.c.revision)
        .where(revisions.c.current)
    )
    for some in lots(places, AT_ONCE):
        short = [quote[:SHORT_ID] for quote in some]
        found = wanted.where(quotes.c.short_id.in_(short), quotes.c.given_id.in_(some))
        for row in connection.execute(found):
            for place in places[row.given_id]:
                if printed[place].article.digest == row.digest:
                    out[place] = row.id
    return out


def _claims_of(connection: Connection, rows: Sequence[int]) -> dict[int, int]:
    out: dict[int, int] = {}
    wanted = select(members.c.quote, members.c.claim)
    for some in lots(rows, AT_ONCE):
        out |= {row[0]: row[1] for row in connection.execute(wanted.where(members.c.quote.in_(some)))}
    return out


def _printings(connection: Connection, wanted: Iterable[int]) -> dict[int, list[Any]]:
    """The printings of each claim, by day of publication."""
    told = (
        select(
            members.c.claim,
            members.c.quote,
            members.c.copy_of,
            claims.c.given_id,
            revisions.c.published,
            revisions.c.article,
            sources.c.name,
            sources.c.domain,
        )
        .join(claims, claims.c.id == members.c.claim)
        .join(quotes, quotes.c.id == members.c.quote)
        .join(revisions, revisions.c.id == quotes.c.revision)
        .join(sources, sources.c.id == revisions.c.source)
        .where(revisions.c.current)
        .order_by(
            revisions.c.published.is_(None), revisions.c.published, revisions.c.given_id, quotes.c.begins
        )
    )
    out: dict[int, list[Any]] = defaultdict(list)
    for some in lots(sorted(wanted), AT_ONCE):
        for row in connection.execute(told.where(members.c.claim.in_(some))):
            out[row.claim].append(row)
    return out


def _conflicts(connection: Connection, home: Mapping[int, int]) -> Counter[int]:
    """Of each claim how many links shown tell that it is contradicted by what is outside it."""
    told = current_links().where(is_shown(None), links.c.relation == "contradicts")
    found: set[tuple[int, int]] = set()
    for some in lots(sorted(home), AT_ONCE):
        for end in (links.c.a, links.c.b):
            found.update((row.a, row.b) for row in connection.execute(told.where(end.in_(some))))
    out: Counter[int] = Counter()
    for a, b in found:
        for claim in {home.get(a), home.get(b)} - {None}:
            if home.get(a) != home.get(b) and claim is not None:
                out[claim] += 1
    return out


def _of_one(printed: Printed, conflicts: int) -> ClaimNote:
    article = printed.article
    return ClaimNote(
        id=claim_id(printed.statement.quote.id),
        first_published=article.published,
        first_source=_outlet(article),
        conflicts=conflicts,
    )


def _of_many(printings: Sequence[Any], conflicts: int) -> ClaimNote:
    outlets = {row.name or row.domain or row.article for row in printings if row.copy_of is None}
    first = printings[0]
    return ClaimNote(
        id=first.given_id,
        printings=len(printings),
        sources=len(outlets),
        first_published=first.published,
        first_source=first.name or first.domain,
        conflicts=conflicts,
    )


def _outlet(article: Article) -> str | None:
    return article.source.name or article.source.domain
