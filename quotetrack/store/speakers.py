"""Where settling who is who reads and writes: names and their keys, persons, decisions. Keys are settling's own.

Speakers of whom something new is said are noted, so that their `descriptions` are counted anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, and_, func, literal, or_, select, update

from quotetrack.records import SpeakerDecision
from quotetrack.store.batches import group_pairs, insert_rows, put_rows, select_in
from quotetrack.store.filters import PERSON, ROLE
from quotetrack.store.numbered import note_numbered, numbered_decisions
from quotetrack.store.tables import (
    attributions,
    linking_state,
    pending,
    quotes,
    revisions,
    sources,
    speaker_keys,
    speakers,
    undescribed,
)

_PRINTED = attributions.join(quotes, quotes.c.id == attributions.c.quote).join(
    revisions, and_(revisions.c.id == quotes.c.revision, revisions.c.current)
)

_UNLINKED = (
    select(attributions.c.speaker)
    .join(pending, pending.c.quote == attributions.c.quote)
    .where(pending.c.task == "link", attributions.c.speaker.is_not(None))
    .distinct()
)

_NAMES = select(speakers.c.id, speakers.c.name, speakers.c.kind, PERSON).order_by(speakers.c.id)

SETTLED_BY = "speakers settled by"
"""The name under which `linking_state` keeps by which rules speakers are settled; without it, all are settled anew."""
SHORT_NAME = "short "
"""What a key begins with under which a short name is kept; the rest is a key of those whom it may mean."""


def note_changed(connection: Connection, people: Iterable[int | None]) -> None:
    """Note that something has changed about the persons of these rows."""
    persons = {person for person in people if person is not None}
    insert_rows(connection, undescribed, ({"speaker": person} for person in sorted(persons)))


def note_revision(connection: Connection, revision_id: int) -> None:
    """Note that the statements of a revision come or go."""
    quoted = attributions.join(quotes, quotes.c.id == attributions.c.quote)
    people = select(attributions.c.person).select_from(quoted).where(quotes.c.revision == revision_id)
    note_changed(connection, connection.execute(people.distinct()).scalars())


def kept_state(connection: Connection, name: str) -> str | None:
    """Return what linking has kept under a name; None for nothing."""
    return connection.execute(select(linking_state.c.value).where(linking_state.c.name == name)).scalar()


class NameRow(NamedTuple):
    """A speaker's row: the name as printed, its kind, and the row that stands for its bearer."""

    id: int
    name: str
    kind: str
    person: int


class Use(NamedTuple):
    """One quotation of a speaker with only a short name, the role printed with it, and where it stands.

    `person` is whom it is attributed to, `because` why ("": the speaker itself).
    """

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

    def is_settled_by(self, rules: str) -> bool:
        """Return True if what is settled was settled by these rules."""
        return kept_state(self._connection, SETTLED_BY) == rules

    def seen(self, rules: str) -> None:
        """Note that all speakers that there are have been settled by these rules."""
        put_rows(self._connection, linking_state, [{"name": SETTLED_BY, "value": rules}])

    def every_name(self) -> list[NameRow]:
        """Return all named speakers."""
        return [NameRow(*row) for row in self._connection.execute(_NAMES)]

    def new_names(self) -> list[NameRow]:
        """Return the speakers of what has yet to be linked that are kept under no key yet."""
        keyed = select(speaker_keys.c.speaker)
        new = _NAMES.where(speakers.c.id.in_(_UNLINKED), speakers.c.id.not_in(keyed))
        return [NameRow(*row) for row in self._connection.execute(new)]

    def names(self, ids: Iterable[int]) -> list[NameRow]:
        """Return the speakers of these rows."""
        return [NameRow(*row) for row in select_in(self._connection, _NAMES, speakers.c.id, ids)]

    def named(self, keys: Iterable[str]) -> list[NameRow]:
        """Return the speakers kept under any of these keys, each once, by row."""
        owners = select_in(self._connection, select(speaker_keys.c.speaker), speaker_keys.c.key, keys)
        return self.names(row.speaker for row in owners)

    def keep_keys(self, rows: Iterable[tuple[int, str]]) -> None:
        """Keep each speaker under a key."""
        insert_rows(self._connection, speaker_keys, ({"speaker": row, "key": key} for row, key in rows))

    def clear_keys(self) -> None:
        """Forget all keys."""
        self._connection.execute(speaker_keys.delete())

    def forget_persons(self) -> None:
        """Let each name be of a person of its own, as if nobody was settled."""
        self._connection.execute(update(speakers).values(person=None))
        self._connection.execute(
            update(attributions).values(person=attributions.c.speaker, person_because=None)
        )

    def set_persons(self, of: Mapping[int, int]) -> None:
        """Make each speaker's row stand for the same person as another; the quotations of both go with it."""
        before = select(attributions.c.person).distinct()
        rows = select_in(self._connection, before, attributions.c.speaker, of)
        note_changed(self._connection, {row.person for row in rows} | set(of.values()))
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

    def new_speakers(self) -> list[int]:
        """Return the speakers of what has yet to be linked, each once."""
        return list(self._connection.execute(_UNLINKED).scalars())

    def uses(self, speaker: int, *, only_taken: bool) -> list[Use]:
        """Return the quotations of this speaker, or only those that are taken for somebody else's."""
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
        query = (
            select(attributions.c.speaker, ROLE, func.count())
            .select_from(_PRINTED)
            .where(ROLE.is_not(None))
            .group_by(attributions.c.speaker, ROLE)
        )
        rows = select_in(self._connection, query, attributions.c.speaker, speaker_rows)
        roles = group_pairs((speaker, (words, times)) for speaker, words, times in rows)
        return {speaker: Counter(dict(printed)) for speaker, printed in roles.items()}

    def times(self, speaker_rows: Iterable[int]) -> dict[int, int]:
        """Count the statements of each of these speakers under that name."""
        speaker = attributions.c.speaker
        query = select(speaker, func.count()).select_from(_PRINTED).group_by(speaker)
        return dict(select_in(self._connection, query, speaker, speaker_rows))

    def articles_of(self, speaker_rows: Iterable[int]) -> list[tuple[int, str]]:
        """Return the dated articles that quote one of these speakers: revision and day, by day."""
        query = (
            select(quotes.c.revision, revisions.c.published)
            .select_from(_PRINTED)
            .where(revisions.c.published.is_not(None))
            .distinct()
        )
        rows = select_in(self._connection, query, attributions.c.speaker, speaker_rows)
        return sorted({(row[0], row[1]) for row in rows}, key=lambda article: (article[1], article[0]))

    def revisions_of(self, person: int) -> list[int]:
        """Return the articles that quote a person, each once."""
        query = (
            select(quotes.c.revision).select_from(_PRINTED).where(attributions.c.person == person).distinct()
        )
        return list(self._connection.execute(query).scalars())

    def text_of(self, revision: int) -> str:
        """Return the title and the text of an article."""
        query = select(revisions.c.title, revisions.c.text).where(revisions.c.id == revision)
        title, text = self._connection.execute(query).one()
        return f"{title or ''}\n{text}"

    def outlet_of(self, revision: int) -> int | None:
        """Return the row of the outlet of an article; None if it is unknown."""
        is_known = or_(sources.c.name.is_not(None), sources.c.domain.is_not(None))
        outlets = revisions.join(sources, sources.c.id == revisions.c.source)
        query = select(sources.c.id).select_from(outlets).where(revisions.c.id == revision, is_known)
        return self._connection.execute(query).scalar()

    def take_for(self, uses: Iterable[tuple[int, int, str | None]]) -> None:
        """Set for each quote the person its speaker stands for, and why (None: the bearer of the name as printed)."""
        taken = list(uses)
        query = select(attributions.c.person)
        before = select_in(self._connection, query, attributions.c.quote, (use[0] for use in taken))
        note_changed(self._connection, {row.person for row in before} | {use[1] for use in taken})
        for quote, person, because in taken:
            self._connection.execute(
                update(attributions)
                .where(attributions.c.quote == quote)
                .values(person=person, person_because=because)
            )

    def decisions(self) -> list[SpeakerDecision]:
        """Return what people have decided of speakers, first to last, with what was taken back."""
        return numbered_decisions(self._connection, SpeakerDecision)

    def note(self, new: Sequence[SpeakerDecision]) -> list[SpeakerDecision]:
        """Add decisions to those that there are; return them with their numbers."""
        return note_numbered(self._connection, new)
