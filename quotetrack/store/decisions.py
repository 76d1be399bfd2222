"""What reviewers decide, in rows: read by article, noted, and summed up in `reviews`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Select, func, select

from quotetrack.records import Decision
from quotetrack.review.decisions import review_from
from quotetrack.store.batches import delete_in, insert_for_ids, insert_rows, select_in
from quotetrack.store.rows import review_row
from quotetrack.store.tables import decisions, quotes, reviews, revisions

Decided = Mapping[str, Sequence[Decision]]
"""All decisions of quotations, by the quotation's id, first to last."""

_FIELDS = ("quote", "what", "value", "was", "made_by", "made_at", "checked_on", "batch", "undoes")
"""What a row of `decisions` holds of a decision under the same name."""


def decided_in(connection: Connection, article_id: int) -> Decided:
    """Return the decisions on quotations of one article, by its row."""
    return decided_on(connection, [article_id]).get(article_id, {})


def decided_on(connection: Connection, article_ids: Iterable[int]) -> dict[int, Decided]:
    """Map the rows of articles to the decisions on their quotations; articles without any are left out."""
    decided: dict[int, dict[str, list[Decision]]] = {}
    for row in select_in(connection, decisions_query(), decisions.c.article, article_ids):
        decided.setdefault(row.article, {}).setdefault(row.quote, []).append(decision_of(row))
    return dict(decided)


def decisions_query() -> Select[Any]:
    """Select all decisions, first to last, with the id of their article as it is printed now."""
    article = (
        select(revisions.c.given_id)
        .where(revisions.c.article == decisions.c.article, revisions.c.current)
        .limit(1)
        .scalar_subquery()
    )
    return select(decisions, article.label("article_id")).order_by(decisions.c.id)


def decision_of(row: Any) -> Decision:
    """Return the decision in a row of `decisions_query`."""
    fields = {name: getattr(row, name) for name in _FIELDS}
    return Decision(number=row.id, article=row.article_id or "", **fields)


def next_batch(connection: Connection) -> int:
    """Return the number of the batch to which what is decided next belongs."""
    return int(connection.execute(select(func.coalesce(func.max(decisions.c.batch), 0))).scalar_one()) + 1


def note(connection: Connection, new: Sequence[tuple[int, Decision]]) -> list[Decision]:
    """Add decisions, each given with the row of its article; return them with their numbers."""
    values = [
        {"article": article_id, **{name: getattr(decision, name) for name in _FIELDS}}
        for article_id, decision in new
    ]
    numbers = insert_for_ids(connection, decisions, values)
    return [replace(decision, number=number) for number, (_, decision) in zip(numbers, new, strict=True)]


def put_reviews(connection: Connection, revision_id: int, decided: Decided) -> None:
    """Bring `reviews` up to date for the statements of a revision that are decided on."""
    own = select(quotes.c.id, quotes.c.given_id).where(quotes.c.revision == revision_id)
    rows = select_in(connection, own, quotes.c.given_id, decided)
    put_reviews_of(connection, {row.id: decided[row.given_id] for row in rows})


def put_reviews_of(connection: Connection, decided: Mapping[int, Sequence[Decision]]) -> None:
    """Bring `reviews` up to date for the statements of these rows, each with all decisions on it."""
    delete_in(connection, reviews.c.quote, decided)
    summed_up = ((row, review_from(own)) for row, own in decided.items())
    rows = ({"quote": row, **review_row(review)} for row, review in summed_up if review is not None)
    insert_rows(connection, reviews, rows)


def log_query(quote: str | None, by: str | None, since: str | None, after: int) -> Select[Any]:
    """Select the decisions on the quotations whose id starts so, by this person, from this day on, behind a number."""
    query = decisions_query().where(decisions.c.id > after)
    if quote is not None:
        query = query.where(decisions.c.quote.startswith(quote, autoescape=True))
    if by is not None:
        query = query.where(decisions.c.made_by == by)
    if since is not None:
        query = query.where(decisions.c.made_at >= since)
    return query
