"""Looks up statements and articles by what people call them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Select, select

from quotetrack.errors import NotFound
from quotetrack.store.batches import VALUES, in_batches
from quotetrack.store.escaping import fingerprint
from quotetrack.store.rows import SHORT_ID
from quotetrack.store.tables import articles, quotes, revisions

SHORTEST_PREFIX = 4
"""Characters of an id that stand for it, if no other id starts so."""

LAST_SIGN = "\U0010ffff"
"""Sorts after every other: `prefix` to `prefix + LAST_SIGN` is the range of what starts with it."""


def select_by_id(connection: Connection, query: Select[Any], quote_ids: Iterable[str]) -> Iterator[Any]:
    """Yield the rows of `query` for the quotations with these ids. Only the beginning of an id is indexed."""
    for batch in in_batches(sorted(set(quote_ids)), VALUES):
        short = [quote_id[:SHORT_ID] for quote_id in batch]
        with_ids = query.where(quotes.c.short_id.in_(short), quotes.c.given_id.in_(batch))
        yield from connection.execute(with_ids).all()


def find_statement(connection: Connection, id_prefix: str, location: str) -> int:
    """Return the row id of the quotation with this id, else of the only one whose id starts so.

    A current revision comes before an earlier one. `location` names the database in messages. Raises `NotFound` if
    there is none or more than one.
    """
    query = (
        select(quotes.c.id, quotes.c.given_id)
        .join(revisions, revisions.c.id == quotes.c.revision)
        .order_by(revisions.c.current.desc(), quotes.c.given_id, quotes.c.id)
    )
    start = id_prefix[:SHORT_ID]
    whole = query.where(quotes.c.short_id == start, quotes.c.given_id == id_prefix)
    rows = list(connection.execute(whole.limit(1)))
    if not rows and len(id_prefix) >= SHORTEST_PREFIX:
        near = connection.execute(query.where(quotes.c.short_id.between(start, start + LAST_SIGN)))
        rows = [row for row in near if row.given_id.startswith(id_prefix)]
    names = list(dict.fromkeys(row.given_id for row in rows))
    if len(names) > 1:
        raise NotFound(
            f"{id_prefix!r} is the start of several quotations in {location} ({_few(names)}): "
            "give more of the id"
        )
    if not rows:
        raise NotFound(
            f"there is no quotation {id_prefix!r} in {location}: `quotetrack ask` prints ids, of which "
            f"the first {SHORTEST_PREFIX} characters or more will do"
        )
    return int(rows[0].id)


def find_revision(connection: Connection, name: str, location: str) -> int:
    """Return the row id of the current revision of the article with this key, else with this id.

    Raises `NotFound` if there is none, or if several articles share the id.
    """
    query = (
        select(revisions.c.id, articles.c.key)
        .join(articles, articles.c.id == revisions.c.article)
        .where(revisions.c.current)
        .order_by(revisions.c.id)
    )
    hashed = fingerprint(name)
    for same in (articles.c.key_hash == hashed, revisions.c.given_hash == hashed):
        rows = connection.execute(query.where(same)).all()
        if len(rows) > 1:
            raise NotFound(
                f"{name!r} is the id of several articles in {location}: name one by its path or URL "
                f"({_few([row.key for row in rows])})"
            )
        if rows:
            return int(rows[0].id)
    raise NotFound(f"there is no article {name!r} in {location}: give its id, URL or path as it was added")


def _few(names: list[str]) -> str:
    """Join the first five names for a message."""
    return ", ".join(names[:5]) + (", …" if len(names) > 5 else "")
