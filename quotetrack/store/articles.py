"""Reads articles and their outlets from a store, and counts what it holds."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Text, distinct, false, func, or_, select

from quotetrack.records import (
    EVERYTHING,
    KINDS,
    STANCES,
    Article,
    ArticleEntry,
    CountedTerm,
    Filter,
    RevisionEntry,
    SourceEntry,
    Stats,
)
from quotetrack.store.database import Database
from quotetrack.store.escaping import Verbatim, escape
from quotetrack.store.facets import count_kinds, count_not_shown, count_persons
from quotetrack.store.filters import (
    IS_SHOWN,
    KEPT_BACK,
    asks_of_statements,
    in_articles,
    is_chosen,
    tables_for,
)
from quotetrack.store.key_terms import counted_terms
from quotetrack.store.lookup import find_revision
from quotetrack.store.pending import count_pending
from quotetrack.store.reading import StatementLoader, article_in, not_speech_in
from quotetrack.store.tables import (
    articles,
    quotes,
    revisions,
    runs,
    sources,
)
from quotetrack.text.folding import fold_words

_FIRST = func.min(revisions.c.published)
_LAST = func.max(revisions.c.published)
_CURRENT = quotes.join(revisions, revisions.c.id == quotes.c.revision)
_OUTLETS = revisions.join(sources, sources.c.id == revisions.c.source)


@dataclass(frozen=True, slots=True)
class ArticleReader:
    """Reads the articles of a store and their outlets, and counts what there is.

    If `unshown`, `size` counts the statements that are not shown as well.
    """

    database: Database
    unshown: bool = False

    def get(self, id: str) -> Article:
        """Return the current text of the article with this id or key.

        Raises `NotFound` if there is none, or if several share the id.
        """
        with self.database.reading() as connection:
            return article_in(connection, find_revision(connection, id, self.database.location))

    def entry(self, id: str) -> ArticleEntry:
        """Return the article with this id or key, with all that is said in its current text: what is shown, and the
        rest if `unshown`. Raises `NotFound` as `get` does."""
        wanted = () if self.unshown else (IS_SHOWN,)
        with self.database.reading() as connection:
            row = find_revision(connection, id, self.database.location)
            said = select(quotes.c.id).where(quotes.c.revision == row, *wanted).order_by(quotes.c.n)
            rows = connection.execute(said).scalars().all()
            printed = StatementLoader().printed(connection, rows)
            return ArticleEntry(
                article=article_in(connection, row),
                printed=tuple(printed[quote] for quote in rows),
                not_speech=not_speech_in(connection, row),
                earlier=tuple(_earlier(connection, row)),
            )

    def holding(self, choices: Sequence[Sequence[str]], *, limit: int) -> Iterator[Article]:
        """Yield the current texts in which all words of one of these choices stand, in some form of them, the latest
        first."""
        chosen = texts_with(self.database, choices)
        latest = (revisions.c.published.is_(None), revisions.c.published.desc(), revisions.c.id)
        query = select(revisions.c.id).where(revisions.c.current, chosen).order_by(*latest).limit(limit)
        with self.database.reading() as connection:
            for row in list(connection.execute(query).scalars()):
                yield article_in(connection, row)

    def key_terms(self, filter: Filter = EVERYTHING) -> Iterator[CountedTerm]:
        """Yield the key terms of the articles that print the statements chosen, those of most articles first.

        `Filter.limit` is not asked.
        """
        with self.database.reading() as connection:
            yield from counted_terms(connection, self.database.indexes.quotes, replace(filter, limit=None))

    def sources(self, filter: Filter = EVERYTHING) -> Iterator[SourceEntry]:
        """Yield the outlets of the articles chosen, by name.

        An article without statements counts too, unless the filter asks for statements.
        """
        yield from self.database.remembered.get(("sources", filter), lambda: list(self._sources(filter)))

    def _sources(self, filter: Filter) -> Iterator[SourceEntry]:
        wanted = [is_chosen(filter, self.database.indexes.quotes)]
        quoted = (
            select(revisions.c.source, func.count(quotes.c.id))
            .select_from(tables_for(filter))
            .where(*wanted)
            .group_by(revisions.c.source)
        )
        tables = tables_for(filter, sources)
        if not asks_of_statements(filter):
            tables, wanted = _OUTLETS, [revisions.c.current, *in_articles(filter)]
        printed = (
            select(
                sources.c.id,
                sources.c.name,
                sources.c.domain,
                func.count(distinct(revisions.c.id)).label("articles"),
                _FIRST.label("first"),
                _LAST.label("last"),
            )
            .select_from(tables)
            .where(*wanted)
            .group_by(sources.c.id, sources.c.name, sources.c.domain)
            .order_by(sources.c.name.is_(None), sources.c.name, sources.c.domain.is_(None), sources.c.domain)
            .limit(filter.limit)
        )
        with self.database.reading() as connection:
            times: dict[int, int] = dict(map(tuple, connection.execute(quoted)))
            for id, name, domain, number, first, last in connection.execute(printed):
                yield SourceEntry(
                    name=name,
                    domain=domain,
                    articles=number,
                    quotes=times.get(id, 0),
                    first=first,
                    last=last,
                )

    def outlet(self, name: str) -> str | None:
        """Return the name, else the domain, of the outlet that is called so, or has this domain; None if there is none.

        Case, accents and "the" do not count.
        """
        folded = " ".join(word for word in fold_words(name) if word != "the")
        called = sources.c.folded.in_([f" {folded} ", f" the {folded} "]) if folded else false()
        domain = escape(name.strip().lower())
        query = (
            select(func.coalesce(func.nullif(sources.c.name, ""), sources.c.domain, type_=Verbatim))
            .where(or_(called, func.lower(sources.c.domain, type_=Text) == domain))
            .order_by(sources.c.id)
            .limit(1)
        )
        with self.database.reading() as connection:
            return connection.execute(query).scalar()

    def last_day(self) -> str | None:
        """Return the last day on which a current text was published, "YYYY-MM-DD"; None if none is known."""
        query = select(func.max(revisions.c.published)).where(revisions.c.current)
        with self.database.reading() as connection:
            day = connection.execute(query).scalar()
        return str(day)[:10] if day else None

    def outlets(self) -> list[str]:
        """Return the names of all outlets, else their domains, in the order in which they came."""
        called = func.coalesce(func.nullif(sources.c.name, ""), sources.c.domain, type_=Verbatim)
        query = select(called).where(called.is_not(None)).order_by(sources.c.id)
        with self.database.reading() as connection:
            return list(dict.fromkeys(connection.execute(query).scalars()))

    def runs(self) -> list[tuple[tuple[str, str], ...]]:
        """Return the versions by which the current texts were extracted, each once: parts with their versions."""
        current = select(revisions.c.run).where(revisions.c.current)
        query = select(runs.c.versions).where(runs.c.id.in_(current)).order_by(runs.c.id)
        with self.database.reading() as connection:
            stored = connection.execute(query).scalars()
            return [tuple((name, version) for name, version in json.loads(versions)) for versions in stored]

    def size(self) -> tuple[int, int]:
        """Return how many statements and how many articles are shown: what of `stats` is counted quickly."""
        with self.database.reading() as connection:
            texts, held, statements = (
                _number(connection, select(func.count()).select_from(table))
                for table in (revisions, articles, quotes)
            )
            # If no text has been revised, nothing need be told apart, which takes thirty times as long.
            if texts != held:
                wanted = () if self.unshown else (IS_SHOWN,)
                current = select(func.count()).select_from(_CURRENT).where(revisions.c.current, *wanted)
                return _number(connection, current), held
            if self.unshown:
                return statements, held
            kept_back = select(func.count(distinct(KEPT_BACK.subquery().c.id)))
            return statements - _number(connection, kept_back), held

    def stats(self) -> Stats:
        """Count what the current texts hold, and how many earlier ones are kept."""
        return self.database.remembered.get("stats", self._count)

    def _count(self) -> Stats:
        outlets = select(func.count(distinct(revisions.c.source))).select_from(_OUTLETS)
        named = or_(sources.c.name.is_not(None), sources.c.domain.is_not(None))
        index = self.database.indexes.quotes
        kinds, stances = Counter[str](), Counter[str]()
        with self.database.reading() as connection:
            first, last = connection.execute(select(_FIRST, _LAST).where(revisions.c.current)).one()
            for kind, stance, number in count_kinds(connection, EVERYTHING, index):
                kinds[kind] += number
                stances[stance] += number
            persons = count_persons(connection, EVERYTHING, index)
            return Stats(
                articles=_number(connection, select(func.count(articles.c.id))),
                revisions=_number(connection, select(func.count(revisions.c.id)).where(~revisions.c.current)),
                quotes=kinds.total(),
                by_kind=tuple((kind, kinds[kind]) for kind in KINDS),
                by_stance=tuple((stance, stances[stance]) for stance in STANCES),
                speakers=len(persons.keys() - {None}),
                unattributed=persons[None],
                sources=_number(connection, outlets.where(revisions.c.current, named)),
                first=first,
                last=last,
                kept_back=count_not_shown(connection, EVERYTHING, index),
                pending=count_pending(connection),
            )


def _earlier(connection: Connection, row: int) -> Iterator[RevisionEntry]:
    """Yield the texts that the article of this revision had before, the latest first."""
    own = select(revisions.c.article).where(revisions.c.id == row).scalar_subquery()
    query = (
        select(revisions.c.digest, revisions.c.title, revisions.c.retrieved, revisions.c.added_at)
        .where(revisions.c.article == own, ~revisions.c.current)
        .order_by(revisions.c.number.desc())
    )
    for digest, title, retrieved, added_at in connection.execute(query):
        day = retrieved or added_at
        yield RevisionEntry(digest=digest, title=title, seen=day[:10] if day else None)


def texts_with(database: Database, choices: Sequence[Sequence[str]]) -> ColumnElement[bool]:
    """Return the condition that all words of one of these choices stand in a text."""
    having = database.indexes.texts.having(choices)
    return false() if having is None else revisions.c.id.in_(having)


def _number(connection: Connection, query: Select[Any]) -> int:
    return int(connection.execute(query).scalar() or 0)
