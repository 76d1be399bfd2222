"""Seals anew what a transaction changes in many places at once, and nothing that was at fault before it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, bindparam, select, update

from quotetrack.store.batches import in_batches
from quotetrack.store.damaged import Rows
from quotetrack.store.leaves import (
    ARTICLES_AT_ONCE,
    LOGS,
    OF_ARTICLES,
    article_lines,
    leaf_digest,
    seal_articles,
)
from quotetrack.store.seals import SEAL, broken_seals, seal_rows
from quotetrack.store.tables import articles, leaves


class _Broken(NamedTuple):
    """The articles that are not as their digests have them, and by log the rows that do not fit their seals."""

    articles: set[int]
    logs: dict[str, set[int]]


@contextmanager
def seals_kept(connection: Connection) -> Iterator[None]:
    """Seal anew, at the end of the block, what was changed in it. What did not fit its digest before is left as it is,
    so that `verify` still tells of it. All articles are read twice."""
    before = _broken(connection)
    yield
    after = _broken(connection)
    seal_articles(connection, after.articles - before.articles)
    for table in LOGS:
        changed = after.logs[table.name] - before.logs[table.name]
        for row in connection.execute(select(table).where(table.c.id.in_(changed))).mappings():
            (sealed,) = seal_rows(table, [dict(row)])
            own = update(table).where(table.c.id == bindparam("of")).values({SEAL: bindparam(SEAL)})
            connection.execute(own, {"of": row["id"], SEAL: sealed[SEAL]})


def _broken(connection: Connection) -> _Broken:
    kept = select(leaves.c.owner, leaves.c.digest).where(leaves.c.part == OF_ARTICLES)
    digests: dict[int, Any] = dict(map(tuple, connection.execute(kept)))
    rows = Rows(connection)
    broken: set[int] = set()
    ids = connection.execute(select(articles.c.id).order_by(articles.c.id)).scalars().all()
    for some in in_batches(ids, ARTICLES_AT_ONCE):
        for article, lines in article_lines(rows, some):
            if digests.pop(article, None) != leaf_digest(lines):
                broken.add(article)
    logs = {table.name: set(_unfit(rows, table)) for table in LOGS}
    return _Broken(broken | digests.keys(), logs)


def _unfit(rows: Rows, table: Table) -> Iterator[int]:
    for lot in rows.lots(table):
        yield from (row.id for row in lot.rows if any(broken_seals(table, row)))
