"""Where settling who is who reads and writes: names and their keys, persons, decisions. Keys are settling's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, literal, select, update

from quotetrack.records import SpeakerDecision
from quotetrack.store.batches import VALUES, in_batches, insert_rows, select_in
from quotetrack.store.filters import PERSON, ROLE
from quotetrack.store.stale_speakers import note_changed
from quotetrack.store.tables import (
    attributions,
    linking_state,
    quotes,
    revisions,
    signatures,
    speaker_decisions,
    speaker_keys,
    speakers,
)

_PRINTED = attributions.join(quotes, quotes.c.id == attributions.c.quote).join(
    revisions, and_(revisions.c.id == quotes.c.revision, revisions.c.current)
)

_LAST = "last speaker"
SHORT = "short "
"""What a key begins with under which a short name is kept; the rest is a key of those whom it may mean."""


class NameRow(NamedTuple):
    """A speaker's row: the name as printed, its kind, and the row that stands for its bearer."""

    id: int
    name: str
    kind: str
    person: int


class Use(NamedTuple):
    """One quotation of a speaker of whom only a short name is printed: whom it is taken for, and why ("": for nobody
    else), the role printed with it, and where it stands."""

    quote: int
    speaker: int
    person: int
    because: str
    role: str | None
    revision: int
    published: str | None


class PeopleWork:
    """What settling reads and writes, in the transaction of `connection`; only current revisions are read."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def last_seen(self) -> tuple[int, int]:
        """Up to which row id speakers are settled, and quotes are linked. Row ids of quotes that were deleted may come
        again; their signatures went with them, so the last that has one tells."""
        told = select(linking_state.c.value).where(linking_state.c.name == _LAST)
        last_quote = self._connection.execute(select(func.max(signatures.c.quote))).scalar()
        return int(self._connection.execute(told).scalar() or 0), int(last_quote or 0)

    def seen(self) -> None:
        """Note that all speakers that there are have been settled."""
        last = int(self._connection.execute(select(func.max(speakers.c.id))).scalar() or 0)
        self._connection.execute(delete(linking_state).where(linking_state.c.name == _LAST))
        self._connection.execute(insert(linking_state).values(name=_LAST, value=str(last)))

    def names_after(self, last: int) -> list[NameRow]:
        """The named speakers with a later row than this."""
        return self._names(speakers.c.id > last)

    def names(self, ids: Iterable[int]) -> list[NameRow]:
        """Return the speakers of these rows."""
        return [
            row
            for batch in in_batches(sorted(set(ids)), VALUES)
            for row in self._names(speakers.c.id.in_(batch))
        ]

    def named(self, keys: Iterable[str]) -> list[NameRow]:
        """Return the speakers kept under any of these keys, each once, by row."""
        owners = select_in(self._connection, select(speaker_keys.c.speaker), speaker_keys.c.key, keys)
        return self.names(row.speaker for row in owners)

    def _names(self, wanted: ColumnElement[bool]) -> list[NameRow]:
        rows = select(speakers.c.id, speakers.c.name, speakers.c.kind, PERSON).where(wanted)
        return [NameRow(*row) for row in self._connection.execute(rows.order_by(speakers.c.id))]

    def keep_keys(self, rows: Iterable[tuple[int, str]]) -> None:
        """Keep each speaker under a key."""
        insert_rows(self._connection, speaker_keys, ({"speaker": row, "key": key} for row, key in rows))

    def clear_keys(self) -> None:
        """Forget all keys."""
        self._connection.execute(speaker_keys.delete())

    def set_persons(self, of: Mapping[int, int]) -> None:
        """Let each speaker's row be one with another; the quotations of both go with it."""
        before = select(attributions.c.person).distinct()
        found = select_in(self._connection, before, attributions.c.speaker, of)
        note_changed(self._connection, {row.person for row in found} | set(of.values()))
        for speaker, person in sorted(of.items()):
            self._connection.execute(
                update(speakers)
                .where(speakers.c.id == speaker)
                .values(person=None if person == speaker else person)
            )
            self._connection.execute(
                update(attributions)
                .where(attributions.c.speaker == speaker)
                .values(person=person, person_because=None)
            )

    def speakers_of(self, after: int) -> list[int]:
        """The speakers of quotes with a later row than this."""
        rows = (
            select(attributions.c.speaker)
            .select_from(_PRINTED)
            .where(attributions.c.quote > after, attributions.c.speaker.is_not(None))
            .distinct()
        )
        return list(self._connection.execute(rows).scalars())

    def uses(self, speaker: int, *, only_taken: bool) -> list[Use]:
        """The quotations of this speaker, or those that are taken for somebody else's."""
        rows = (
            select(
                attributions.c.quote,
                attributions.c.speaker,
                attributions.c.person,
                func.coalesce(attributions.c.person_because, literal("")),
                ROLE,
                quotes.c.revision,
                revisions.c.published,
            )
            .select_from(_PRINTED)
            .where(attributions.c.speaker == speaker)
        )
        if only_taken:
            rows = rows.where(attributions.c.person_because.is_not(None))
        return [Use(*row) for row in self._connection.execute(rows.order_by(attributions.c.quote))]

    def roles_of(self, speaker_rows: Iterable[int]) -> dict[int, Counter[str]]:
        """Count how often each role is printed of each of these speakers, by row."""
        query = select(attributions.c.speaker, ROLE, func.count()).select_from(_PRINTED)
        query = query.where(ROLE.is_not(None)).group_by(attributions.c.speaker, ROLE)
        roles: dict[int, Counter[str]] = {}
        for speaker, words, times in select_in(self._connection, query, attributions.c.speaker, speaker_rows):
            roles.setdefault(speaker, Counter())[words] = times
        return roles

    def times(self, speaker_rows: Iterable[int]) -> dict[int, int]:
        """Count the statements of each of these speakers under that name."""
        query = select(attributions.c.speaker, func.count()).select_from(_PRINTED)
        query = query.group_by(attributions.c.speaker)
        found = select_in(self._connection, query, attributions.c.speaker, speaker_rows)
        return dict(found)

    def articles_of(self, speaker_rows: Iterable[int]) -> list[tuple[int, str]]:
        """Return the dated articles that quote one of these speakers: revision and day, by day."""
        query = select(quotes.c.revision, revisions.c.published).select_from(_PRINTED)
        query = query.where(revisions.c.published.is_not(None)).distinct()
        found = select_in(self._connection, query, attributions.c.speaker, speaker_rows)
        return sorted({(row[0], row[1]) for row in found}, key=lambda article: (article[1], article[0]))

    def text_of(self, revision: int) -> str:
        """The title and the text of an article."""
        row = self._connection.execute(
            select(revisions.c.title, revisions.c.text).where(revisions.c.id == revision)
        ).one()
        return f"{row.title or ''}\n{row.text}"

    def take_for(self, uses: Iterable[tuple[int, int, str | None]]) -> None:
        """Of each quote, whom its speaker is taken for, and why (None: for the bearer of the name as printed)."""
        changed: set[int | None] = set()
        for quote, person, because in uses:
            before = select(attributions.c.person).where(attributions.c.quote == quote)
            changed |= {person, self._connection.execute(before).scalar()}
            self._connection.execute(
                update(attributions)
                .where(attributions.c.quote == quote)
                .values(person=person, person_because=because)
            )
        note_changed(self._connection, changed)

    def decisions(self) -> list[SpeakerDecision]:
        """All that people have decided, first to last."""
        rows = self._connection.execute(select(speaker_decisions).order_by(speaker_decisions.c.id))
        return [
            SpeakerDecision(
                what=r.what, name=r.name, other=r.other, made_by=r.made_by, made_at=r.made_at, why=r.why
            )
            for r in rows
        ]

    def note(self, decision: SpeakerDecision) -> None:
        """Add a decision to those that there are."""
        self._connection.execute(insert(speaker_decisions).values(asdict(decision)))
