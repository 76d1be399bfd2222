"""Versions of what agencies send: which of two is the newer, and what a kill does to the text that is stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Connection, select, update

from quotetrack.records import Article, Wire
from quotetrack.store import rows
from quotetrack.store.escaping import fingerprint
from quotetrack.store.leaves import seal_articles
from quotetrack.store.reading import article_in
from quotetrack.store.speakers import note_revision
from quotetrack.store.tables import articles, revisions


def stored_version(connection: Connection, article: Article) -> tuple[int, int, Article] | None:
    """Return the rows of the article of this key and of its current text, and that text; None if it is not stored."""
    query = (
        select(articles.c.id, revisions.c.id.label("revision"))
        .join(revisions, revisions.c.article == articles.c.id)
        .where(articles.c.key_hash == fingerprint(article.key or article.id), revisions.c.current)
    )
    found = connection.execute(query).first()
    return None if found is None else (found.id, found.revision, article_in(connection, found.revision))


def is_superseded(connection: Connection, article: Article) -> bool:
    """Return whether a later version of what an agency sends is stored: one of a higher number, or one that withdrew it
    and is not known to be older. What comes from no wire never is."""
    if article.wire is None:
        return False
    stored = stored_version(connection, article)
    return stored is not None and _is_later(stored[2], article)


def withdraw(connection: Connection, kill: Article) -> bool | None:
    """Mark the stored text of an article as withdrawn, by what its kill says, and seal it. The text and all that was
    found in it stay. True if that changed anything, None if the article is not stored."""
    stored = stored_version(connection, kill)
    if stored is None or kill.wire is None:
        return None
    article_row, revision, held = stored
    if _order(held, kill) > 0:
        return False
    before = held.wire or Wire()
    wire = replace(
        kill.wire,
        guid=kill.wire.guid or before.guid,
        slug=kill.wire.slug or before.slug,
        embargo=before.embargo,
        version=kill.wire.version if kill.wire.version is not None else before.version,
    )
    marked = replace(held, wire=wire)
    if marked == held:
        return False
    values = {"details": rows.article_row(marked)["details"]}
    connection.execute(update(revisions).where(revisions.c.id == revision).values(values))
    note_revision(connection, revision)
    seal_articles(connection, [article_row])
    return True


def _is_later(stored: Article, given: Article) -> bool:
    """Return whether the stored version is later than the one given, or withdrew it and may be."""
    order = _order(stored, given)
    return order > 0 or (stored.is_withdrawn and order == 0)


def _order(stored: Article, given: Article) -> int:
    """Return 1 if the stored version is the later one, -1 if the given one is, 0 if nothing tells: by their numbers,
    else by the times at which they were made. A text from no wire is older than one that has a number."""
    numbers = [article.wire.version if article.wire is not None else None for article in (stored, given)]
    if numbers[0] is not None and numbers[1] is not None and numbers[0] != numbers[1]:
        return 1 if numbers[0] > numbers[1] else -1
    if numbers[0] is not None and numbers[0] == numbers[1]:
        return 0
    times = [_moment(article.published_at) for article in (stored, given)]
    if times[0] is None or times[1] is None or times[0] == times[1]:
        return 0
    return 1 if times[0] > times[1] else -1


def _moment(stamp: str | None) -> datetime | None:
    """Return a time that can be compared with others: one without a zone counts as UTC. None for what is no time."""
    try:
        moment = datetime.fromisoformat(stamp or "")
    except ValueError:  # given by others as it is: nothing tells which is the later
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
