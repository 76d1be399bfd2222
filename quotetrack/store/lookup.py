"""Looks up one statement or one article by what people call it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from quotetrack.errors import NotFound
from quotetrack.store.escaping import fingerprint
from quotetrack.store.rows import SHORT_ID
from quotetrack.store.tables import articles, quotes, revisions

_SHORTEST_PREFIX = 4


def find_statement(connection: Connection, id_prefix: str, location: str) -> int:
    """The row id of the quotation with this id, else of the only one whose id starts so; a current
    revision comes before an earlier one. `location` names the database in messages."""
    query = (
        select(quotes.c.id, quotes.c.given_id)
        .join(revisions, revisions.c.id == quotes.c.revision)
        .order_by(revisions.c.current.desc(), quotes.c.given_id, quotes.c.id)
    )
    start = id_prefix[:SHORT_ID]
    whole = query.where(quotes.c.short_id == start, quotes.c.given_id == id_prefix)
    rows = connection.execute(whole.limit(1)).all()
    if not rows and len(id_prefix) >= _SHORTEST_PREFIX:
        near = connection.execute(query.where(quotes.c.short_id.between(start, start + "\U0010ffff")))
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
            f"the first {_SHORTEST_PREFIX} characters or more will do"
        )
    return int(rows[0].id)


def find_revision(connection: Connection, name: str, location: str) -> int:
    """The row id of the current revision of the article with this key, else with this id."""
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
                f"({_few(row.key for row in rows)})"
            )
        if rows:
            return int(rows[0].id)
    raise NotFound(f"there is no article {name!r} in {location}: give its id, URL or path as it was added")


def _few(names: Iterable[str]) -> str:
    """The first five names, for a message."""
    told = list(names)
    return ", ".join(told[:5]) + (", …" if len(told) > 5 else "")
