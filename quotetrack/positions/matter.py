"""Whose words on which matter: chooses the statements as a question would, and traces them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from quotetrack.errors import NotFound, UsageError
from quotetrack.positions.steps import trace_steps
from quotetrack.query import Query, Reply, answer, answer_of_speaker
from quotetrack.query.messages import explain_ambiguous, explain_unknown
from quotetrack.records import EVERYTHING, Filter, Positions, Printed, SpeakerEntry
from quotetrack.speakers.grouping import SpeakerGroup
from quotetrack.speakers.lookup import find_speaker

if TYPE_CHECKING:
    from quotetrack.store import Store

MOST_PRINTINGS = 400
"""Printings that are looked at, those likeliest to be on the matter."""


def positions_of_named(store: Store, name: str, about: str, filter: Filter = EVERYTHING) -> Positions:
    """Return how the words on a matter moved of whoever is meant by a name, a role or a name misspelt. `filter.limit`
    counts steps. Raises `NotFound` if nobody is, and `UsageError` without a matter."""
    _require_matter(about)
    lookup = find_speaker(name, store)
    if not lookup.bearers:
        raise NotFound(explain_unknown(name, lookup.near))
    query = Query(question=f"what did {name} say about {about}", shape="speaker", speaker=name, subject=about)
    reply = answer(query, store, limit=MOST_PRINTINGS, unfold=True, filter=filter)
    found = _of_reply(store, reply, lookup.bearers, filter.limit)
    if found is None:
        return Positions(
            speaker=name, about=about, read_as=reply.read_as, note=reply.note or explain_ambiguous(lookup)
        )
    return found


def positions_of_speaker(
    store: Store, entry: SpeakerEntry, about: str, filter: Filter = EVERYTHING
) -> Positions:
    """Return how one speaker's words on a matter moved. `filter.limit` counts steps."""
    _require_matter(about)
    reply = answer_of_speaker(entry, about, store, limit=MOST_PRINTINGS, filter=filter)
    found = _of_reply(store, reply, (SpeakerGroup((entry,)),), filter.limit)
    return found or Positions(speaker=entry.name, about=about, read_as=reply.read_as, note=reply.note)


def positions_in_reply(store: Store, reply: Reply, limit: int | None = None) -> Positions | None:
    """Return how the words moved that answer a question about what one speaker said on one matter; None if it asked
    something else, or if nothing or several speakers answer."""
    query = reply.query
    if query.speaker is None or query.subject is None or query.words is not None:
        return None
    return _of_reply(store, reply, find_speaker(query.speaker, store).bearers, limit)


def _require_matter(about: str) -> None:
    if not about.strip():
        raise UsageError("no matter is given: say in a few words what about")


def _of_reply(
    store: Store, reply: Reply, bearers: Sequence[SpeakerGroup], limit: int | None
) -> Positions | None:
    """Return the steps of what answers, if it is all by one of the bearers."""
    ids = _speaker_ids(store, [found.printed for found in reply.results])
    meant = [group for group in bearers if any(entry.id in ids.values() for entry in group.entries)]
    if len(meant) != 1:
        return None
    own = {entry.id for entry in meant[0].entries}
    chosen = [id for id, speaker in ids.items() if speaker in own]
    claims = list(store.claims.printed_by(chosen))
    printings = _speaker_ids(store, [p.printed for claim in claims for p in claim.printings])
    steps = trace_steps(claims, lambda printed: printings.get(printed.id) in own, chosen=frozenset(chosen))
    about = reply.query.subject or ""
    found = Positions(speaker=meant[0].name, about=about, read_as=reply.read_as, steps=steps)
    return found if limit is None else found.at_most(limit)


def _speaker_ids(store: Store, printed: Iterable[Printed]) -> dict[str, str]:
    """Map each statement's id to that of its speaker; those of nobody named are left out."""
    rows = store.statements.rows_of([one.id for one in printed])
    named = store.speakers.ids_of(list(rows.values()))
    return {id: named[row] for id, row in rows.items() if row in named}
