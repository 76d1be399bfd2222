"""Counts what a sheet tells of the claims that its statements print, for many statements at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from quotetrack.records import ClaimNote, Printed, claim_id
from quotetrack.store.batches import group_pairs, select_in
from quotetrack.store.claims import PRINTINGS_ORDER
from quotetrack.store.link_queries import certain_links_touching, claims_left_by
from quotetrack.store.lookup import select_by_id
from quotetrack.store.tables import claims, members, quotes, revisions, sources


def claim_notes(connection: Connection, printed: Mapping[int, Printed]) -> dict[int, ClaimNote]:
    """Map each of these statements, by row, to the note of its claim; one that is printed only once has one too."""
    query = select(members.c.quote, members.c.claim)
    wanted = {row.claim for row in select_in(connection, query, members.c.quote, printed)}
    printings = _printings(connection, wanted)
    # As elsewhere, a statement that stands alone is a claim under the negative of its row.
    claim_of = {row: -row for row in printed}
    claim_of |= {row.quote: claim for claim, rows in printings.items() for row in rows}
    conflicts = _conflicts(connection, claim_of)
    return {
        row: _note(statement, printings[claim_of[row]], conflicts[claim_of[row]])
        for row, statement in printed.items()
    }


def rows_of(connection: Connection, printed: Sequence[Printed]) -> dict[int, int]:
    """Map the place of each statement in the list to its row; those that are printed no longer are left out."""
    places = group_pairs(
        ((statement.statement.quote.id, statement.article.digest), place)
        for place, statement in enumerate(printed)
    )
    query = (
        select(quotes.c.id, quotes.c.given_id, revisions.c.digest)
        .join(revisions, revisions.c.id == quotes.c.revision)
        .where(revisions.c.current)
    )
    rows = select_by_id(connection, query, (quote for quote, _ in places))
    return {place: row.id for row in rows for place in places.get((row.given_id, row.digest), ())}


def _printings(connection: Connection, claim_rows: Iterable[int]) -> dict[int, list[Any]]:
    """Map each claim to its printings, by day of publication."""
    query = (
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
        .order_by(*PRINTINGS_ORDER)
    )
    return group_pairs((row.claim, row) for row in select_in(connection, query, members.c.claim, claim_rows))


def _conflicts(connection: Connection, claim_of: Mapping[int, int]) -> Counter[int]:
    """Count for each claim the statements outside it that contradict it by a link shown."""
    contradictions = certain_links_touching(connection, claim_of, "contradicts")
    left = {pair for link in contradictions for pair in claims_left_by(link, claim_of)}
    return Counter(claim for claim, _ in left)


def _note(printed: Printed, printings: Sequence[Any], conflicts: int) -> ClaimNote:
    """Make the note of a claim from its printings; without any, of the statement alone."""
    if not printings:
        return ClaimNote(
            id=claim_id(printed.statement.quote.id),
            first_published=printed.article.published,
            first_source=printed.article.source.name or printed.article.source.domain,
            conflicts=conflicts,
        )
    first = printings[0]
    return ClaimNote(
        id=first.given_id,
        printings=len(printings),
        sources=len({row.name or row.domain or row.article for row in printings if row.copy_of is None}),
        first_published=first.published,
        first_source=first.name or first.domain,
        conflicts=conflicts,
    )
