"""Erases a speaker: what they said, their names, and what people decided of them; articles stay, unless they are erased
as well."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, update

from quotetrack.errors import NotFound
from quotetrack.records import ErasedName
from quotetrack.store.batches import delete_in, group_pairs, select_in
from quotetrack.store.erasing import ErasingWork
from quotetrack.store.filters import PERSON, bearing, people
from quotetrack.store.index import Indexes
from quotetrack.store.key_terms import key_terms_in, recount_key_terms, replace_key_terms
from quotetrack.store.speakers import note_changed
from quotetrack.store.tables import (
    attributions,
    candidates,
    decisions,
    key_terms,
    quotes,
    revisions,
    speaker_decisions,
    speakers,
    term_forms,
)
from quotetrack.store.told import Gone
from quotetrack.store.tombstones import holds_name, name_key, put_names
from quotetrack.text.folding import fold_words


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to erase: their names, the rows of these and of names joint with theirs, and their quotations by row,
    each with its id and the row of its text."""

    names: tuple[str, ...]
    rows: frozenset[int]
    quotes: dict[int, tuple[str, int]]

    @property
    def keys(self) -> frozenset[str]:
        """The digests under which the names are kept once they are erased."""
        return frozenset(map(name_key, self.names))


def find_person(connection: Connection, name: str, location: str) -> Person:
    """Return whoever bears this name. NotFound for nobody, and for several of whom none bears exactly this name."""
    named = select(PERSON.label("person"), speakers.c.id, speakers.c.name)
    found = connection.execute(named.where(PERSON.in_(people(bearing(name))), speakers.c.name != "")).all()
    whole = {row.person for row in found if fold_words(row.name) == fold_words(name)}
    persons = whole or {row.person for row in found}
    if not persons:
        raise NotFound(f"no speaker in {location} is named {name!r}: `quotetrack speakers` lists the names")
    if not whole and len(persons) > 1:
        several = ", ".join(sorted({row.name for row in found})[:5])
        raise NotFound(f"{name!r} may be several speakers in {location} ({several}): give the whole name")
    own = [row for row in found if row.person in persons and ";" not in row.name]
    keys = {name_key(row.name) for row in own}
    joint = {
        row.id
        for row in connection.execute(
            select(speakers.c.id, speakers.c.name).where(speakers.c.name.contains(";"))
        )
        if any(name_key(part) in keys for part in row.name.split(";"))
    }
    said = dict(_said_by(connection, persons, joint))
    names = tuple(dict.fromkeys((*(row.name for row in own), name)))
    return Person(names, frozenset({row.id for row in own} | joint), said)


def _said_by(
    connection: Connection, persons: Iterable[int], joint: Iterable[int]
) -> Iterator[tuple[int, tuple[str, int]]]:
    query = select(quotes.c.id, quotes.c.given_id, quotes.c.revision).join(
        attributions, attributions.c.quote == quotes.c.id
    )
    for column, rows in ((attributions.c.person, persons), (attributions.c.speaker, joint)):
        for row in select_in(connection, query, column, rows):
            yield row.id, (row.given_id, row.revision)


def articles_of(connection: Connection, person: Person) -> list[int]:
    """Return the rows of the articles whose texts hold a person's words."""
    texts = {revision for _, revision in person.quotes.values()}
    rows = select_in(connection, select(revisions.c.article), revisions.c.id, texts)
    return sorted({row.article for row in rows})


def articles_naming(connection: Connection, indexes: Indexes, person: Person) -> list[int]:
    """Return the rows of the articles whose current texts print one of a person's names."""
    having = indexes.texts.having([fold_words(name) for name in person.names])
    if having is None:
        return []
    query = select(revisions.c.article, revisions.c.text).where(
        revisions.c.current, revisions.c.id.in_(having)
    )
    rows = connection.execute(query)
    return sorted(row.article for row in rows if holds_name(row.text, person.keys))


def erase_person(work: ErasingWork, person: Person, *, reason: str, by: str, at: str) -> None:
    """Delete what a person said, their names and what was decided of them, and keep them out from now on."""
    connection, keys = work.connection, person.keys
    query = select(
        quotes.c.id, quotes.c.given_id, quotes.c.words, attributions.c.speaker, attributions.c.person
    ).join(attributions, attributions.c.quote == quotes.c.id)
    held = list(select_in(connection, query, quotes.c.id, person.quotes))
    ids = {row.given_id for row in held}
    put_names(
        connection,
        (ErasedName(key=key, reason=reason, made_by=by, made_at=at) for key in sorted(keys)),
        {row.given_id for row in held if row.speaker not in person.rows},
    )
    note_changed(connection, {row.person for row in held} | person.rows)
    own = select_in(connection, select(decisions.c.id), decisions.c.quote, ids)
    decided = {row.id for row in own}
    work.leave_links({row.id for row in held})
    delete_in(connection, decisions.c.id, decided)
    delete_in(connection, quotes.c.id, person.quotes)
    recount_key_terms(connection, {revision for _, revision in person.quotes.values()})
    _leave_terms(connection, keys)
    _leave_candidates(connection, keys)
    _leave_decided(connection, keys)
    rows = connection.execute(select(speaker_decisions)).all()
    settled = {row.id for row in rows if {name_key(row.name), name_key(row.other)} & keys}
    delete_in(connection, speaker_decisions.c.id, settled)
    work.count("decisions", len(decided) + len(settled))
    work.texts += (*(row.words for row in held), *person.names)
    work.forget(Gone([row.words for row in held], ids, names=keys))


def _leave_terms(connection: Connection, keys: frozenset[str]) -> None:
    """Take the key terms that name somebody erased out of all texts."""
    rows = connection.execute(select(term_forms.c.id, term_forms.c.words)).all()
    forms = {row.id for row in rows if holds_name(row.words, keys)}
    held = select_in(connection, select(key_terms.c.revision), key_terms.c.form, forms)
    for revision in {row.revision for row in held}:
        text = connection.execute(select(revisions.c.text).where(revisions.c.id == revision)).scalar_one()
        terms = [t for t in key_terms_in(connection, revision) if not holds_name(t.span.of(text), keys)]
        replace_key_terms(connection, revision, text, terms)


def _leave_candidates(connection: Connection, keys: frozenset[str]) -> None:
    """Delete the candidates who are erased, and number those that stay without a gap."""
    names = connection.execute(select(candidates.c.name).distinct()).scalars().all()
    gone = {name for name in names if holds_name(name, keys)}
    of_gone = select_in(connection, select(candidates.c.quote), candidates.c.name, gone)
    touched = {row.quote for row in of_gone}
    delete_in(connection, candidates.c.name, gone)
    own = select(candidates.c.quote, candidates.c.n).order_by(candidates.c.quote, candidates.c.n)
    held = select_in(connection, own, candidates.c.quote, touched)
    stay = group_pairs((row.quote, row.n) for row in held)
    for quote, places in stay.items():
        for n, place in enumerate(places):
            here = (candidates.c.quote == quote, candidates.c.n == place)
            connection.execute(update(candidates).where(*here).values(n=n))


def _leave_decided(connection: Connection, keys: frozenset[str]) -> None:
    """Let decisions on speakers of other quotations name nobody in place of somebody erased."""
    for row in connection.execute(select(decisions).where(decisions.c.what == "speaker")).all():
        told = {name: without_name(json.loads(getattr(row, name)), keys) for name in ("value", "was")}
        new = {name: json.dumps(value, sort_keys=True) for name, value in told.items()}
        if any(getattr(row, name) != value for name, value in new.items()):
            connection.execute(update(decisions).where(decisions.c.id == row.id).values(new))


def without_name(told: Any, keys: frozenset[str]) -> Any:
    """Return what `value_of` gives for a speaker, with nobody in place of somebody erased."""
    if not isinstance(told, dict):
        return told
    stays = [candidate for candidate in told["candidates"] if not holds_name(candidate[0], keys)]
    told = {**told, "candidates": stays}
    if told["name"] and holds_name(told["name"], keys):
        told |= {
            "name": None,
            "kind": None,
            "role": None,
            "printed_role": None,
            "evidence": [],
            "confidence": 0.0,
        }
    return told
