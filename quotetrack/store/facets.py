"""Counts the statements that a filter chooses by all that a filter can ask for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest
from typing import Any

from sqlalchemy import Connection, Table, and_, case, func, null, or_, select

from quotetrack.records import EVERYTHING, Filter
from quotetrack.records.facets import SHOWN, UNCHECKED, Facets, facets_from
from quotetrack.store.batches import select_in
from quotetrack.store.database import Database
from quotetrack.store.filters import is_chosen, tables_for
from quotetrack.store.tables import attributions, descriptions, quotes, reviews, revisions, sources, speakers

# One look at a review, in place of one into each of three lists.
_IS_SHOWN = and_(
    or_(quotes.c.shown, reviews.c.status.in_(("confirmed", "corrected")), reviews.c.corrected != "[]"),
    or_(reviews.c.status.is_(None), reviews.c.status != "rejected"),
)
_NAMELESS = select(speakers.c.id).where(speakers.c.name == "")


@dataclass(frozen=True, slots=True)
class FacetReader:
    """Counts the statements of current texts."""

    database: Database

    def read(self, filter: Filter = EVERYTHING, *, most: int) -> Facets:
        """Return the counts of the statements chosen; of speakers, outlets and months the `most` frequent.

        `Filter.limit` is not asked.
        """
        is_any = filter.unshown or filter.status == "rejected"
        every = is_chosen(replace(filter, unshown=True), self.database.indexes.quotes)
        wanted = every if is_any else and_(every, _IS_SHOWN)
        is_shown = case((_IS_SHOWN, 1), else_=0)
        kinds = (quotes.c.kind, attributions.c.stance, reviews.c.status, is_shown)
        person = case((attributions.c.person.in_(_NAMELESS), null()), else_=attributions.c.person)
        printed = (revisions.c.source, func.substr(revisions.c.published, 1, 7))
        with self.database.reading() as connection:

            def grouped(*values: Any, by: Any, of: Sequence[Table] = (attributions,)) -> list[Any]:
                tables = tables_for(filter, *of).outerjoin(reviews, reviews.c.quote == quotes.c.id)
                query = select(*values, func.count()).select_from(tables).where(by).group_by(*values)
                return list(connection.execute(query))

            counted = _count_kinds(grouped(*kinds, by=every), is_any=is_any)
            outlets = Counter[int]()
            for source, month, number in grouped(*printed, by=wanted, of=()):
                outlets[source] += number
                counted["months"][month] += number
            counted["sources"] = _by_name(connection, outlets)
            speakers_quoted = Counter(dict(map(tuple, grouped(person, by=wanted))))
            counted["speakers"], names = _by_id(connection, speakers_quoted, most)
        return facets_from(counted, names, most=most)


def _count_kinds(rows: list[Any], *, is_any: bool) -> dict[str, Counter[str | None]]:
    names = ("kinds", "stances", "statuses", "shown", "months")
    counted: dict[str, Counter[str | None]] = {name: Counter() for name in names}
    for kind, stance, status, is_shown, number in rows:
        counted["shown"][SHOWN[not is_shown]] += number
        if is_any or is_shown:
            values = (kind, stance, status or UNCHECKED)
            for name, value in zip(names, values, strict=False):
                counted[name][value] += number
    return counted


def _by_name(connection: Connection, outlets: Counter[int]) -> Counter[str | None]:
    """Return what was counted by the rows of outlets, by their names, else their domains."""
    query = select(sources.c.id, sources.c.name, sources.c.domain)
    named = Counter[str | None]()
    for row in select_in(connection, query, sources.c.id, outlets):
        named[row.name or row.domain or None] += outlets[row.id]
    return named


def _by_id(
    connection: Connection, persons: Counter[int | None], most: int
) -> tuple[Counter[str | None], dict[str | None, str]]:
    """Return the most frequent of what was counted by the rows of persons, by their ids, and their names."""
    known = (row for row in persons if row is not None)
    best = nsmallest(most, known, key=lambda row: (-persons[row], row))
    name = func.coalesce(descriptions.c.name, speakers.c.name, type_=speakers.c.name.type)
    query = select(speakers.c.id, speakers.c.key, name.label("name")).select_from(
        speakers.outerjoin(descriptions, descriptions.c.speaker == speakers.c.id)
    )
    rows = list(select_in(connection, query, speakers.c.id, best))
    counted: Counter[str | None] = Counter({row.key: persons[row.id] for row in rows})
    counted[None] = persons[None]
    return counted, {row.key: row.name for row in rows}
