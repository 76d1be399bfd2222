"""Reads all that a store holds and that is not derived, record by record, as an export writes it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, select

from quotetrack.records import (
    ClaimChange,
    ErasedName,
    ErasedQuote,
    Extraction,
    PairDecision,
    SpeakerDecision,
    Tombstone,
    WholeArticle,
    WholeClaim,
    WholeName,
    WholeRecord,
    WholeText,
)
from quotetrack.store.batches import columns_of
from quotetrack.store.database import Database
from quotetrack.store.decisions import decision_of, decisions_query
from quotetrack.store.kept_checks import kept_check_of
from quotetrack.store.key_terms import key_terms_in
from quotetrack.store.reading import article_in, not_speech_in, statements_in
from quotetrack.store.tables import (
    articles,
    attributions,
    claim_changes,
    claims,
    decisions,
    erased_names,
    erased_quotes,
    kept_checks,
    members,
    pair_decisions,
    quotes,
    revisions,
    runs,
    speaker_decisions,
    speakers,
    tombstones,
    watches,
)
from quotetrack.store.watches import whole_watch_of

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class WholeReader:
    """Reads a whole store."""

    database: Database

    def records(self) -> Iterator[WholeRecord]:
        """Yield all records, in the order of `WHOLE_KINDS`, from one moment of the database."""
        with self.database.reading() as connection:
            yield from _names(connection)
            for row in connection.execute(select(articles).order_by(articles.c.id)).all():
                yield _article(connection, row)
            yield from _rows(connection, speaker_decisions, SpeakerDecision)
            yield from _rows(connection, pair_decisions, PairDecision)
            for row in connection.execute(select(kept_checks).order_by(kept_checks.c.id)).all():
                yield kept_check_of(row)
            yield from _rows(connection, tombstones, Tombstone)
            yield from _rows(connection, erased_names, ErasedName)
            yield from _rows(connection, erased_quotes, ErasedQuote)
            yield from _claims(connection)
            yield from _rows(connection, claim_changes, ClaimChange)
            for row in connection.execute(select(watches).order_by(watches.c.id)).all():
                yield whole_watch_of(connection, row)


def _rows(connection: Connection, table: Table, kind: type[T]) -> Iterator[T]:
    """Yield the rows of a table as records, of whose fields those are set that have the names of its columns."""
    query = select(*columns_of(table, kind)).order_by(table.c.id)
    for row in connection.execute(query).mappings().all():
        yield kind(**row)


def _names(connection: Connection) -> Iterator[WholeName]:
    used = select(attributions.c.speaker)
    query = select(speakers.c.name, speakers.c.kind).where(speakers.c.id.in_(used)).order_by(speakers.c.id)
    yield from (WholeName(*row) for row in connection.execute(query).all())


def _article(connection: Connection, article: Any) -> WholeArticle:
    """Return the article in a row of `articles`."""
    query = select(revisions.c.id).where(revisions.c.article == article.id).order_by(revisions.c.number)
    decided = decisions_query().where(decisions.c.article == article.id)
    return WholeArticle(
        key=article.key,
        by_path=article.by_path,
        texts=tuple(text_of(connection, row) for row in connection.execute(query).scalars().all()),
        decisions=tuple(map(decision_of, connection.execute(decided).all())),
    )


def text_of(connection: Connection, revision: int) -> WholeText:
    """Return the text in this row of `revisions`."""
    names = ("id", "number", "current", "digest", "added_at")
    query = (
        select(*(revisions.c[name] for name in names), runs.c.versions)
        .join(runs, runs.c.id == revisions.c.run)
        .where(revisions.c.id == revision)
    )
    row = connection.execute(query).one()
    return WholeText(
        number=row.number,
        digest=row.digest,
        current=row.current,
        added_at=row.added_at,
        extraction=Extraction(
            article=article_in(connection, row.id),
            statements=statements_in(connection, row.id),
            versions=tuple((part, version) for part, version in json.loads(row.versions)),
            not_speech=not_speech_in(connection, row.id),
            key_terms=key_terms_in(connection, row.id),
        ),
    )


def _claims(connection: Connection) -> Iterator[WholeClaim]:
    query = (
        select(claims.c.given_id, quotes.c.given_id.label("quote"))
        .join(members, members.c.claim == claims.c.id)
        .join(quotes, quotes.c.id == members.c.quote)
        .order_by(claims.c.id, quotes.c.id)
    )
    of: dict[str, list[str]] = {}
    for row in connection.execute(query):
        of.setdefault(row.given_id, []).append(row.quote)
    yield from (WholeClaim(id, tuple(printings)) for id, printings in of.items())
