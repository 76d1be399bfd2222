"""What a store knows of each speaker: counted once, kept, and counted anew for whom something new is said of.

Counting reads every statement of a speaker, which takes seconds for one with tens of thousands. So what was counted is
kept in `descriptions`, and who is `undescribed` since is counted when asked for, until `describe` has gone over them.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, exists, func, insert, or_, select

from quotetrack.records import SPEAKER_KINDS, RoleEntry, SpeakerEntry, SpeakerKind
from quotetrack.store.batches import AT_ONCE, lots
from quotetrack.store.filters import JOINED
from quotetrack.store.speakers import SHORT
from quotetrack.store.tables import (
    attributions,
    descriptions,
    revisions,
    role_words,
    sources,
    speaker_keys,
    speakers,
    undescribed,
)
from quotetrack.text.folding import fold_words

_MOST = 60
"""Roles, mentions and outlets of one speaker that are kept, the most frequent."""
_MOST_WORDS = 30
"""Words of one role or mention that a speaker is found by."""


@dataclass(slots=True)
class _Counted:
    """What is printed of one speaker, and how often."""

    quotes: int = 0
    names: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    mentions: Counter[str] = field(default_factory=Counter)
    sources: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    days: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)
    first: str | None = None
    last: str | None = None


def describe(connection: Connection) -> None:
    """Count anew for whom something has changed, and keep what was counted."""
    last = connection.execute(select(func.max(undescribed.c.id))).scalar()
    if last is None:
        return
    seen = undescribed.c.id <= last
    changed = connection.execute(select(undescribed.c.speaker).where(seen).distinct()).scalars().all()
    for some in lots(sorted(changed), AT_ONCE):
        for table in (descriptions, role_words):
            connection.execute(delete(table).where(table.c.speaker.in_(some)))
        found = count(connection, _named(attributions.c.person.in_(some)), some)
        if found:
            told = [
                {"speaker": n, "name": e.name, "quotes": e.quotes, "told": _written(e)}
                for n, e in found.items()
            ]
            connection.execute(insert(descriptions), told)
        words = [row for n, e in found.items() for row in _word_rows(n, e)]
        if words:
            connection.execute(insert(role_words), words)
    connection.execute(delete(undescribed).where(seen))


def described(connection: Connection, people: Select[Any]) -> list[SpeakerEntry]:
    """The speakers whom these rows stand for, who speak most first."""
    found = dict(_kept(connection, descriptions.c.speaker.in_(people)))
    new = connection.execute(
        select(undescribed.c.speaker).where(undescribed.c.speaker.in_(people)).distinct()
    ).scalars()
    for some in lots(sorted(new), AT_ONCE):
        counted = count(connection, _named(attributions.c.person.in_(some)), some)
        for person in some:
            found.pop(person, None)
        found |= counted
    return ordered(with_candidates(connection, found).values())


def in_role(
    connection: Connection, words: Sequence[Sequence[tuple[str, str]]], limit: int
) -> list[SpeakerEntry]:
    """The speakers, at most so many, of whom a role or mention has each of these words: each is given as the ranges,
    first to last, in which its forms stand."""
    if not words:
        return []
    parts = [role_words.alias(f"word_{n}") for n in range(len(words))]
    holding = select(parts[0].c.speaker).where(
        *(
            or_(*(part.c.word.between(*one) for one in ranges))
            for part, ranges in zip(parts, words, strict=True)
        ),
        *(and_(part.c.speaker == parts[0].c.speaker, part.c.part == parts[0].c.part) for part in parts[1:]),
    )
    best = (
        select(descriptions.c.speaker)
        .where(descriptions.c.speaker.in_(holding))
        .order_by(descriptions.c.quotes.desc())
        .limit(limit)
    )
    new = select(undescribed.c.speaker).limit(limit)
    return described(
        connection, select(speakers.c.id).where(or_(speakers.c.id.in_(best), speakers.c.id.in_(new)))
    )


def words_of_roles(connection: Connection, words: Sequence[Sequence[tuple[str, str]]]) -> list[bool]:
    """Of each word, given as for `in_role`, whether a role or mention may have it: for sure only where all are
    described."""
    if not words or connection.execute(select(undescribed.c.id).limit(1)).first():
        return [True] * len(words)
    known = [
        exists().where(or_(*(role_words.c.word.between(*one) for one in ranges))).label(f"word_{n}")
        for n, ranges in enumerate(words)
    ]
    return [bool(told) for told in connection.execute(select(*known)).one()]


def names_quoted(connection: Connection, limit: int) -> list[str]:
    """The names of those who speak most, about so many; of those not described yet too."""
    best = select(descriptions.c.name).order_by(descriptions.c.quotes.desc()).limit(limit)
    new = select(speakers.c.name).where(speakers.c.id.in_(select(undescribed.c.speaker))).limit(limit)
    return [*connection.execute(best).scalars(), *connection.execute(new).scalars()]


def ordered(entries: Iterable[SpeakerEntry]) -> list[SpeakerEntry]:
    """Who speaks most first, then by name."""
    return sorted(entries, key=lambda one: (-one.quotes, one.name, one.id))


def count(
    connection: Connection, wanted: ColumnElement[bool], people: Sequence[int]
) -> dict[int, SpeakerEntry]:
    """What the statements `wanted` print of these speakers, by row."""
    role = func.coalesce(attributions.c.speaker_role, attributions.c.role, type_=attributions.c.role.type)
    outlet = func.coalesce(sources.c.name, sources.c.domain, type_=sources.c.name.type)
    rows = connection.execute(
        select(
            attributions.c.person,
            speakers.c.name,
            speakers.c.kind,
            attributions.c.mention,
            outlet,
            role,
            revisions.c.published,
        )
        .select_from(JOINED)
        .where(wanted, attributions.c.person.in_(people)),
    )
    counted: dict[int, _Counted] = defaultdict(_Counted)
    for person, name, kind, mention, source, words, day in rows:
        one = counted[person]
        one.quotes += 1
        one.names[name] += 1
        one.kinds[kind] += 1
        one.first, one.last = _within(day, one.first, one.last)
        for of, printed in ((one.mentions, mention), (one.sources, source), (one.roles, words)):
            if printed is not None:
                of[printed] += 1
        if words is not None:
            one.days[words] = _within(day, *one.days.get(words, (None, None)))
    own = _own(connection, list(counted))
    return {person: _entry(one, *own[person]) for person, one in counted.items()}


def _within(day: str | None, first: str | None, last: str | None) -> tuple[str | None, str | None]:
    if day is None:
        return first, last
    return min(day, first or day), max(day, last or day)


def _own(connection: Connection, people: Sequence[int]) -> dict[int, tuple[str, SpeakerKind]]:
    rows = select(speakers.c.id, speakers.c.key, speakers.c.kind)
    return {
        row.id: (row.key, row.kind)
        for some in lots(people, AT_ONCE)
        for row in connection.execute(rows.where(speakers.c.id.in_(some)))
    }


def _entry(one: _Counted, key: str, kind: SpeakerKind) -> SpeakerEntry:
    called = _names(one.names)
    roles = (
        RoleEntry(words=words, quotes=times, first=one.days[words][0], last=one.days[words][1])
        for words, times in one.roles.items()
    )
    return SpeakerEntry(
        id=key,
        name=called[0],
        kind=_kind(one.kinds, kind),
        quotes=one.quotes,
        names=called,
        roles=tuple(sorted(roles, key=lambda role: (-role.quotes, role.words))),
        mentions=_most_frequent(one.mentions),
        sources=_most_frequent(one.sources),
        first=one.first,
        last=one.last,
    )


def _kind(counted: Counter[str], own: SpeakerKind) -> SpeakerKind:
    """What most printings tell, "unknown" aside."""
    told = [kind for kind in _most_frequent(counted) if kind != "unknown"]
    return next((kind for kind in SPEAKER_KINDS if told and kind == told[0]), own)


def _names(counted: Counter[str]) -> tuple[str, ...]:
    """Names in full before a surname alone, which is no name to show for a person who has another."""
    return tuple(sorted(counted, key=lambda name: (" " not in name.strip(), -counted[name], name)))


def _most_frequent(counted: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(counted, key=lambda words: (-counted[words], words)))


def _named(wanted: ColumnElement[bool]) -> ColumnElement[bool]:
    return and_(wanted, revisions.c.current, speakers.c.name != "")


def _word_rows(speaker: int, entry: SpeakerEntry) -> Iterator[dict[str, str | int]]:
    """The words of each role and mention that somebody is found by; a part of the name alone is none."""
    own = {word for name in entry.names for word in fold_words(name)}
    printed = [role.words for role in entry.roles[:_MOST]] + list(entry.mentions[:_MOST])
    told = dict.fromkeys(tuple(sorted({*fold_words(words)} - own)[:_MOST_WORDS]) for words in printed)
    for part, words in enumerate(words for words in told if words):
        for word in words:
            yield {"word": word, "speaker": speaker, "part": part}


def _written(entry: SpeakerEntry) -> str:
    return json.dumps(
        {
            "id": entry.id,
            "name": entry.name,
            "kind": entry.kind,
            "names": entry.names[:_MOST],
            "roles": [[one.words, one.quotes, one.first, one.last] for one in entry.roles[:_MOST]],
            "mentions": entry.mentions[:_MOST],
            "sources": entry.sources[:_MOST],
            "days": [entry.first, entry.last],
        }
    )


def _kept(connection: Connection, wanted: ColumnElement[bool]) -> Iterator[tuple[int, SpeakerEntry]]:
    for row in connection.execute(select(descriptions).where(wanted)):
        told = json.loads(row.told)
        yield (
            row.speaker,
            SpeakerEntry(
                id=told["id"],
                name=told["name"],
                kind=told["kind"],
                quotes=row.quotes,
                names=tuple(told["names"]),
                roles=tuple(
                    RoleEntry(words=words, quotes=quotes, first=first, last=last)
                    for words, quotes, first, last in told["roles"]
                ),
                mentions=tuple(told["mentions"]),
                sources=tuple(told["sources"]),
                first=told["days"][0],
                last=told["days"][1],
            ),
        )


def with_candidates(connection: Connection, found: Mapping[int, SpeakerEntry]) -> dict[int, SpeakerEntry]:
    """The entries, each surname alone with those whom it may mean."""
    others = candidates(connection, list(found))
    return {n: replace(one, candidates=others[n]) if n in others else one for n, one in found.items()}


def candidates(connection: Connection, people: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Of each row that is a short name, who else may be meant by it: their names, those quoted most first."""
    short: dict[str, list[int]] = defaultdict(list)
    for some in lots(people, AT_ONCE):
        rows = connection.execute(
            select(speaker_keys.c.speaker, speaker_keys.c.key).where(
                speaker_keys.c.speaker.in_(some), speaker_keys.c.key.startswith(SHORT)
            )
        )
        for speaker, key in rows:
            short[key.removeprefix(SHORT)].append(speaker)
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    times = func.coalesce(descriptions.c.quotes, 0)
    for keys in lots(sorted(short), AT_ONCE):
        full = connection.execute(
            select(speaker_keys.c.key, speakers.c.id, speakers.c.name, times)
            .select_from(
                speaker_keys.join(speakers, speakers.c.id == speaker_keys.c.speaker).outerjoin(
                    descriptions, descriptions.c.speaker == speakers.c.id
                )
            )
            .where(
                speaker_keys.c.key.in_(keys),
                func.coalesce(speakers.c.person, speakers.c.id) == speakers.c.id,
                exists().where(attributions.c.speaker == speakers.c.id),
            )
        )
        for key, id, name, quoted in full:
            for speaker in short[key]:
                if speaker != id:
                    found[speaker].append((-quoted, name))
    return {speaker: tuple(name for _, name in sorted(names)) for speaker, names in found.items()}
