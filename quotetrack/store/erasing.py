"""Erases articles and speakers: rows of every table, in one transaction, so that all that tells of them is gone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, and_, delete, func, select, text, update

from quotetrack.errors import NotFound
from quotetrack.records import Filter, Leaving, Tombstone
from quotetrack.store.batches import delete_in, put_rows, select_in
from quotetrack.store.changes import note_shown_changed
from quotetrack.store.escaping import fingerprint
from quotetrack.store.filters import in_articles
from quotetrack.store.index import Indexes
from quotetrack.store.key_terms import replace_key_terms
from quotetrack.store.linking import LinkWork
from quotetrack.store.lookup import find_revision
from quotetrack.store.purging import UNCLEAN
from quotetrack.store.reindexing import refill_indexes
from quotetrack.store.speaker_profiles import describe
from quotetrack.store.speakers import SETTLED_BY, note_changed, note_revision
from quotetrack.store.tables import (
    articles,
    attributions,
    claims,
    decisions,
    key_terms,
    linking_state,
    links,
    members,
    pair_decisions,
    quotes,
    revisions,
    sources,
    speakers,
    subjects,
    term_forms,
    tombstones,
)
from quotetrack.store.told import Gone, forget_told
from quotetrack.store.tombstones import put_tombstones

_DAY = func.coalesce(revisions.c.published, revisions.c.retrieved, func.substr(revisions.c.added_at, 1, 10))
"""The day of an article: that of publication, else the one on which it was fetched, else that on which it came in."""


class ErasingWork:
    """What erasing reads and writes, in the transaction of `connection`. `counted` says what left, by "quotations",
    "links", "decisions", "checks" and "watches"; `texts` are those that left."""

    def __init__(self, connection: Connection, indexes: Indexes, location: str) -> None:
        self.connection, self.indexes, self.location = connection, indexes, location
        self.links = LinkWork(connection)
        self.counted: dict[str, Any] = {}
        self.texts: list[str] = []
        if connection.dialect.name == "sqlite":
            connection.execute(text("PRAGMA secure_delete = ON"))
        else:
            # Nobody adds an article meanwhile: it may need a name or a term that is about to leave.
            connection.execute(text("LOCK TABLE articles IN EXCLUSIVE MODE"))

    def named(self, id: str) -> int:
        """Return the row of the article with this id or key. NotFound if there is none, or several."""
        try:
            revision = find_revision(self.connection, id, self.location)
        except NotFound as missing:
            stone = select(tombstones.c.made_at, tombstones.c.reason).where(
                tombstones.c.key_hash == fingerprint(id)
            )
            erased = self.connection.execute(stone.limit(1)).first()
            if erased is None:
                raise
            raise NotFound(
                f"{id!r} was erased from {self.location} on {erased.made_at[:10]} ({erased.reason})"
            ) from missing
        query = select(revisions.c.article).where(revisions.c.id == revision)
        return int(self.connection.execute(query).scalar_one())

    def chosen(self, *, source: str | None, before: str | None) -> list[int]:
        """Return the rows of the articles of this outlet, and of a day before this one; a day that nobody knows is
        before none."""
        joined = revisions.join(sources, sources.c.id == revisions.c.source)
        query = select(revisions.c.article).select_from(joined).where(revisions.c.current)
        query = query.where(*in_articles(Filter(source=source)))
        if before is not None:
            query = query.where(before > _DAY)
        return list(self.connection.execute(query.order_by(revisions.c.article)).scalars())

    def leaving(self, rows: Iterable[int]) -> list[Leaving]:
        """Return what is told of these articles, in the order of their rows."""
        quoted = quotes.join(revisions, revisions.c.id == quotes.c.revision)
        own = [
            select(func.count()).select_from(of).where(revisions.c.article == articles.c.id)
            for of in (revisions, quoted)
        ]
        joined = articles.join(revisions, and_(revisions.c.article == articles.c.id, revisions.c.current))
        query = (
            select(
                articles.c.key,
                revisions.c.given_id,
                revisions.c.title,
                func.coalesce(sources.c.name, sources.c.domain, type_=sources.c.name.type),
                revisions.c.published,
                *(query.correlate(articles).scalar_subquery() for query in own),
            )
            .select_from(joined.join(sources, sources.c.id == revisions.c.source))
            .order_by(articles.c.id)
        )
        names = ("key", "id", "title", "outlet", "published", "texts", "quotations")
        found = select_in(self.connection, query, articles.c.id, rows)
        return [Leaving(**dict(zip(names, row, strict=True))) for row in found]

    def copies_of(self, rows: Collection[int]) -> list[int]:
        """Return the rows of the articles beside these that have, or had, one of the same texts."""
        query = select(revisions.c.article, revisions.c.digest)
        own = list(select_in(self.connection, query, revisions.c.article, rows))
        alike = select_in(self.connection, query, revisions.c.digest, {row.digest for row in own})
        return sorted({row.article for row in alike} - set(rows))

    def erase(self, rows: Collection[int], *, reason: str, by: str, at: str) -> None:
        """Delete these articles with all that was made of them, and keep them out from now on."""
        if not rows:
            return
        query = select(revisions, articles.c.key).join(articles, articles.c.id == revisions.c.article)
        held = list(select_in(self.connection, query, revisions.c.article, rows))
        stones = (
            Tombstone(key=row.key or row.given_id, digest=row.digest, reason=reason, made_by=by, made_at=at)
            for row in held
        )
        put_tombstones(self.connection, stones)
        of_texts = select(quotes.c.id, quotes.c.given_id)
        own = list(select_in(self.connection, of_texts, quotes.c.revision, (row.id for row in held)))
        for row in held:
            note_revision(self.connection, row.id)
            replace_key_terms(self.connection, row.id, "", ())
        decided = select(decisions.c.quote)
        noted = [row.quote for row in select_in(self.connection, decided, decisions.c.article, rows)]
        self.count("decisions", len(noted))
        self.texts += (told for row in held for told in _told_in(row))
        gone = Gone(
            self.texts, {*noted, *(row.given_id for row in own)}, {row.key or row.given_id for row in held}
        )
        self.leave_links({row.id for row in own})
        delete_in(self.connection, articles.c.id, rows)
        self.forget(gone)

    def finish(self, at: str) -> None:
        """Bring up to date what is kept ready for searching, and note that the files have yet to be cleaned; call it
        once, after all is erased."""
        put_rows(self.connection, linking_state, [{"name": UNCLEAN, "value": at}])
        refill_indexes(self.connection, self.indexes)
        describe(self.connection)

    def count(self, what: str, number: int) -> None:
        """Count what leaves."""
        self.counted[what] = self.counted.get(what, 0) + number

    def leave_links(self, gone: set[int]) -> None:
        """Count the links of these quotes, take them out of their claims, and have what is left of those grouped
        anew."""
        self.count("quotations", len(gone))
        ends = [
            {(row.a, row.b) for row in select_in(self.connection, select(links.c.a, links.c.b), end, gone)}
            for end in (links.c.a, links.c.b)
        ]
        self.count("links", len(ends[0] | ends[1]))
        own = select_in(self.connection, select(members.c.claim), members.c.quote, gone)
        left = {row.claim for row in own}
        rest = select_in(self.connection, select(members.c.quote), members.c.claim, left)
        note_shown_changed(self.connection, {row.quote for row in rest} - gone)

    def forget(self, gone: Gone) -> None:
        """Delete what is left of what is gone in tables that do not belong to it."""
        connection = self.connection
        ends = [
            {row.id for row in select_in(connection, select(pair_decisions.c.id), end, gone.quotes)}
            for end in (pair_decisions.c.quote, pair_decisions.c.other)
        ]
        delete_in(connection, pair_decisions.c.id, ends[0] | ends[1])
        self.count("decisions", len(ends[0] | ends[1]))
        for what, number in zip(("checks", "watches"), forget_told(connection, gone), strict=True):
            self.count(what, number)
        connection.execute(delete(claims).where(claims.c.id.not_in(select(members.c.claim))))
        connection.execute(delete(term_forms).where(term_forms.c.id.not_in(select(key_terms.c.form))))
        connection.execute(delete(subjects).where(subjects.c.key.not_in(select(term_forms.c.key))))
        connection.execute(delete(sources).where(sources.c.id.not_in(select(revisions.c.source))))
        self._leave_names()

    def _leave_names(self) -> None:
        """Delete the names under which nobody is quoted, and have all others settled anew."""
        connection = self.connection
        used = select(attributions.c.speaker).where(attributions.c.speaker.is_not(None))
        unused = set(connection.execute(select(speakers.c.id).where(speakers.c.id.not_in(used))).scalars())
        if not unused:
            return
        for person, row in list(self._new_leaders(unused)):
            for table in (speakers, attributions):
                moved = update(table).where(table.c.person == person).values(person=row)
                connection.execute(moved)
            connection.execute(update(speakers).where(speakers.c.id == row).values(person=None))
            note_changed(connection, [row])
        delete_in(connection, speakers.c.id, unused)
        connection.execute(delete(linking_state).where(linking_state.c.name == SETTLED_BY))

    def _new_leaders(self, unused: set[int]) -> Iterator[tuple[int, int]]:
        """Yield each name that leaves and stood for others, and the first of those."""
        led = select_in(self.connection, select(speakers.c.id, speakers.c.person), speakers.c.person, unused)
        first: dict[int, int] = {}
        for row in led:
            if row.id not in unused:
                first[row.person] = min(row.id, first.get(row.person, row.id))
        taken = select(attributions.c.person, attributions.c.speaker)
        for row in select_in(self.connection, taken, attributions.c.person, unused - first.keys()):
            first.setdefault(row.person, row.speaker)
        yield from first.items()


def _told_in(row: Any) -> Iterator[str]:
    """Yield the text of a revision, and its title and byline."""
    yield from filter(None, (row.text, row.title, row.byline))
