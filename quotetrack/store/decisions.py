"""What reviewers decide, in rows: read by article, noted, laid over what is stored, carried over to a later text."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select

from quotetrack.errors import UsageError
from quotetrack.records import Article, Decision, Printed, Speaker, Statement
from quotetrack.review.cells import JOINED
from quotetrack.review.decisions import (
    carried,
    dump,
    laid_over,
    new_speaker,
    review_of,
    standing,
    value_of,
    words_value,
)
from quotetrack.review.locate import locate
from quotetrack.store.batches import AT_ONCE, lots
from quotetrack.store.rows import review_row
from quotetrack.store.tables import decisions, quotes, reviews, revisions

Decided = Mapping[str, Sequence[Decision]]
"""All decisions of quotations, by the quotation's id, first to last."""


def decided_in(connection: Connection, article_id: int) -> Decided:
    """The decisions on quotations of one article, by its row."""
    return by_quote(connection.execute(decisions_query().where(decisions.c.article == article_id)))


def decided_on(connection: Connection, article_ids: Iterable[int]) -> dict[int, Decided]:
    """The decisions on quotations of several articles, by their rows."""
    out: dict[int, Decided] = {}
    for some in lots(sorted(set(article_ids)), AT_ONCE):
        by_article: dict[int, list[Any]] = defaultdict(list)
        for row in connection.execute(decisions_query().where(decisions.c.article.in_(some))):
            by_article[row.article].append(row)
        out |= {article: by_quote(rows) for article, rows in by_article.items()}
    return out


def decisions_query() -> Select[Any]:
    """All decisions, first to last, with the id of their article as it is printed now."""
    article = (
        select(revisions.c.given_id)
        .where(revisions.c.article == decisions.c.article, revisions.c.current)
        .limit(1)
        .scalar_subquery()
    )
    return select(decisions, article.label("article_id")).order_by(decisions.c.id)


def decision_of(row: Any) -> Decision:
    """The decision in a row of `decisions_query`."""
    return Decision(
        number=row.id,
        quote=row.quote,
        what=row.what,
        value=row.value,
        was=row.was,
        made_by=row.made_by,
        made_at=row.made_at,
        checked_on=row.checked_on,
        batch=row.batch,
        undoes=row.undoes,
        article=row.article_id or "",
    )


def by_quote(rows: Iterable[Any]) -> Decided:
    """The decisions in rows of `decisions_query`, by the quotation's id."""
    out: dict[str, list[Decision]] = defaultdict(list)
    for row in rows:
        out[row.quote].append(decision_of(row))
    return out


def next_batch(connection: Connection) -> int:
    """The number under which what is decided next goes."""
    return int(connection.execute(select(func.coalesce(func.max(decisions.c.batch), 0))).scalar_one()) + 1


def note(connection: Connection, made: Sequence[tuple[int, Decision]]) -> list[Decision]:
    """Add decisions to those that there are, each given with the row of its article; they come back with their
    numbers."""
    if not made:
        return []
    values = [
        {
            "article": article_id,
            "quote": one.quote,
            "what": one.what,
            "value": one.value,
            "was": one.was,
            "made_by": one.made_by,
            "made_at": one.made_at,
            "checked_on": one.checked_on,
            "batch": one.batch,
            "undoes": one.undoes,
        }
        for article_id, one in made
    ]
    adding = insert(decisions).returning(decisions.c.id, sort_by_parameter_order=True)
    numbers = connection.execute(adding, values).scalars().all()
    return [replace(one, number=int(number)) for number, (_, one) in zip(numbers, made, strict=True)]


def put_reviews(connection: Connection, revision_id: int, decided: Decided) -> None:
    """Bring `reviews` up to date for the statements of a revision that are decided on."""
    for some in lots(sorted(decided), AT_ONCE):
        wanted = select(quotes.c.id, quotes.c.given_id).where(
            quotes.c.revision == revision_id, quotes.c.given_id.in_(some)
        )
        found = connection.execute(wanted).all()
        put_reviews_of(connection, {row.id: decided[row.given_id] for row in found})


def put_reviews_of(connection: Connection, made: Mapping[int, Sequence[Decision]]) -> None:
    """Bring `reviews` up to date for the statements of these rows, each with all decisions on it."""
    for some in lots(made, AT_ONCE):
        connection.execute(delete(reviews).where(reviews.c.quote.in_(some)))
        told = ((row, review_of(made[row])) for row in some)
        values = [{"quote": row, **review_row(review)} for row, review in told if review is not None]
        if values:
            connection.execute(insert(reviews), values)


def carry_over(
    connection: Connection,
    article_id: int,
    before: tuple[Article, Sequence[Statement]],
    after: tuple[Article, Sequence[Statement]],
) -> tuple[Statement, ...]:
    """The statements of a later text of an article with what stands of the decisions on those of the text before it.
    They are noted anew, as they were made, for the only statement that says the same words; what finds none stays with
    the text it was made on."""
    decided = decided_in(connection, article_id)
    (old_article, old), (article, new) = before, after
    if not decided:
        return tuple(new)
    taken = carried(
        [(one, _as_found(one, old_article, decided.get(one.quote.id, ()))) for one in old],
        [(one, one.quote.words(article.text)) for one in new],
        decided,
    )
    source = {target: quote for quote, target in taken.items()}
    return tuple(
        _carried(
            connection, article_id, Printed(article=article, statement=one), decided[source[one.quote.id]]
        )
        if one.quote.id in source
        else one
        for one in new
    )


def _as_found(statement: Statement, article: Article, made: Sequence[Decision]) -> str:
    """The words of a statement as they were found, before anybody corrected them."""
    first = next((one for one in made if one.what == "words"), None)
    return (
        statement.quote.words(article.text) if first is None else JOINED.join(json.loads(first.was)["text"])
    )


def _carried(
    connection: Connection, article_id: int, printed: Printed, made: Sequence[Decision]
) -> Statement:
    """The statement with what stands of the decisions on its earlier text, which are noted for it."""
    statement = printed.statement
    for one in sorted(standing(made).values(), key=lambda one: one.number):
        value = _value_here(one, replace(printed, statement=statement))
        if value is None:
            continue
        was = value_of(one.what, printed)
        note(connection, [(article_id, replace(one, quote=statement.quote.id, value=value, was=was))])
        statement = laid_over(statement, {one.what: value})
    return statement


def _value_here(decision: Decision, printed: Printed) -> str | None:
    """What a decision's value is in this text, where places are others; None for words that do not stand here."""
    told = json.loads(decision.value)
    if decision.what == "speaker":
        speaker = Speaker(told["name"], told["kind"]) if told["kind"] else None
        attribution = new_speaker(printed.statement.attribution, speaker)
        return value_of(
            "speaker", replace(printed, statement=replace(printed.statement, attribution=attribution))
        )
    if decision.what == "words":
        near = printed.statement.quote.content
        try:
            spans = tuple(
                span for words in told["text"] for span in locate(printed.article.text, words, near)
            )
        except UsageError:
            return None
        return dump(words_value(spans, printed.article.text))
    return decision.value


def log_query(quote: str | None, by: str | None, since: str | None) -> Select[Any]:
    """The decisions on the quotations whose id starts so, by this person, from this day on."""
    wanted = decisions_query()
    if quote is not None:
        wanted = wanted.where(decisions.c.quote.startswith(quote, autoescape=True))
    if by is not None:
        wanted = wanted.where(decisions.c.made_by == by)
    if since is not None:
        wanted = wanted.where(decisions.c.made_at >= since)
    return wanted
