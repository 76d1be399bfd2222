"""Counts the statements that a filter chooses by all that a filter can ask for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields, replace
from heapq import nsmallest

from sqlalchemy import ColumnElement, Connection, func, literal_column, select

from quotetrack.records import EVERYTHING, Filter
from quotetrack.records.facets import SHOWN, UNCHECKED, Facets, facets_from
from quotetrack.store.batches import select_in
from quotetrack.store.database import Database
from quotetrack.store.filters import KEPT_BACK, ONLY_TEXTS, is_chosen, tables_for
from quotetrack.store.index import Index
from quotetrack.store.tables import attributions, descriptions, quotes, reviews, revisions, sources, speakers

_NAMELESS = select(speakers.c.id).where(speakers.c.name == "")
_OF_EARLIER = select(quotes.c.id).select_from(ONLY_TEXTS).where(~revisions.c.current)


@dataclass(frozen=True, slots=True)
class FacetReader:
    """Counts the statements of current texts."""

    database: Database

    def read(self, filter: Filter = EVERYTHING, *, most: int) -> Facets:
        """Return the counts of the statements chosen; of speakers, outlets and months the `most` frequent.

        `Filter.limit` is not asked.
        """
        wanted = replace(filter, limit=None)
        return self.database.remembered.get(("facets", wanted, most), lambda: self._count(wanted, most))

    def _count(self, filter: Filter, most: int) -> Facets:
        index = self.database.indexes.quotes
        counted: dict[str, Counter[str | None]] = {field.name: Counter() for field in fields(Facets)}
        with self.database.reading() as connection:
            for kind, stance, number in count_kinds(connection, filter, index):
                counted["kinds"][kind] += number
                counted["stances"][stance] += number
            total = counted["kinds"].total()
            counted["sources"], counted["months"] = _count_texts(connection, filter, index)
            counted["statuses"] = _count_statuses(connection, filter, index)
            counted["statuses"][UNCHECKED] = total - counted["statuses"].total()
            not_shown = count_not_shown(connection, filter, index)
            persons = count_persons(connection, filter, index)
            counted["speakers"], names = _by_id(connection, persons, most)
        is_any = filter.unshown or filter.status == "rejected"
        shown = total - not_shown if is_any else total
        counted["shown"] = Counter(dict(zip(SHOWN, (shown, not_shown), strict=True)))
        return facets_from(counted, names, most=most)


def _count_texts(
    connection: Connection, filter: Filter, index: Index
) -> tuple[Counter[str | None], Counter[str | None]]:
    """Count by the names of outlets, and by month."""
    # By text first, in the order of an index: otherwise all would have to be put in order.
    query = (
        select(func.min(revisions.c.source), func.min(func.substr(revisions.c.published, 1, 7)), func.count())
        .select_from(tables_for(filter))
        .where(is_chosen(filter, index))
        .group_by(quotes.c.revision)
    )
    outlets, months = Counter[int](), Counter[str | None]()
    for source, month, number in connection.execute(query):
        outlets[source] += number
        months[month] += number
    return _by_name(connection, outlets), months


def _count_statuses(connection: Connection, filter: Filter, index: Index) -> Counter[str | None]:
    """Count what has a status by it."""
    query = (
        select(reviews.c.status, func.count())
        .select_from(tables_for(filter).join(reviews, reviews.c.quote == quotes.c.id))
        .where(is_chosen(filter, index), reviews.c.status.is_not(None))
        .group_by(reviews.c.status)
    )
    return Counter(dict(map(tuple, connection.execute(query))))


def count_kinds(connection: Connection, filter: Filter, index: Index) -> list[tuple[str, str, int]]:
    """Count the statements chosen by kind and stance."""
    by = (quotes.c.kind, attributions.c.stance)
    tables, wanted = tables_for(filter, attributions), is_chosen(filter, index)
    query = select(*by, func.count()).select_from(tables).where(wanted).group_by(*by)
    return [(kind, stance, number) for kind, stance, number in connection.execute(query)]


def count_not_shown(connection: Connection, filter: Filter, index: Index) -> int:
    """Count the statements that the filter would choose if it asked for what is not shown as well, and that are not."""
    every = is_chosen(replace(filter, unshown=True), index)
    query = select(func.count()).select_from(tables_for(filter)).where(every, quotes.c.id.in_(KEPT_BACK))
    return int(connection.execute(query).scalar_one())


def count_persons(connection: Connection, filter: Filter, index: Index) -> Counter[int | None]:
    """Count the statements chosen by the row of their speaker; None for all who are not named."""
    person: ColumnElement[int | None] = attributions.c.person
    if replace(filter, unshown=False) == EVERYTHING:
        # An index has all that is needed, so that nothing is read of a hundred thousand rows.
        query = select(person, func.count()).group_by(person)
        left_out = (_OF_EARLIER,) if filter.unshown else (_OF_EARLIER, KEPT_BACK)
        query = query.where(*(attributions.c.quote.not_in(rows) for rows in left_out))
    else:
        # As a sum, so that the rows are not read in the order of that index, which is none of theirs.
        person = attributions.c.person + literal_column("0")
        query = select(person, func.count()).select_from(tables_for(filter, attributions))
        query = query.where(is_chosen(filter, index)).group_by(person)
    counted = Counter[int | None]({row[0]: row[1] for row in connection.execute(query)})
    for nameless in connection.execute(_NAMELESS).scalars():
        counted[None] += counted.pop(nameless, 0)
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
