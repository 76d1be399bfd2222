"""What people have written, in notes, reasons, checks and saved questions: found where it holds words of a text that
is erased."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, bindparam, select, update

from quotetrack.store.batches import delete_in, group_pairs, select_in
from quotetrack.store.decisions import decided_on, put_reviews
from quotetrack.store.lookup import select_by_id
from quotetrack.store.tables import (
    decisions,
    kept_checks,
    pair_decisions,
    quotes,
    revisions,
    speaker_decisions,
    watched,
    watched_pairs,
    watches,
)
from quotetrack.store.tombstones import holds_name
from quotetrack.store.watches import forget_watches
from quotetrack.text.folding import fold_words

SHORTEST = 5
"""Words in a row that are taken for words of a text."""

Runs = frozenset[str]
"""Runs of `SHORTEST` folded words."""


class Gone(NamedTuple):
    """What is erased: texts, the ids of quotations, the keys of articles, and the keys of names."""

    texts: Sequence[str]
    quotes: Collection[str]
    articles: Collection[str] = ()
    names: frozenset[str] = frozenset()


def forget_told(connection: Connection, gone: Gone) -> tuple[int, int]:
    """Take out of what people have written all that tells of what is erased; return how many checks and how many saved
    questions leave."""
    _forget_notes(connection, gone)
    _forget_pair_notes(connection, gone)
    rows = connection.execute(select(speaker_decisions.c.id, speaker_decisions.c.why)).all()
    held = _holding(gone, {row.id: row.why or "" for row in rows}, {})
    _set(connection, speaker_decisions, {row: {"why": None} for row in held})
    return _forget_checks(connection, gone), _forget_watches(connection, gone)


def _runs(words: str) -> Runs:
    folded = fold_words(words)
    return frozenset(
        " ".join(folded[start : start + SHORTEST]) for start in range(len(folded) - SHORTEST + 1)
    )


def _holding(gone: Gone, told: Mapping[int, str], own: Mapping[int, Iterable[str]]) -> set[int]:
    """Return the rows whose words name somebody erased, or hold a run of words of an erased text. What the text that
    they are about has itself is no such run, unless it is somebody who is erased."""
    runs = {row: _runs(words) for row, words in told.items()}
    sought = frozenset().union(*runs.values())
    found: set[str] = set()
    for text in gone.texts if sought else ():
        found |= sought & _runs(text)
    return {
        row
        for row, words in told.items()
        if holds_name(words, gone.names)
        or (runs[row] & found) - frozenset().union(*map(_runs, () if gone.names else own.get(row, ())))
    }


def _set(connection: Connection, table: Table, values: Mapping[int, Mapping[str, Any]]) -> None:
    """Give these rows, by id, these values; all of the same columns."""
    if values:
        names = next(iter(values.values()))
        query = update(table).where(table.c.id == bindparam("of")).values({n: bindparam(n) for n in names})
        connection.execute(query, [{"of": row, **own} for row, own in values.items()])


def _forget_notes(connection: Connection, gone: Gone) -> None:
    rows = connection.execute(select(decisions).where(decisions.c.what == "notes")).all()
    told = {row.id: f"{json.loads(row.value) or ''}\n{json.loads(row.was) or ''}" for row in rows}
    article_of = {row.id: row.article for row in rows}
    texts = _texts_of(connection, article_of.values()) if told else {}
    held = _holding(gone, told, {row: texts[article] for row, article in article_of.items()})
    _set(connection, decisions, {row: {"value": "null", "was": "null"} for row in held})
    for article, decided in decided_on(connection, {article_of[row] for row in held}).items():
        current = select(revisions.c.id).where(revisions.c.article == article, revisions.c.current)
        for revision in connection.execute(current).scalars().all():
            put_reviews(connection, revision, decided)


def _texts_of(connection: Connection, article_rows: Iterable[int]) -> dict[int, list[str]]:
    query = select(revisions.c.article, revisions.c.text)
    return group_pairs(tuple(row) for row in select_in(connection, query, revisions.c.article, article_rows))


def _forget_pair_notes(connection: Connection, gone: Gone) -> None:
    query = select(pair_decisions).where(pair_decisions.c.note.is_not(None))
    rows = connection.execute(query).all()
    ends = {end for row in rows for end in (row.quote, row.other)}
    printed = select(quotes.c.given_id, revisions.c.text).join(revisions, revisions.c.id == quotes.c.revision)
    found = select_by_id(connection, printed, ends)
    texts: dict[str, list[str]] = group_pairs((row.given_id, row.text) for row in found)
    own = {row.id: [*texts[row.quote], *texts[row.other]] for row in rows}
    held = _holding(gone, {row.id: row.note for row in rows}, own)
    _set(connection, pair_decisions, {row: {"note": None} for row in held})


def _forget_checks(connection: Connection, gone: Gone) -> int:
    """Delete the checks that rest on what is erased alone, or hold its words and rest on nothing; take it out of the
    printings of others. Return how many were deleted."""
    leaving: set[int] = set()
    fewer: dict[int, dict[str, str]] = {}
    resting_on_nothing: dict[int, str] = {}
    for row in connection.execute(select(kept_checks)).all():
        printings = json.loads(row.printings)
        stays = [p for p in printings if p["quote"] not in gone.quotes and p["article"] not in gone.articles]
        asked = f"{row.speaker or ''}\n{row.asked or ''}"
        if holds_name(asked, gone.names) or (printings and not stays):
            leaving.add(row.id)
        elif len(stays) < len(printings):
            fewer[row.id] = {"printings": json.dumps(stays)}
        elif not printings:
            resting_on_nothing[row.id] = f"{row.words}\n{row.whole}"
    leaving |= _holding(gone, resting_on_nothing, {})
    _set(connection, kept_checks, fewer)
    delete_in(connection, kept_checks.c.id, leaving)
    return len(leaving)


def _forget_watches(connection: Connection, gone: Gone) -> int:
    """Delete the saved questions that name somebody erased or hold words of an erased text, and what others have seen
    of what is erased. Return how many questions were deleted."""
    rows = connection.execute(select(watches)).all()
    told = {row.id: f"{row.question}\n{row.name}\n{json.loads(row.filter).get('source', '')}" for row in rows}
    forgotten = _holding(gone, told, {})
    forget_watches(connection, forgotten)
    rows = connection.execute(select(watched.c.id, watched.c.quote, watched.c.first, watched.c.article)).all()
    firsts = {row.first for row in rows if row.quote in gone.quotes or row.article in gone.articles}
    leaving = {row.id for row in rows if row.first in firsts or row.article in gone.articles}
    delete_in(connection, watched.c.id, leaving)
    ends = firsts | {*gone.quotes}
    pairs = connection.execute(select(watched_pairs.c.id, watched_pairs.c.quote, watched_pairs.c.other)).all()
    delete_in(connection, watched_pairs.c.id, {row.id for row in pairs if not ends.isdisjoint(row[1:])})
    return len(forgotten)
