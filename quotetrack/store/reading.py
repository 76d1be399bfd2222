"""Rows back to records, many at a time: the statements of a list of row ids, with their articles."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table, select

from quotetrack.records import Article, NotSpeech, Printed, PrintedNotSpeech, Span, Statement
from quotetrack.store.filters import JOINED
from quotetrack.store.rows import article_of, not_speech_of, review_of, statement_of
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

AT_ONCE = 200
"""How many statements are fetched together; their articles are in memory at the same time."""

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
).select_from(JOINED.outerjoin(reviews, reviews.c.quote == quotes.c.id))

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


class Reader:
    """Fetches statements with their articles, and keeps the latest articles for the next batch; `lean` leaves figures,
    candidates and evidence out."""

    def __init__(self, *, lean: bool = False) -> None:
        self._lean = lean
        self._articles: OrderedDict[int, Article] = OrderedDict()

    def printed(self, connection: Connection, ids: Sequence[int]) -> dict[int, Printed]:
        """The statements of these row ids, by row id; ids that are gone are left out."""
        rows = {row.id: row for row in connection.execute(_STATEMENTS.where(quotes.c.id.in_(ids)))}
        told = statements_of(connection, rows, lean=self._lean)
        self._fetch(connection, {row.revision for row in rows.values()})
        return {
            n: Printed(article=self._articles[row.revision], statement=told[n], review=review_of(row))
            for n, row in rows.items()
        }

    def not_speech(self, connection: Connection, ids: Sequence[int]) -> dict[int, PrintedNotSpeech]:
        """The words in marks that quote nobody of these row ids, by row id; ids that are gone are left out."""
        rows = connection.execute(select(not_speech).where(not_speech.c.id.in_(ids))).all()
        self._fetch(connection, {row.revision for row in rows})
        return {row.id: PrintedNotSpeech(self._articles[row.revision], not_speech_of(row)) for row in rows}

    def _fetch(self, connection: Connection, revision_ids: set[int]) -> None:
        for known in revision_ids & self._articles.keys():
            self._articles.move_to_end(known)
        missing = revision_ids - self._articles.keys()
        if missing:
            for row in connection.execute(_ARTICLES.where(revisions.c.id.in_(sorted(missing)))):
                self._articles[row.id] = article_of(row)
        while len(self._articles) > AT_ONCE:
            self._articles.popitem(last=False)


def article_in(connection: Connection, revision_id: int) -> Article:
    """The article of one revision."""
    return article_of(connection.execute(_ARTICLES.where(revisions.c.id == revision_id)).one())


def statements_in(connection: Connection, revision_id: int) -> tuple[Statement, ...]:
    """All statements of one revision, in the order they were added."""
    found = connection.execute(_STATEMENTS.where(quotes.c.revision == revision_id).order_by(quotes.c.n))
    rows = {row.id: row for row in found}
    told = statements_of(connection, rows)
    return tuple(told[n] for n in rows)


def not_speech_in(connection: Connection, revision_id: int) -> tuple[NotSpeech, ...]:
    """All that stands in marks and quotes nobody in one revision, in the order it was added."""
    found = select(not_speech).where(not_speech.c.revision == revision_id).order_by(not_speech.c.n)
    return tuple(map(not_speech_of, connection.execute(found)))


def statements_of(
    connection: Connection, rows: dict[int, Any], *, lean: bool = False
) -> dict[int, Statement]:
    """The statements in rows of `_STATEMENTS`, by row id; `lean`, without figures, candidates and evidence."""
    marked: dict[int, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for row in _belonging(connection, spans, rows):
        marked[row.quote][row.role].append(Span(row.begins, row.ends))
    if lean:
        return {n: statement_of(row, marked[n], (), (), ()) for n, row in rows.items()}
    numbers = _grouped(_belonging(connection, figures, rows))
    others = _grouped(_belonging(connection, candidates, rows))
    reasons = _grouped(_belonging(connection, evidence, rows))
    return {n: statement_of(row, marked[n], numbers[n], others[n], reasons[n]) for n, row in rows.items()}


def _belonging(connection: Connection, table: Table, rows: dict[int, Any]) -> list[Any]:
    """The rows of a table that belong to these quotes, in their order `n`."""
    ids = list(rows)
    return [
        row
        for first in range(0, len(ids), AT_ONCE)
        for row in connection.execute(
            select(table)
            .where(table.c.quote.in_(ids[first : first + AT_ONCE]))
            .order_by(table.c.quote, table.c.n)
        )
    ]


def _grouped(rows: list[Any]) -> dict[int, list[Any]]:
    grouped: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[row.quote].append(row)
    return grouped
