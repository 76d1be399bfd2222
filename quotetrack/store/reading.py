"""Rows back to records, many at a time: the statements of a list of row ids, with their articles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Table, select

from quotetrack.records import Article, NotSpeech, Printed, PrintedNotSpeech, Statement
from quotetrack.store.batches import STATEMENTS, Recent, group_pairs, in_batches, is_among, select_in
from quotetrack.store.rows import article_of, not_speech_of, statement_of, stored_review
from quotetrack.store.tables import (
    articles,
    attributions,
    candidates,
    evidence,
    figures,
    not_speech,
    quotes,
    reviews,
    revisions,
    sources,
    spans,
    speakers,
)

_STATEMENTS = select(
    quotes,
    attributions.c.stance,
    attributions.c.act,
    attributions.c.speaker_kind,
    attributions.c.speaker_role,
    attributions.c.said_on,
    attributions.c.said_precision,
    attributions.c.said_inferred,
    attributions.c.confidence.label("attribution_confidence"),
    speakers.c.name.label("speaker_name"),
    reviews.c.status.label("review_status"),
    reviews.c.reviewer,
    reviews.c.checked_on,
    reviews.c.notes,
    reviews.c.corrected,
).select_from(
    quotes.join(attributions, attributions.c.quote == quotes.c.id)
    .outerjoin(speakers, speakers.c.id == attributions.c.speaker)
    .outerjoin(reviews, reviews.c.quote == quotes.c.id)
)

_ARTICLES = select(
    revisions,
    articles.c.key,
    sources.c.name.label("source_name"),
    sources.c.domain.label("source_domain"),
).select_from(
    revisions.join(articles, articles.c.id == revisions.c.article).join(
        sources, sources.c.id == revisions.c.source
    )
)


class StatementLoader:
    """Fetches statements with their articles, and keeps the latest articles for the next batch.

    If `lean`, figures, candidates and evidence are left out.
    """

    def __init__(self, *, lean: bool = False) -> None:
        self._lean = lean
        self._articles = Recent[Article]()

    def printed(self, connection: Connection, ids: Iterable[int]) -> dict[int, Printed]:
        """Map each of these row ids to its statement; ids that are gone are left out."""
        printed: dict[int, Printed] = {}
        for batch in in_batches(ids, STATEMENTS):
            chosen = _STATEMENTS.where(is_among(connection, quotes.c.id, batch))
            rows = {row.id: row for row in connection.execute(chosen)}
            statements = _statements_of(connection, rows, lean=self._lean)
            self._fetch(connection, rows.values())
            printed |= {
                n: Printed(
                    article=self._articles[row.revision], statement=statements[n], review=stored_review(row)
                )
                for n, row in rows.items()
            }
        return printed

    def not_speech(self, connection: Connection, ids: Iterable[int]) -> dict[int, PrintedNotSpeech]:
        """Map each of these row ids to its words in marks that quote nobody; ids that are gone are left out."""
        rows = connection.execute(select(not_speech).where(is_among(connection, not_speech.c.id, ids))).all()
        self._fetch(connection, rows)
        return {row.id: PrintedNotSpeech(self._articles[row.revision], not_speech_of(row)) for row in rows}

    def _fetch(self, connection: Connection, rows: Iterable[Any]) -> None:
        def load(missing: list[int]) -> dict[int, Article]:
            chosen = _ARTICLES.where(is_among(connection, revisions.c.id, missing))
            return {row.id: article_of(row) for row in connection.execute(chosen)}

        self._articles.fetch({row.revision for row in rows}, load)


def article_in(connection: Connection, revision_id: int) -> Article:
    """Return the article of one revision."""
    return article_of(connection.execute(_ARTICLES.where(revisions.c.id == revision_id)).one())


def statements_in(connection: Connection, revision_id: int) -> tuple[Statement, ...]:
    """Return all statements of one revision, in the order they were added."""
    rows = connection.execute(_STATEMENTS.where(quotes.c.revision == revision_id).order_by(quotes.c.n))
    return tuple(_statements_of(connection, {row.id: row for row in rows}).values())


def not_speech_in(connection: Connection, revision_id: int) -> tuple[NotSpeech, ...]:
    """Return all that stands in marks and quotes nobody in one revision, in the order it was added."""
    query = select(not_speech).where(not_speech.c.revision == revision_id).order_by(not_speech.c.n)
    return tuple(map(not_speech_of, connection.execute(query)))


def _statements_of(
    connection: Connection, rows: dict[int, Any], *, lean: bool = False
) -> dict[int, Statement]:
    """Make the statements of rows of `_STATEMENTS`, by row id; if `lean`, from their spans alone."""
    marked = _belonging(connection, spans, rows)
    parts = [_belonging(connection, table, () if lean else rows) for table in (figures, candidates, evidence)]
    return {n: statement_of(row, marked[n], *(owned[n] for owned in parts)) for n, row in rows.items()}


def _belonging(connection: Connection, table: Table, quote_rows: Iterable[int]) -> dict[int, list[Any]]:
    """Map each quote to the rows of a table that belong to it, in their order `n`."""
    query = select(table).order_by(table.c.quote, table.c.n)
    return group_pairs((row.quote, row) for row in select_in(connection, query, table.c.quote, quote_rows))
