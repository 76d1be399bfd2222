"""Reads what a store knows of each speaker, and keeps it counted.

Counting reads every statement of a speaker, which takes seconds if there are tens of thousands. So what was counted is
kept in `descriptions`. Speakers of whom something new is said are `undescribed`: they are counted whenever they are
asked for, until `describe` has gone over them.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select

from quotetrack.errors import require_text
from quotetrack.records import (
    EVERYTHING,
    SPEAKER_KINDS,
    Filter,
    RoleEntry,
    SpeakerDecision,
    SpeakerEntry,
    SpeakerKind,
    UnnamedEntry,
)
from quotetrack.store.batches import (
    STATEMENTS,
    VALUES,
    delete_in,
    group_pairs,
    in_batches,
    insert_rows,
    select_in,
)
from quotetrack.store.database import Database
from quotetrack.store.filters import (
    IS_SHOWN,
    PERSON,
    ROLE,
    STATEMENTS_JOINED,
    bearing,
    chosen_rows,
    is_chosen,
    people,
)
from quotetrack.store.speakers import SHORT_NAME, PeopleWork
from quotetrack.store.tables import (
    attributions,
    descriptions,
    quotes,
    revisions,
    role_words,
    sources,
    speaker_keys,
    speakers,
    undescribed,
)
from quotetrack.store.unnamed import count_unnamed
from quotetrack.text.described import is_described_so
from quotetrack.text.folding import fold_words, is_name_long

_MOST = 60
"""Roles, mentions and outlets of one speaker that are kept, the most frequent."""
_MOST_WORDS = 30
"""Words of one role or mention that a speaker is found by."""

WordRanges = Sequence[Sequence[tuple[str, str]]]
"""Words, each as the ranges, first to last, in which its forms stand: `[("russia", "russian")]` is any between them."""

_FirstLast = tuple[str | None, str | None]
"""The first and the last day of something; None if no day is known."""


@dataclass(frozen=True, slots=True)
class SpeakerReader:
    """Reads the named speakers of a store, each person once. Lists begin with who speaks most.

    Only statements that are shown count. If `unshown`, `named` counts the others as well, and reads them all to do so.
    """

    database: Database
    unshown: bool = False

    def select(self, filter: Filter = EVERYTHING, *, offset: int = 0) -> Iterator[SpeakerEntry]:
        """Yield the named speakers of the statements chosen, who speak most first, without the first `offset`."""
        if filter == Filter(limit=filter.limit) and filter.limit is not None:
            with self.database.reading() as connection:
                yield from _most_quoted(connection, offset + filter.limit)[offset:]
                return
        if filter.person is not None and filter == Filter(person=filter.person, limit=filter.limit):
            require_text(filter.person)
            own = select(speakers.c.id).where(speakers.c.key == filter.person)
            with self.database.reading() as connection:
                yield from _described(connection, own)[offset:][: filter.limit]
                return
        is_named = and_(attributions.c.person.is_not(None), speakers.c.name != "")
        wanted = and_(is_chosen(filter, self.database.indexes.quotes), is_named)
        # Chosen first: else SQLite goes through all persons in order to group, whatever the filter leaves.
        rows = chosen_rows(replace(filter, limit=None), self.database.indexes.quotes)
        chosen = rows.cte("chosen").prefix_with("MATERIALIZED")
        persons = (
            select(attributions.c.person)
            .select_from(
                chosen.join(attributions, attributions.c.quote == chosen.c.id).join(
                    speakers, speakers.c.id == attributions.c.speaker
                )
            )
            .where(is_named)
            .group_by(attributions.c.person)
            .order_by(func.count().desc(), func.min(speakers.c.name), attributions.c.person)
            .limit(filter.limit)
            .offset(offset or None)
        )
        with self.database.reading() as connection:
            for batch in in_batches(connection.execute(persons).scalars().all(), STATEMENTS):
                counted = _count(connection, wanted, batch)
                yield from _with_candidates(connection, {person: counted[person] for person in batch})

    def named(self, name: str) -> list[SpeakerEntry]:
        """Return the speakers whose name has all the words of `name`, whatever their case and accents."""
        if self.unshown:
            return list(self.select(Filter(speaker=name, unshown=True)))
        with self.database.reading() as connection:
            return _described(connection, people(bearing(name)))

    def unnamed(self, filter: Filter = EVERYTHING) -> list[UnnamedEntry]:
        """Return the descriptions of speakers who are not named, of the statements chosen, most quoted first."""
        wanted = replace(filter, unshown=True) if self.unshown else filter
        with self.database.reading() as connection:
            return count_unnamed(connection, is_chosen(wanted, self.database.indexes.quotes))[: filter.limit]

    def described(self, asked: str) -> list[UnnamedEntry]:
        """Return the descriptions of unnamed speakers that have all words asked for, in any form; most quoted first."""
        if is_name_long(asked):
            return []
        return [
            entry
            for entry in self.unnamed()
            if any(is_described_so(asked, mention) for mention in entry.mentions)
        ]

    def is_named(self, name: str) -> bool:
        """Return True if a speaker's name has all the words of `name`."""
        with self.database.reading() as connection:
            return connection.execute(bearing(name).limit(1)).first() is not None

    def in_role(self, words: WordRanges, *, limit: int) -> list[SpeakerEntry]:
        """Return the speakers, about `limit` at most, of whom a role or mention has all these words."""
        if not words or len(words) > _MOST_WORDS:  # no more of a role are kept
            return []
        parts = [role_words.alias(f"word_{n}") for n in range(len(words))]
        first = parts[0].c
        holding = select(first.speaker).where(
            *(_is_within(part.c.word, ranges) for part, ranges in zip(parts, words, strict=True)),
            *(and_(part.c.speaker == first.speaker, part.c.part == first.part) for part in parts[1:]),
        )
        best = (
            select(descriptions.c.speaker)
            .where(descriptions.c.speaker.in_(holding))
            .order_by(descriptions.c.quotes.desc())
            .limit(limit)
        )
        new = select(undescribed.c.speaker).limit(limit)
        rows = select(speakers.c.id).where(or_(speakers.c.id.in_(best), speakers.c.id.in_(new)))
        with self.database.reading() as connection:
            return _described(connection, rows)

    def words_of_roles(self, words: WordRanges) -> list[bool]:
        """Tell for each word whether anybody's role or mention may have it: for sure only if all are described."""
        known = [
            exists().where(_is_within(role_words.c.word, ranges)).label(f"word_{n}")
            for n, ranges in enumerate(words)
        ]
        with self.database.reading() as connection:
            if not words or not is_described(connection):
                return [True] * len(words)
            return [bool(is_known) for is_known in connection.execute(select(*known)).one()]

    def names_quoted(self, limit: int) -> list[str]:
        """Return the names of those who speak most, about `limit` at most, and of those not described yet."""
        best = select(descriptions.c.name).order_by(descriptions.c.quotes.desc()).limit(limit)
        new = select(speakers.c.name).where(speakers.c.id.in_(select(undescribed.c.speaker))).limit(limit)
        with self.database.reading() as connection:
            return [*connection.execute(best).scalars(), *connection.execute(new).scalars()]

    def ids_of(self, rows: Sequence[int]) -> dict[int, str]:
        """Map the row id of each quotation to the id of its speaker; rows without a named speaker are left out."""
        bearers = speakers.join(attributions, speakers.c.id == attributions.c.person)
        query = select(attributions.c.quote, speakers.c.key).select_from(bearers)
        with self.database.reading() as connection:
            return {row.quote: row.key for row in select_in(connection, query, attributions.c.quote, rows)}

    def decisions(self) -> tuple[SpeakerDecision, ...]:
        """Return what people have decided about speakers, first to last."""
        with self.database.reading() as connection:
            return tuple(PeopleWork(connection).decisions())


def describe(connection: Connection) -> None:
    """Count anew for whom something has changed, and keep what was counted."""
    noted = connection.execute(select(undescribed.c.id, undescribed.c.speaker)).all()
    changed = {row.speaker for row in noted}
    for table in (descriptions, role_words):
        delete_in(connection, table.c.speaker, changed)
    for batch in in_batches(sorted(changed), VALUES):
        entries = _count_all(connection, batch)
        insert_rows(connection, descriptions, (_description(n, entry) for n, entry in entries.items()))
        insert_rows(connection, role_words, (row for n, e in entries.items() for row in _word_rows(n, e)))
    # By their ids: another writer may add more meanwhile, and its ids need not be higher.
    delete_in(connection, undescribed.c.id, (row.id for row in noted))


def is_described(connection: Connection) -> bool:
    """Return True if nothing has changed about anybody since all were described."""
    return connection.execute(select(undescribed.c.id).limit(1)).first() is None


def _described(connection: Connection, rows: Select[Any]) -> list[SpeakerEntry]:
    """Return the speakers whom these rows stand for, who speak most first, then by name."""
    known = connection.execute(select(descriptions).where(descriptions.c.speaker.in_(rows)))
    entries = {row.speaker: _entry_of(row) for row in known}
    new = select(undescribed.c.speaker).where(undescribed.c.speaker.in_(rows)).distinct()
    for batch in in_batches(sorted(connection.execute(new).scalars()), VALUES):
        counted = _count_all(connection, batch)
        entries = {n: entry for n, entry in entries.items() if n not in batch} | counted
    described = _with_candidates(connection, entries)
    return sorted(described, key=lambda entry: (-entry.quotes, entry.name, entry.id))


def _most_quoted(connection: Connection, limit: int) -> list[SpeakerEntry]:
    """Return those who speak most, out of what is kept of all: of them alone the statements need not be counted."""
    new = select(undescribed.c.speaker)
    known = select(descriptions.c.quotes).where(descriptions.c.speaker.not_in(new))
    least = connection.execute(
        known.order_by(descriptions.c.quotes.desc()).offset(limit - 1).limit(1)
    ).scalar()
    rows = select(descriptions.c.speaker).where(descriptions.c.quotes >= (least or 0))
    entries = _described(connection, select(speakers.c.id).where(speakers.c.id.in_(rows.union(new))))
    entries = [entry for entry in entries if entry.quotes]
    return sorted(entries, key=lambda entry: (-entry.quotes, min(entry.names)))[:limit]


def _is_within(word: ColumnElement[str], ranges: Sequence[tuple[str, str]]) -> ColumnElement[bool]:
    return or_(*(word.between(*ends) for ends in ranges))


def _count_all(connection: Connection, persons: Sequence[int]) -> dict[int, SpeakerEntry]:
    """Count what all current texts print of these speakers, and is shown."""
    named = and_(attributions.c.person.in_(persons), revisions.c.current, IS_SHOWN, speakers.c.name != "")
    return _count(connection, named, persons)


def _count(
    connection: Connection, wanted: ColumnElement[bool], persons: Sequence[int]
) -> dict[int, SpeakerEntry]:
    """Count what the statements `wanted` print of these speakers, by row."""
    outlet = func.coalesce(sources.c.name, sources.c.domain, type_=sources.c.name.type)
    printed = (speakers.c.name, speakers.c.kind, attributions.c.mention, outlet, ROLE)
    query = select(attributions.c.person, revisions.c.published, *printed).select_from(STATEMENTS_JOINED)
    counted: dict[int, list[Counter[str]]] = defaultdict(lambda: [Counter() for _ in printed])
    days: dict[int, dict[str | None, _FirstLast]] = defaultdict(lambda: defaultdict(lambda: (None, None)))
    for person, day, *values in connection.execute(query.where(wanted, attributions.c.person.in_(persons))):
        for counter, value in zip(counted[person], values, strict=True):
            if value is not None:
                counter[value] += 1
        if day is not None:
            own = days[person]
            for role in {None, values[-1]}:
                first, last = own[role]
                own[role] = (min(day, first or day), max(day, last or day))
    keys = select(speakers.c.id, speakers.c.key, speakers.c.kind)
    return {
        row.id: _entry(row.key, row.kind, counted[row.id], days[row.id])
        for row in select_in(connection, keys, speakers.c.id, counted)
    }


def _entry(
    key: str, own_kind: SpeakerKind, counted: Sequence[Counter[str]], days: Mapping[str | None, _FirstLast]
) -> SpeakerEntry:
    """Make the entry of a speaker: `counted` are names, kinds, mentions, outlets and roles; `days` those of each role,
    and under None of all statements."""
    names, kinds, mentions, outlets, roles = map(_most_frequent, counted)
    # Names in full before a surname alone, which is no name to show for a person who has another.
    names = tuple(sorted(names, key=lambda name: " " not in name.strip()))
    known = [kind for kind in SPEAKER_KINDS if kind in kinds and kind != "unknown"]
    first, last = days[None]
    return SpeakerEntry(
        id=key,
        name=names[0],
        kind=min(known, key=kinds.index, default=own_kind),
        quotes=counted[0].total(),
        names=names,
        roles=tuple(
            RoleEntry(words=role, quotes=counted[-1][role], first=days[role][0], last=days[role][1])
            for role in roles
        ),
        mentions=mentions,
        sources=outlets,
        first=first,
        last=last,
    )


def _most_frequent(counted: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(counted, key=lambda words: (-counted[words], words)))


def _word_rows(speaker: int, entry: SpeakerEntry) -> Iterator[dict[str, str | int]]:
    """Yield a row for each word of a role or mention by which a speaker is found; words of the name alone are none."""
    own = {word for name in entry.names for word in fold_words(name)}
    printed = [role.words for role in entry.roles[:_MOST]] + list(entry.mentions[:_MOST])
    distinct = dict.fromkeys(tuple(sorted({*fold_words(words)} - own)[:_MOST_WORDS]) for words in printed)
    for part, words in enumerate(filter(None, distinct)):
        for word in words:
            yield {"word": word, "speaker": speaker, "part": part}


def _description(speaker: int, entry: SpeakerEntry) -> dict[str, Any]:
    """Make the row of `descriptions` that `_entry_of` reads."""
    kept = {
        "id": entry.id,
        "name": entry.name,
        "kind": entry.kind,
        "names": entry.names[:_MOST],
        "roles": [[role.words, role.quotes, role.first, role.last] for role in entry.roles[:_MOST]],
        "mentions": entry.mentions[:_MOST],
        "sources": entry.sources[:_MOST],
        "days": [entry.first, entry.last],
    }
    return {"speaker": speaker, "name": entry.name, "quotes": entry.quotes, "told": json.dumps(kept)}


def _entry_of(row: Any) -> SpeakerEntry:
    kept = json.loads(row.told)
    return SpeakerEntry(
        id=kept["id"],
        name=kept["name"],
        kind=kept["kind"],
        quotes=row.quotes,
        names=tuple(kept["names"]),
        roles=tuple(
            RoleEntry(words=words, quotes=quotes, first=first, last=last)
            for words, quotes, first, last in kept["roles"]
        ),
        mentions=tuple(kept["mentions"]),
        sources=tuple(kept["sources"]),
        first=kept["days"][0],
        last=kept["days"][1],
    )


def _with_candidates(connection: Connection, entries: Mapping[int, SpeakerEntry]) -> list[SpeakerEntry]:
    """Return the entries, each surname alone with the names of those whom it may mean, quoted most first."""
    keys = select(speaker_keys.c.speaker, speaker_keys.c.key).where(speaker_keys.c.key.startswith(SHORT_NAME))
    short_keys = select_in(connection, keys, speaker_keys.c.speaker, entries)
    short = group_pairs((key.removeprefix(SHORT_NAME), speaker) for speaker, key in short_keys)
    times = func.coalesce(descriptions.c.quotes, 0)
    owners = speaker_keys.join(speakers, speakers.c.id == speaker_keys.c.speaker)
    is_quoted = (
        exists()
        .where(quotes.c.id == attributions.c.quote, IS_SHOWN)
        .where(attributions.c.speaker == speakers.c.id)
    )
    query = (
        select(speaker_keys.c.key, speakers.c.id, speakers.c.name, times)
        .select_from(owners.outerjoin(descriptions, descriptions.c.speaker == speakers.c.id))
        .where(speakers.c.id == PERSON, is_quoted)
    )
    meant = group_pairs(
        (speaker, (-quoted, name))
        for key, id, name, quoted in select_in(connection, query, speaker_keys.c.key, short)
        for speaker in short[key]
        if speaker != id
    )
    return [
        replace(entry, candidates=tuple(name for _, name in sorted(meant[n]))) if n in meant else entry
        for n, entry in entries.items()
    ]
