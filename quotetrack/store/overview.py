"""What a store holds, counted: speakers, outlets and totals."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, and_, distinct, func, or_, select

from quotetrack.records import (
    KINDS,
    SPEAKER_KINDS,
    STANCES,
    Filter,
    RoleEntry,
    SourceEntry,
    SpeakerEntry,
    SpeakerKind,
    Stats,
)
from quotetrack.store.filters import JOINED, asks_of_statements, chosen, in_articles
from quotetrack.store.index import Index
from quotetrack.store.lots import AT_ONCE, lots
from quotetrack.store.people import SHORT
from quotetrack.store.tables import articles, attributions, quotes, revisions, sources, speaker_keys, speakers

_FIRST = func.min(revisions.c.published)
_LAST = func.max(revisions.c.published)

# How many speakers are described by one query.
_AT_ONCE = 200


def speaker_entries(connection: Connection, index: Index, filter: Filter) -> Iterator[SpeakerEntry]:
    """The named speakers of the statements chosen, each person once, who speak most first."""
    wanted = and_(chosen(filter, index), attributions.c.person.is_not(None), speakers.c.name != "")
    count = func.count(quotes.c.id)
    counted = connection.execute(
        select(attributions.c.person, count, _FIRST, _LAST)
        .select_from(JOINED)
        .where(wanted)
        .group_by(attributions.c.person)
        .order_by(count.desc(), func.min(speakers.c.name), attributions.c.person)
        .limit(filter.limit)
    ).all()
    for first in range(0, len(counted), _AT_ONCE):
        yield from _described(connection, wanted, counted[first : first + _AT_ONCE])


def _described(connection: Connection, wanted: Any, counted: Sequence[Any]) -> Iterator[SpeakerEntry]:
    names: dict[int, Counter[str]] = defaultdict(Counter)
    kinds: dict[int, Counter[str]] = defaultdict(Counter)
    mentions: dict[int, Counter[str]] = defaultdict(Counter)
    outlets: dict[int, Counter[str]] = defaultdict(Counter)
    roles: dict[int, list[RoleEntry]] = defaultdict(list)
    people = [row.person for row in counted]
    role = func.coalesce(attributions.c.speaker_role, attributions.c.role, type_=attributions.c.role.type)
    outlet = func.coalesce(sources.c.name, sources.c.domain, type_=sources.c.name.type)
    for told, printed in (
        (names, speakers.c.name),
        (kinds, speakers.c.kind),
        (mentions, attributions.c.mention),
        (outlets, outlet),
        (roles, role),
    ):
        rows = connection.execute(
            select(attributions.c.person, printed, func.count(quotes.c.id), _FIRST, _LAST)
            .select_from(JOINED)
            .where(wanted, attributions.c.person.in_(people), printed.is_not(None))
            .group_by(attributions.c.person, printed)
        )
        for person, words, times, first, last in rows:
            if told is roles:
                roles[person].append(RoleEntry(words, times, first, last))
            else:
                told[person][words] += times
    candidates = _candidates(connection, people)
    own = {
        row.id: row
        for row in connection.execute(
            select(speakers.c.id, speakers.c.key, speakers.c.kind).where(speakers.c.id.in_(people))
        )
    }
    for person, times, first, last in counted:
        called = _names(names[person])
        yield SpeakerEntry(
            id=own[person].key,
            name=called[0],
            kind=_kind(kinds[person], own[person].kind),
            quotes=times,
            names=called,
            roles=tuple(sorted(roles[person], key=lambda one: (-one.quotes, one.words))),
            mentions=_most_frequent(mentions[person]),
            sources=_most_frequent(outlets[person]),
            first=first,
            last=last,
            candidates=candidates.get(person, ()),
        )


def _kind(counted: Counter[str], own: SpeakerKind) -> SpeakerKind:
    """What most printings tell, "unknown" aside."""
    told = [kind for kind in _most_frequent(counted) if kind != "unknown"]
    return next((kind for kind in SPEAKER_KINDS if told and kind == told[0]), own)


def _names(counted: Counter[str]) -> tuple[str, ...]:
    """Names in full before a surname alone, which is no name to show for a person who has another."""
    return tuple(sorted(counted, key=lambda name: (" " not in name.strip(), -counted[name], name)))


def _candidates(connection: Connection, people: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Of each row that is a short name, who else may be meant by it: their names, those quoted most first."""
    short: dict[str, list[int]] = defaultdict(list)
    rows = connection.execute(
        select(speaker_keys.c.speaker, speaker_keys.c.key).where(
            speaker_keys.c.speaker.in_(people), speaker_keys.c.key.startswith(SHORT)
        )
    )
    for speaker, key in rows:
        short[key.removeprefix(SHORT)].append(speaker)
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for some in lots(sorted(short), AT_ONCE):
        full = connection.execute(
            select(speaker_keys.c.key, speakers.c.id, speakers.c.name, func.count(attributions.c.quote))
            .select_from(
                speaker_keys.join(speakers, speakers.c.id == speaker_keys.c.speaker).join(
                    attributions, attributions.c.speaker == speakers.c.id
                )
            )
            .where(
                speaker_keys.c.key.in_(some), func.coalesce(speakers.c.person, speakers.c.id) == speakers.c.id
            )
            .group_by(speaker_keys.c.key, speakers.c.id, speakers.c.name)
        )
        for key, id, name, times in full:
            for speaker in short[key]:
                if speaker != id:
                    found[speaker].append((-times, name))
    return {speaker: tuple(name for _, name in sorted(names)) for speaker, names in found.items()}


def _most_frequent(counted: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(counted, key=lambda words: (-counted[words], words)))


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
