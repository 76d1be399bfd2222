"""Keeps the key terms of each current text, and counts them: of the whole store once, as they come and go, and of the
statements that a filter chooses when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, delete, func, insert, or_, select, update

from quotetrack.records import EVERYTHING, CountedTerm, Filter, KeyTerm, Span
from quotetrack.store.batches import AT_ONCE, ROWS, lots
from quotetrack.store.filters import JOINED, chosen
from quotetrack.store.index import Index
from quotetrack.store.tables import key_terms, quotes, revisions, terms

_Form = tuple[str, str]
"""A term's key, and the form it is printed in."""


def key_terms_in(connection: Connection, revision_id: int) -> tuple[KeyTerm, ...]:
    """The key terms of a revision, best first."""
    wanted = (
        select(terms.c.key, key_terms.c.begins, key_terms.c.ends)
        .join(terms, terms.c.id == key_terms.c.term)
        .where(key_terms.c.revision == revision_id)
        .order_by(key_terms.c.n)
    )
    return tuple(KeyTerm(row.key, Span(row.begins, row.ends)) for row in connection.execute(wanted))


def add_key_terms(connection: Connection, revision_id: int, text: str, found: Sequence[KeyTerm]) -> None:
    """Store the key terms of a revision that has none yet, and count its statements and its day with them. Its
    statements must be stored already."""
    forms = [(one.key, _form(one.span.of(text))) for one in found]
    ids = _insert(connection, revision_id, found, forms)
    if not ids:
        return
    size, day = connection.execute(_size_and_day(revision_id)).one()
    _lock(connection, ids)
    connection.execute(
        update(terms)
        .where(terms.c.id.in_(sorted(set(ids))))
        .values(
            articles=terms.c.articles + 1,
            quotes=terms.c.quotes + size,
            first=_earlier(terms.c.first, day),
            last=_later(terms.c.last, day),
        )
    )


def replace_key_terms(connection: Connection, revision_id: int, text: str, found: Sequence[KeyTerm]) -> None:
    """Store other key terms of a revision, or the same ones after its statements or its day have changed."""
    before = _drop(connection, revision_id)
    forms = [(one.key, _form(one.span.of(text))) for one in found]
    count_terms(connection, {*before, *_insert(connection, revision_id, found, forms)})


def drop_key_terms(connection: Connection, revision_id: int) -> None:
    """Delete the key terms of a revision that is no longer shown."""
    count_terms(connection, _drop(connection, revision_id))


def count_terms(connection: Connection, ids: Iterable[int]) -> None:
    """Count these terms anew: how many articles have each, with how many statements, and their days."""
    wanted = _of_terms(key_terms.c.term)
    for some in lots(sorted(set(ids)), AT_ONCE):
        _lock(connection, some)
        counted = {row.term: row for row in connection.execute(wanted.where(key_terms.c.term.in_(some)))}
        for id in some:
            row = counted.get(id)
            values = (0, 0, None, None) if row is None else (row.articles, row.quotes, row.first, row.last)
            told = dict(zip(("articles", "quotes", "first", "last"), values, strict=True))
            connection.execute(update(terms).where(terms.c.id == id).values(told))


def counted_terms(connection: Connection, index: Index, filter: Filter) -> Iterator[CountedTerm]:
    """The key terms of the articles that print the statements chosen, those of most articles first. Without a filter
    they are read as they were counted; `Filter.limit` is not asked."""
    source = _every() if filter == EVERYTHING else _of_chosen(index, filter)
    found = connection.execute(_by_key(source), execution_options={"yield_per": ROWS})
    for row in found:
        yield CountedTerm(
            key=row.key,
            words=row.words,
            quotes=row.quotes,
            articles=row.articles,
            first=row.first,
            last=row.last,
        )


def _every() -> Select[Any]:
    return select(
        terms.c.key, terms.c.words, terms.c.articles, terms.c.quotes, terms.c.first, terms.c.last
    ).where(terms.c.quotes > 0)


def _of_chosen(index: Index, filter: Filter) -> Select[Any]:
    """The terms of the statements chosen, each form counted. Statements are counted by text first, so that a text's
    terms are read once, however much it quotes."""
    texts = (
        select(
            quotes.c.revision.label("revision"),
            func.count(quotes.c.id).label("quotes"),
            func.min(revisions.c.published).label("published"),
        )
        .select_from(JOINED)
        .where(chosen(filter, index))
        .group_by(quotes.c.revision)
        .subquery()
    )
    return (
        select(
            terms.c.key,
            terms.c.words,
            func.count().label("articles"),
            func.sum(texts.c.quotes).label("quotes"),
            func.min(texts.c.published).label("first"),
            func.max(texts.c.published).label("last"),
        )
        .select_from(texts.join(key_terms, key_terms.c.revision == texts.c.revision))
        .join(terms, terms.c.id == key_terms.c.term)
        .group_by(terms.c.id, terms.c.key, terms.c.words)
    )


def _by_key(source: Select[Any]) -> Select[Any]:
    """The forms of each term taken together, with the form that most articles print (of several the first)."""
    form = source.subquery()

    def over(counted: Any, order_by: tuple[Any, ...] | None = None) -> Any:
        return counted.over(partition_by=form.c.key, order_by=order_by)

    ranked = select(
        form.c.key,
        form.c.words,
        over(func.sum(form.c.articles)).label("articles"),
        over(func.sum(form.c.quotes)).label("quotes"),
        over(func.min(form.c.first)).label("first"),
        over(func.max(form.c.last)).label("last"),
        over(func.row_number(), (form.c.articles.desc(), form.c.words)).label("place"),
    ).subquery()
    return select(ranked).where(ranked.c.place == 1).order_by(ranked.c.articles.desc(), ranked.c.key)


def _of_terms(term: ColumnElement[int]) -> Select[Any]:
    """Articles, statements and days of each term, from the rows of `key_terms`."""
    size = (
        select(func.count(quotes.c.id))
        .where(quotes.c.revision == key_terms.c.revision)
        .correlate(key_terms)
        .scalar_subquery()
    )
    counted: Select[Any] = (
        select(
            term.label("term"),
            func.count().label("articles"),
            func.sum(size).label("quotes"),
            func.min(revisions.c.published).label("first"),
            func.max(revisions.c.published).label("last"),
        )
        .select_from(key_terms.join(revisions, revisions.c.id == key_terms.c.revision))
        .group_by(term)
    )
    return counted


def _lock(connection: Connection, ids: Sequence[int]) -> None:
    """Hold these rows until the end of the transaction, taken in one order by all writers of PostgreSQL."""
    wanted = select(terms.c.id).where(terms.c.id.in_(sorted(set(ids)))).order_by(terms.c.id)
    connection.execute(wanted.with_for_update()).all()


def _size_and_day(revision_id: int) -> Select[Any]:
    size = select(func.count(quotes.c.id)).where(quotes.c.revision == revision_id).scalar_subquery()
    return select(size, revisions.c.published).where(revisions.c.id == revision_id)


def _earlier(column: ColumnElement[Any], day: str | None) -> Any:
    return column if day is None else case((or_(column.is_(None), column > day), day), else_=column)


def _later(column: ColumnElement[Any], day: str | None) -> Any:
    return column if day is None else case((or_(column.is_(None), column < day), day), else_=column)


def _form(printed: str) -> str:
    """A term as it is shown: on one line."""
    return " ".join(printed.split())


def _drop(connection: Connection, revision_id: int) -> list[int]:
    """Delete the key terms of a revision; the ids of the terms that it had."""
    own = select(key_terms.c.term).where(key_terms.c.revision == revision_id)
    before = list(connection.execute(own).scalars())
    if before:
        connection.execute(delete(key_terms).where(key_terms.c.revision == revision_id))
    return before


def _insert(
    connection: Connection, revision_id: int, found: Sequence[KeyTerm], forms: Sequence[_Form]
) -> list[int]:
    """Insert the rows of a revision; the ids of their terms."""
    ids = _term_ids(connection, forms)
    rows = [
        {"revision": revision_id, "n": n, "term": ids[form], "begins": one.span.start, "ends": one.span.end}
        for n, (one, form) in enumerate(zip(found, forms, strict=True))
    ]
    if rows:
        connection.execute(insert(key_terms), rows)
    return [row["term"] for row in rows]


def _term_ids(connection: Connection, forms: Iterable[_Form]) -> dict[_Form, int]:
    """The row of each form, made if there is none. Sorted, so that two writers of PostgreSQL never wait for each other
    in a circle."""
    wanted = sorted(set(forms))
    known = _known(connection, wanted)
    missing = [
        {"key": key, "words": words, "articles": 0, "quotes": 0}
        for key, words in wanted
        if (key, words) not in known
    ]
    if missing:
        connection.execute(_insert_new(connection, missing))
        known = _known(connection, wanted)
    return known


def _known(connection: Connection, wanted: Sequence[_Form]) -> dict[_Form, int]:
    keys = sorted({key for key, _ in wanted})
    found = select(terms.c.key, terms.c.words, terms.c.id)
    return {
        (row.key, row.words): row.id
        for some in lots(keys, AT_ONCE)
        for row in connection.execute(found.where(terms.c.key.in_(some)))
    }


def _insert_new(connection: Connection, rows: Sequence[dict[str, Any]]) -> Any:
    if connection.dialect.name == "sqlite":
        from sqlalchemy.dialects import sqlite as dialect
    else:
        from sqlalchemy.dialects import postgresql as dialect  # type: ignore[no-redef]
    return dialect.insert(terms).values(list(rows)).on_conflict_do_nothing()
