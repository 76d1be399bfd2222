"""Reads the texts that articles have had: all of an article, and earlier ones in which some words stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, select

from quotetrack.records import Article, Printed
from quotetrack.store.articles import texts_with
from quotetrack.store.batches import group_pairs, select_in
from quotetrack.store.database import Database
from quotetrack.store.escaping import fingerprint
from quotetrack.store.filters import IS_SHOWN, NOT_REJECTED
from quotetrack.store.reading import StatementLoader, article_in
from quotetrack.store.tables import articles, quotes, revisions


@dataclass(frozen=True, slots=True)
class StoredText:
    """A text that an article has or had, and the day it was fetched, else stored ("YYYY-MM-DD"; None if neither is
    known)."""

    row: int
    article: Article
    is_current: bool
    seen: str | None


@dataclass(frozen=True, slots=True)
class RevisionReader:
    """Reads texts with the statements in them. If `unshown`, it reads statements that are not shown as well."""

    database: Database
    unshown: bool = False

    def texts(self, keys: Iterable[str]) -> dict[str, list[StoredText]]:
        """Map the keys of articles that have been revised to all their texts, first to last. Others are left out."""
        hashes = {fingerprint(key): key for key in keys}
        revised = select(revisions.c.article).where(~revisions.c.current)
        query = (
            _TEXTS.add_columns(articles.c.key_hash)
            .join(articles, articles.c.id == revisions.c.article)
            .where(revisions.c.article.in_(revised))
            .order_by(revisions.c.number)
        )
        with self.database.reading() as connection:
            rows = list(select_in(connection, query, articles.c.key_hash, hashes))
            return dict(group_pairs((hashes[row.key_hash], _text(connection, row)) for row in rows))

    def earlier(self, choices: Sequence[Sequence[str]], *, limit: int) -> list[StoredText]:
        """Return the earlier texts in which all words of ASCII of one of these choices stand, the latest first."""
        query = (
            _TEXTS.where(~revisions.c.current, texts_with(self.database, choices))
            .order_by(revisions.c.id.desc())
            .limit(limit)
        )
        with self.database.reading() as connection:
            return [_text(connection, row) for row in connection.execute(query)]

    def statements(self, text: StoredText) -> dict[int, Printed]:
        """Map their rows to the statements in a text that no reviewer has rejected."""
        wanted = NOT_REJECTED if self.unshown else IS_SHOWN
        query = select(quotes.c.id).where(quotes.c.revision == text.row, wanted).order_by(quotes.c.n)
        with self.database.reading() as connection:
            return StatementLoader(lean=True).printed(connection, connection.execute(query).scalars().all())


_TEXTS: Select[Any] = select(revisions.c.id, revisions.c.current, revisions.c.retrieved, revisions.c.added_at)


def _text(connection: Connection, row: Any) -> StoredText:
    day = row.retrieved or row.added_at
    return StoredText(row.id, article_in(connection, row.id), row.current, day[:10] if day else None)
