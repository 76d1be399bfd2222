"""What a store holds, counted: speakers, outlets and totals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, and_, distinct, func, or_, select

from quotetrack.records import (
    KINDS,
    STANCES,
    Filter,
    SourceEntry,
    SpeakerEntry,
    Stats,
)
from quotetrack.store.batches import lots
from quotetrack.store.filters import JOINED, asks_of_statements, chosen, in_articles
from quotetrack.store.index import Index
from quotetrack.store.speaker_profiles import count, with_candidates
from quotetrack.store.tables import articles, attributions, quotes, revisions, sources, speakers

_FIRST = func.min(revisions.c.published)
_LAST = func.max(revisions.c.published)

# How many speakers are described by one query.
_AT_ONCE = 200


def speaker_entries(connection: Connection, index: Index, filter: Filter) -> Iterator[SpeakerEntry]:
    """The named speakers of the statements chosen, each person once, who speak most first."""
    wanted = and_(chosen(filter, index), attributions.c.person.is_not(None), speakers.c.name != "")
    counted = connection.execute(
        select(attributions.c.person)
        .select_from(JOINED)
        .where(wanted)
        .group_by(attributions.c.person)
        .order_by(func.count(quotes.c.id).desc(), func.min(speakers.c.name), attributions.c.person)
        .limit(filter.limit)
    ).all()
    for some in lots((row.person for row in counted), _AT_ONCE):
        found = count(connection, wanted, some)
        yield from with_candidates(connection, {person: found[person] for person in some}).values()


def source_entries(connection: Connection, index: Index, filter: Filter) -> Iterator[SourceEntry]:
    """The outlets of the articles chosen, by name; an article without statements counts too, unless the
    filter asks for statements."""
    quoted = {
        row.source: row
        for row in connection.execute(
            select(revisions.c.source, func.count(quotes.c.id).label("quotes"))
            .select_from(JOINED)
            .where(chosen(filter, index))
            .group_by(revisions.c.source)
        )
    }
    counted = select(
        sources.c.id, sources.c.name, sources.c.domain, func.count(distinct(revisions.c.id)), _FIRST, _LAST
    )
    if asks_of_statements(filter):
        counted = counted.select_from(JOINED).where(chosen(filter, index))
    else:
        printed = revisions.join(sources, sources.c.id == revisions.c.source)
        counted = counted.select_from(printed).where(revisions.c.current, *in_articles(filter))
    rows = connection.execute(
        counted.group_by(sources.c.id, sources.c.name, sources.c.domain)
        .order_by(sources.c.name.is_(None), sources.c.name, sources.c.domain.is_(None), sources.c.domain)
        .limit(filter.limit)
    )
    for source_id, name, domain, times, first, last in rows:
        told = quoted[source_id].quotes if source_id in quoted else 0
        yield SourceEntry(name=name, domain=domain, articles=times, quotes=told, first=first, last=last)


def days_of(connection: Connection, index: Index, filter: Filter) -> list[tuple[str | None, int]]:
    """The days of publication of the statements chosen, each with how many it has."""
    wanted = (
        select(revisions.c.published, func.count(quotes.c.id))
        .select_from(JOINED)
        .where(chosen(filter, index))
        .group_by(revisions.c.published)
    )
    return [(row[0], row[1]) for row in connection.execute(wanted)]


def size_of(connection: Connection) -> tuple[int, int]:
    """How many statements are shown, and how many articles."""
    texts, held, every = (
        int(connection.execute(select(func.count()).select_from(table)).scalar_one())
        for table in (revisions, articles, quotes)
    )
    if (
        texts == held
    ):  # no text has been revised, so nothing need be told apart, which takes thirty times as long
        return every, held
    shown = quotes.join(revisions, revisions.c.id == quotes.c.revision)
    told = select(func.count()).select_from(shown).where(revisions.c.current)
    return int(connection.execute(told).scalar_one()), held


def count_everything(connection: Connection) -> Stats:
    """The totals of the current revisions, and how many earlier ones are kept."""

    def number(query: Any) -> int:
        return int(connection.execute(query).scalar() or 0)

    current = select(func.count(quotes.c.id)).select_from(JOINED).where(revisions.c.current)
    named = or_(sources.c.name.is_not(None), sources.c.domain.is_not(None))
    outlets = revisions.join(sources, sources.c.id == revisions.c.source)
    days = connection.execute(select(_FIRST, _LAST).where(revisions.c.current)).one()
    return Stats(
        articles=number(select(func.count(articles.c.id))),
        revisions=number(select(func.count(revisions.c.id)).where(~revisions.c.current)),
        quotes=number(current),
        by_kind=_counted(connection, quotes.c.kind, KINDS),
        by_stance=_counted(connection, attributions.c.stance, STANCES),
        speakers=number(
            select(func.count(distinct(attributions.c.person)))
            .select_from(JOINED)
            .where(revisions.c.current, speakers.c.name != "")
        ),
        unattributed=number(current.where(or_(attributions.c.speaker.is_(None), speakers.c.name == ""))),
        sources=number(
            select(func.count(distinct(revisions.c.source)))
            .select_from(outlets)
            .where(revisions.c.current, named)
        ),
        first=days[0],
        last=days[1],
    )


def _counted(connection: Connection, column: Any, values: Sequence[Any]) -> tuple[tuple[Any, int], ...]:
    """How many statements have each of `values`, in their order, none left out."""
    found = connection.execute(
        select(column, func.count(quotes.c.id))
        .select_from(JOINED)
        .where(revisions.c.current)
        .group_by(column)
    )
    times = {row[0]: row[1] for row in found}
    return tuple((value, times.get(value, 0)) for value in values)
