"""Reads statements from a store: chosen by a filter, found by words, fetched by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, false, func, literal, or_, select, tuple_

from quotetrack.records import EVERYTHING, Filter, Kind, Printed, PrintedNotSpeech
from quotetrack.store.batches import select_in
from quotetrack.store.claim_notes import claim_notes, rows_of
from quotetrack.store.database import Database
from quotetrack.store.filters import (
    IS_UNNAMED,
    KEPT_BACK,
    NOT_REJECTED,
    NOT_SPEECH_JOINED,
    NOT_SPEECH_ORDER,
    ONLY_TEXTS,
    PRINTED_ORDER,
    PRINTED_PLACE,
    STATEMENTS_JOINED,
    asks_for_unshown,
    attributions_of,
    chosen_not_speech,
    chosen_rows,
    is_chosen,
    is_rejected_row,
    tables_for,
)
from quotetrack.store.index import Wanted
from quotetrack.store.lookup import find_statement, select_by_id
from quotetrack.store.reading import StatementLoader
from quotetrack.store.tables import attributions, figures, not_speech, quotes, revisions


class NamedWords(NamedTuple):
    """What somebody named is quoted with: the row of the statement and of the speaker, the kind, and the words as
    printed, pieces joined by " … "."""

    row: int
    person: int
    kind: Kind
    words: str


@dataclass(frozen=True, slots=True)
class StatementReader:
    """Reads the statements of current texts, and what stands in marks and is no speech. Iterators read as they go.

    If `unshown`, it reads what is not shown as well, whatever a filter says.
    """

    database: Database
    unshown: bool = False

    def printed(
        self, filter: Filter = EVERYTHING, *, with_claims: bool = False, after: str | None = None
    ) -> Iterator[Printed]:
        """Yield the statements chosen, by day of publication (unknown last), article, and place in it.

        With `with_claims`, each has its `ClaimNote`. With `after`, only those that come behind the quotation whose id
        it is, or begins so; `NotFound` if there is none.
        """
        loader = StatementLoader()
        load = partial(_load_with_claims, loader) if with_claims else loader.printed
        query = self._chosen(filter)
        if after is not None:
            query = query.where(tuple_(*PRINTED_PLACE) > tuple_(*self._place_of(after)))
        for printed, _ in self.database.stream(query, load, most=filter.limit):
            yield printed

    def page(self, filter: Filter, *, start: int, size: int) -> tuple[list[Printed], int]:
        """Return so many of what `printed` yields, each with its `ClaimNote`, from the one with the number `start` on,
        counted from 0; and how many there are in all.

        They are counted by day, so that only those of the days of the page are put in order.
        """
        wanted = self._wider(replace(filter, limit=None))
        counted = self.database.remembered.get(("days", wanted), lambda: _in_order(self.days(wanted)))
        ends = list(accumulate(number for _, number in counted))
        here = [n for n, end in enumerate(ends) if end > start and end - counted[n][1] < start + size]
        total = ends[-1] if ends else 0
        if not here:
            return [], total
        published, days = revisions.c.published, [counted[n][0] for n in here]
        on_days = or_(
            published.in_([day for day in days if day is not None]),
            published.is_(None) if None in days else false(),
        )
        start -= ends[here[0]] - counted[here[0]][1]
        query = self._chosen(replace(filter, limit=size)).where(on_days).offset(start)
        load = partial(_load_with_claims, StatementLoader())
        return [printed for printed, _ in self.database.stream(query, load, most=size)], total

    def _place_of(self, id_prefix: str) -> tuple[Any, ...]:
        """Return the values of `PRINTED_PLACE` of a quotation, whether a filter chooses it or not."""
        with self.database.reading() as connection:
            row = find_statement(connection, id_prefix, self.database.location)
            query = select(*PRINTED_PLACE).select_from(ONLY_TEXTS).where(quotes.c.id == row)
            return tuple(connection.execute(query).one())

    def with_claims(self, printed: Sequence[Printed]) -> list[Printed]:
        """Return these statements, each with its `ClaimNote`; one that the store has no longer stays as it is."""
        with self.database.reading() as connection:
            rows = rows_of(connection, printed)
            notes = claim_notes(connection, {row: printed[place] for place, row in rows.items()})
        return [
            replace(statement, claim=notes[rows[place]]) if place in rows else statement
            for place, statement in enumerate(printed)
        ]

    def not_speech(
        self,
        *,
        about: str | None = None,
        source: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int | None = None,
    ) -> Iterator[PrintedNotSpeech]:
        """Yield what stands in quotation marks and quotes nobody, by day of publication (unknown last), article, place.

        The options mean what they do in a `Filter`; `about` wants all of its words in the marks or their paragraph.
        Articles that an earlier version extracted have none until they are added again.
        """
        filter = Filter(about=about, source=source, since=since, until=until, limit=limit)
        query = (
            select(not_speech.c.id)
            .select_from(NOT_SPEECH_JOINED)
            .where(chosen_not_speech(filter, self.database.indexes.not_speech))
            .order_by(*NOT_SPEECH_ORDER)
            .limit(limit)
        )
        for printed, _ in self.database.stream(query, StatementLoader().not_speech, most=limit):
            yield printed

    def search(
        self, words: Sequence[str], filter: Filter = EVERYTHING, *, every: bool = False
    ) -> Iterator[tuple[Printed, float]]:
        """Yield the statements chosen that have any of the words, or `every` one, best first, each with a score.

        Words count in the quotation, its paragraph, and the article's title and headings. They are stemmed; case and
        accents do not count. A higher score is better; scores of two databases cannot be compared.
        """
        query = self._found(words, filter, every=every)
        for printed, (score,) in self.database.stream(query, StatementLoader().printed, most=filter.limit):
            yield printed, float(score)

    def search_light(
        self,
        words: Sequence[str],
        filter: Filter = EVERYTHING,
        *,
        every: bool = False,
        in_order: bool = False,
    ) -> Iterator[tuple[int, Printed]]:
        """Yield what `search` does, or without words all that are chosen, the latest first, each with its row id.

        Statements that a reviewer has rejected are left out. Figures, candidates and evidence are empty: `fetch` gives
        the whole statement of a row. With `in_order` each of the words may be a phrase, which must stand so in the
        quotation itself.
        """
        if words:
            found = self._found(words, filter, every=every, in_order=in_order)
            return self._light(found, filter)
        latest = (revisions.c.published.is_(None), revisions.c.published.desc(), *PRINTED_ORDER[2:])
        return self._light(self._chosen(filter, latest), filter)

    def named_words(self) -> list[NamedWords]:
        """Return what is quoted in marks and whose speaker is named, without what `search_light` leaves out. Neither
        articles nor spans are read, so that a hundred thousand cost about a second."""
        person = func.coalesce(attributions.c.person, attributions.c.speaker)
        query = (
            select(quotes.c.id, person, quotes.c.kind, quotes.c.words)
            .select_from(STATEMENTS_JOINED)
            .where(is_chosen(self._wider(EVERYTHING), self.database.indexes.quotes), NOT_REJECTED)
            .where(~IS_UNNAMED, quotes.c.kind != "indirect")
        )
        with self.database.reading() as connection:
            return [NamedWords(*row) for row in connection.execute(query)]

    def counting(self) -> list[int]:
        """Return the row ids of the statements with a figure that has a value and something counted, without what
        `search_light` leaves out."""
        are_counted = figures.c.value.is_not(None) & figures.c.counted_begins.is_not(None)
        query = self._chosen(EVERYTHING, ()).where(
            NOT_REJECTED, quotes.c.id.in_(select(figures.c.quote).where(are_counted))
        )
        with self.database.reading() as connection:
            return list(connection.execute(query).scalars())

    def rows_of(self, ids: Iterable[str]) -> dict[str, int]:
        """Map each of these ids to the row of its statement in a current text; those that are gone are left out."""
        query = (
            select(quotes.c.given_id, quotes.c.id)
            .join(revisions, revisions.c.id == quotes.c.revision)
            .where(revisions.c.current)
        )
        with self.database.reading() as connection:
            return {row.given_id: row.id for row in select_by_id(connection, query, ids)}

    def came_in(self, rows: Iterable[int]) -> dict[int, tuple[str, str | None]]:
        """Map each of these rows to its statement's id, and to when its text was stored, ISO 8601 (None: an early
        version stored it)."""
        query = select(quotes.c.id, quotes.c.given_id, revisions.c.added_at).select_from(ONLY_TEXTS)
        with self.database.reading() as connection:
            found = select_in(connection, query, quotes.c.id, rows)
            return {row.id: (row.given_id, row.added_at) for row in found}

    def rows(self, filter: Filter = EVERYTHING) -> set[int]:
        """Return the row ids of the statements that `search_light` yields for this filter without words."""
        with self.database.reading() as connection:
            return set(connection.execute(self._chosen(filter, ()).where(NOT_REJECTED)).scalars())

    def chosen_of(self, ids: Iterable[str], filter: Filter) -> set[str]:
        """Return those of these ids whose statement `search_light` yields for this filter without words."""
        condition = is_chosen(self._wider(filter), self.database.indexes.quotes)
        query = select(quotes.c.given_id).select_from(tables_for(filter)).where(condition, NOT_REJECTED)
        with self.database.reading() as connection:
            return {row.given_id for row in select_by_id(connection, query, ids)}

    def same_article(self, rows: Sequence[int], filter: Filter = EVERYTHING) -> Iterator[tuple[int, Printed]]:
        """Yield the other statements chosen of the articles in which these rows stand, as `search_light` gives them."""
        own = select(quotes.c.revision).where(quotes.c.id.in_(rows))
        beside = self._chosen(filter, are_few=True)
        return self._light(beside.where(quotes.c.revision.in_(own), quotes.c.id.not_in(rows)), filter)

    def fetch(self, rows: Sequence[int]) -> dict[int, Printed]:
        """Map each of these row ids to its whole statement; those that are gone are left out."""
        with self.database.reading() as connection:
            return StatementLoader().printed(connection, rows)

    def get(self, id_prefix: str) -> Printed:
        """Return the statement with this id, or with the only id that starts so (four characters or more).

        Raises `NotFound` if there is none or more than one.
        """
        with self.database.reading() as connection:
            row = find_statement(connection, id_prefix, self.database.location)
            return StatementLoader().printed(connection, [row])[row]

    def days(self, filter: Filter = EVERYTHING) -> list[tuple[str | None, int]]:
        """Return the days of publication (None: unknown) of the statements chosen, each with how many it has."""
        query = (
            select(revisions.c.published, func.count(quotes.c.id))
            .select_from(tables_for(filter))
            .where(is_chosen(self._wider(filter), self.database.indexes.quotes))
            .group_by(revisions.c.published)
        )
        with self.database.reading() as connection:
            return [(row[0], row[1]) for row in connection.execute(query)]

    def _light(self, query: Select[Any], filter: Filter) -> Iterator[tuple[int, Printed]]:
        if asks_for_unshown(self._wider(filter)):
            query = query.where(~is_rejected_row(quotes))
        query, load = query.add_columns(quotes.c.id.label("row")), StatementLoader(lean=True).printed
        for printed, rest in self.database.stream(query, load, most=filter.limit):
            yield int(rest[-1]), printed

    def _wider(self, filter: Filter) -> Filter:
        return replace(filter, unshown=True) if self.unshown else filter

    def _chosen(
        self, filter: Filter, order: Sequence[Any] = PRINTED_ORDER, *, are_few: bool = False
    ) -> Select[Any]:
        return (
            chosen_rows(self._wider(filter), self.database.indexes.quotes, are_few=are_few)
            .order_by(*order)
            .limit(filter.limit)
        )

    def _found(
        self, words: Sequence[str], filter: Filter, *, every: bool, in_order: bool = False
    ) -> Select[Any]:
        filter = self._wider(filter)
        keys = [*filter.people, filter.person] if filter.person else filter.people
        among = attributions_of(keys) if keys else None
        is_all = replace(filter, person=None, people=(), limit=None, unshown=False) == EVERYTHING
        # Statements of earlier texts are still in the index: some more are taken.
        limit = 2 * filter.limit if is_all and filter.limit else None
        # If only the best are taken, what is not shown must not be among them.
        without = KEPT_BACK if limit and not filter.unshown else None
        wanted = Wanted(every, among, without, limit, in_order)
        ranked = self.database.indexes.quotes.ranked(words, wanted)
        if ranked is None:
            return select(quotes.c.id, literal(0.0)).where(false())
        # Found first and joined after: bm25() works nowhere else.
        ranked_rows = ranked.cte("found").prefix_with("MATERIALIZED")
        return (
            select(quotes.c.id, ranked_rows.c.score)
            .select_from(tables_for(filter).join(ranked_rows, ranked_rows.c.owner == quotes.c.id))
            .where(is_chosen(filter, self.database.indexes.quotes, are_few=True))
            .order_by(ranked_rows.c.score.desc(), *PRINTED_ORDER)
            .limit(filter.limit)
        )


def _in_order(days: Sequence[tuple[str | None, int]]) -> tuple[tuple[str | None, int], ...]:
    return tuple(sorted(days, key=lambda day: (day[0] is None, day[0] or "")))


def _load_with_claims(
    loader: StatementLoader, connection: Connection, ids: Sequence[int]
) -> dict[int, Printed]:
    printed = loader.printed(connection, ids)
    notes = claim_notes(connection, printed)
    return {row: replace(statement, claim=notes[row]) for row, statement in printed.items()}
