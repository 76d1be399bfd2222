"""The store itself: one database of articles, what was said in them, and by whom."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection, Engine, Select, false, literal, select

from quotetrack.records import (
    EVERYTHING,
    Article,
    Claim,
    ClaimOrder,
    Decision,
    Extraction,
    Fault,
    Filter,
    Printed,
    PrintedLink,
    PrintedNotSpeech,
    Relation,
    SourceEntry,
    SpeakerDecision,
    SpeakerEntry,
    Stats,
)
from quotetrack.store.batches import ROWS, lots
from quotetrack.store.claim_notes import claim_notes, rows_of
from quotetrack.store.claims import (
    claim_ids,
    claims_of,
    claims_printed,
    find_claim,
    found_claims,
    found_links,
    printed_links,
    printings_of,
)
from quotetrack.store.decisions import decision_of, log_query
from quotetrack.store.failures import shown, told_as_ours
from quotetrack.store.filters import (
    JOINED,
    NOT_REJECTED,
    NOT_SPEECH_JOINED,
    NOT_SPEECH_ORDER,
    PRINTED_ORDER,
    attributions_of,
    bearing,
    chosen,
    chosen_not_speech,
    outlet_named,
    people,
)
from quotetrack.store.index import Wanted, indexes_for
from quotetrack.store.lookup import find_revision, find_statement
from quotetrack.store.opening import WRITING, is_in_memory, one_linker_at_a_time
from quotetrack.store.overview import count_everything, days_of, size_of, source_entries, speaker_entries
from quotetrack.store.reading import AT_ONCE, Reader, article_in
from quotetrack.store.speaker_profiles import describe, described, in_role, names_quoted, words_of_roles
from quotetrack.store.speakers import PeopleWork
from quotetrack.store.tables import attributions, not_speech, quotes, revisions, runs, speakers
from quotetrack.store.writing import Outcome, Versions, add_extraction, holds_extraction

if TYPE_CHECKING:
    from quotetrack.store.linking import LinkRow, LinkWork
    from quotetrack.store.reviews import ReviewWork

T = TypeVar("T")

Read = Callable[[Connection, Sequence[int]], dict[int, T]]
"""Gives what is stored under row ids, by row id."""


class Store:
    """One database of articles and statements; `open_store` gives it. Use it in a `with` block, or close it.

    Methods that give an iterator read as they go, from one moment of the database. All raise
    `StoreError` or one of its kinds where the database fails.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._indexes = indexes_for(engine.dialect.name)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Store {self.location}>"

    @property
    def location(self) -> str:
        """The file, or the URL without its password."""
        return shown(self._engine.url)

    def close(self) -> None:
        """Let the database go. Closing twice does no harm."""
        self._engine.dispose()

    def add(self, extraction: Extraction) -> Outcome:
        """Store an article and all its statements in one transaction: the whole article or nothing.

        Gives `added` for a new article (by its key); `unchanged` where nothing differs, also for the same
        text, title, outlet and day from another path; `revised` for another text, whose earlier text is
        kept but no longer shown; `updated` for the same text with other metadata or with statements that
        replaced the stored ones. A text that was stored before and has been revised since stays as it is.
        """
        with told_as_ours(self._engine.url):
            connecting = self._engine.connect().execution_options(**{WRITING: True})
            with connecting as connection, connection.begin():
                return add_extraction(connection, self._indexes, extraction)

    @contextmanager
    def linking(self) -> Iterator[LinkWork]:
        """One transaction in which quotations are linked: all that is written in it, or nothing. Another process that
        links waits for its end."""
        from quotetrack.store.linking import LinkWork

        with told_as_ours(self._engine.url):
            connecting = self._engine.connect().execution_options(**{WRITING: True})
            with connecting as connection, connection.begin():
                one_linker_at_a_time(connection)
                yield LinkWork(connection)
                describe(connection)

    @contextmanager
    def reviewing(self, *, dry_run: bool = False) -> Iterator[ReviewWork]:
        """One transaction in which quotations are reviewed: all of it, or nothing, as with `dry_run`."""
        from quotetrack.store.reviews import ReviewWork

        with told_as_ours(self._engine.url):
            connecting = self._engine.connect().execution_options(**{WRITING: True})
            with connecting as connection, connection.begin() as transaction:
                one_linker_at_a_time(connection)
                yield ReviewWork(connection, self._indexes)
                if dry_run:
                    transaction.rollback()

    def decisions(
        self, *, quote: str | None = None, by: str | None = None, since: str | None = None
    ) -> Iterator[Decision]:
        """What reviewers have decided, first to last: of the quotations whose id starts so, by this person, from this
        day on."""
        return self._all(lambda connection: map(decision_of, connection.execute(log_query(quote, by, since))))

    def describe(self) -> None:
        """Brings up to date what is kept of each speaker, as linking does; until then those of whom something new is
        said are counted whenever they are asked for."""
        with told_as_ours(self._engine.url):
            connecting = self._engine.connect().execution_options(**{WRITING: True})
            with connecting as connection, connection.begin():
                one_linker_at_a_time(connection)
                describe(connection)

    def holds(self, article: Article, versions: Versions) -> bool:
        """True where `article` is stored as it is, extracted by these versions; nothing need be done."""
        with self._reading() as connection:
            return holds_extraction(connection, article, versions)

    def printed(self, filter: Filter = EVERYTHING, *, with_claims: bool = False) -> Iterator[Printed]:
        """The statements chosen, by day of publication (unknown last), article, and place in it; `with_claims`, each
        with what is told of its claim."""
        read = _with_claims(Reader()) if with_claims else Reader().printed
        for printed, _ in self._stream(self._chosen(filter), read):
            yield printed

    def with_claims(self, printed: Sequence[Printed]) -> list[Printed]:
        """These statements, each with what is told of its claim; one that the store has no longer stays as it is."""
        with self._reading() as connection:
            rows = rows_of(connection, printed)
            notes = claim_notes(connection, {row: printed[place] for place, row in rows.items()})
        return [
            replace(one, claim=notes[rows[place]]) if place in rows else one
            for place, one in enumerate(printed)
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
        """What stands in quotation marks and quotes nobody, by day of publication (unknown last), article, and
        place in it. What is asked means what it does in a `Filter`: `about` wants all of its words in the marks
        or their paragraph. Articles that an earlier version extracted have none until they are added again."""
        filter = Filter(about=about, source=source, since=since, until=until, limit=limit)
        wanted = select(not_speech.c.id).select_from(NOT_SPEECH_JOINED)
        wanted = wanted.where(chosen_not_speech(filter, self._indexes.not_speech))
        wanted = wanted.order_by(*NOT_SPEECH_ORDER).limit(limit)
        for printed, _ in self._stream(wanted, Reader().not_speech):
            yield printed

    def search(
        self, words: Sequence[str], filter: Filter = EVERYTHING, *, every: bool = False
    ) -> Iterator[tuple[Printed, float]]:
        """The statements chosen that have any of the words, or `every` one, in the quotation, its paragraph, or the
        article's title and headings, best first, each with a score (the higher the better).

        Words are stemmed; case and accents do not count. Scores of two databases cannot be compared.
        """
        for printed, rest in self._stream(self._searched(words, filter, every=every), Reader().printed):
            yield printed, float(rest[0])

    def search_light(
        self,
        words: Sequence[str],
        filter: Filter = EVERYTHING,
        *,
        every: bool = False,
        in_order: bool = False,
    ) -> Iterator[tuple[int, Printed]]:
        """The same, or without words all that are chosen, the latest first, but those that a reviewer has rejected, and
        without what weighing an answer does not need: figures, candidates and evidence are left out; each with its row,
        by which `whole` gives all of it. With `in_order` each of the words may be a phrase, which must stand so in the
        quotation itself."""
        latest = (revisions.c.published.is_(None), revisions.c.published.desc(), *PRINTED_ORDER[2:])
        if words:
            wanted = self._searched(words, filter, every=every, in_order=in_order)
        else:
            wanted = self._chosen(filter, latest)
        wanted = wanted.where(NOT_REJECTED)
        for printed, rest in self._stream(
            wanted.add_columns(quotes.c.id.label("row")), Reader(lean=True).printed
        ):
            yield int(rest[-1]), printed

    def same_article(self, rows: Sequence[int], filter: Filter = EVERYTHING) -> Iterator[tuple[int, Printed]]:
        """The statements chosen that stand in the same articles as those of these rows, as `glimpses` gives them."""
        own = select(quotes.c.revision).where(quotes.c.id.in_(rows))
        wanted = self._chosen(filter).where(
            quotes.c.revision.in_(own), quotes.c.id.not_in(rows), NOT_REJECTED
        )
        wanted = wanted.add_columns(quotes.c.id.label("row"))
        for printed, rest in self._stream(wanted, Reader(lean=True).printed):
            yield int(rest[-1]), printed

    def fetch(self, rows: Sequence[int]) -> dict[int, Printed]:
        """All of the statements of these rows; those that are gone are left out."""
        reader = Reader()
        with self._reading() as connection:
            found = [reader.printed(connection, some) for some in lots(rows, AT_ONCE)]
        return {row: printed for some in found for row, printed in some.items()}

    def speakers_of(self, rows: Sequence[int]) -> dict[int, str]:
        """Of each of these rows the id of its speaker; those of unnamed speakers are left out."""
        wanted = select(attributions.c.quote, speakers.c.key).join(
            speakers, speakers.c.id == attributions.c.person
        )
        with self._reading() as connection:
            told = [
                connection.execute(wanted.where(attributions.c.quote.in_(s))).all()
                for s in lots(rows, AT_ONCE)
            ]
        return {row.quote: row.key for some in told for row in some}

    def printings(self, rows: Sequence[int]) -> dict[int, list[int]]:
        """Of each of these rows whose claim is printed more than once all rows of that claim, by day of publication."""
        with self._reading() as connection:
            return printings_of(connection, rows)

    def _chosen(self, filter: Filter, order: Sequence[Any] = PRINTED_ORDER) -> Select[Any]:
        wanted = select(quotes.c.id).select_from(JOINED).where(chosen(filter, self._indexes.quotes))
        return wanted.order_by(*order).limit(filter.limit)

    def _searched(
        self, words: Sequence[str], filter: Filter, *, every: bool, in_order: bool = False
    ) -> Select[Any]:
        wanted = (*filter.people, *((filter.person,) if filter.person else ()))
        by_person = attributions_of(wanted) if wanted else None
        is_all = (
            filter.limit is not None and replace(filter, person=None, people=(), limit=None) == EVERYTHING
        )
        # Statements that are shown no longer are still in the index: some more are taken.
        limit = 2 * filter.limit if is_all and filter.limit else None
        ranked = self._indexes.quotes.ranked(words, Wanted(every, by_person, limit, in_order))
        if ranked is None:
            return select(quotes.c.id, literal(0.0)).where(false())
        # Found first and joined after: bm25() works nowhere else.
        found = ranked.cte("found").prefix_with("MATERIALIZED")
        return (
            select(quotes.c.id, found.c.score)
            .select_from(JOINED.join(found, found.c.owner == quotes.c.id))
            .where(chosen(filter, self._indexes.quotes))
            .order_by(found.c.score.desc(), *PRINTED_ORDER)
            .limit(filter.limit)
        )

    def get(self, id_prefix: str) -> Printed:
        """The statement with this id, or with the only id that starts so (four characters or more).
        Raises `NotFound` where there is none or more than one."""
        with self._reading() as connection:
            row_id = find_statement(connection, id_prefix, self.location)
            return Reader().printed(connection, [row_id])[row_id]

    def article(self, id: str) -> Article:
        """The current text of the article with this id or key. Raises `NotFound` where there is none, or
        where several share the id."""
        with self._reading() as connection:
            return article_in(connection, find_revision(connection, id, self.location))

    def links(
        self, filter: Filter = EVERYTHING, *, min_score: float | None = None, relation: Relation | None = None
    ) -> Iterator[PrintedLink]:
        """The links with an end that `filter` chooses, best first; of this relation only where one is given. Without
        `min_score` those that are shown unasked: certain enough, and not merely related."""
        return self._all(lambda c: found_links(c, self._indexes.quotes, filter, min_score, relation))

    def printed_links(self, rows: Iterable[LinkRow]) -> Iterator[PrintedLink]:
        """These links with both ends as they are printed, in their order."""
        return self._all(lambda c: printed_links(c, rows))

    def claims(
        self, filter: Filter = EVERYTHING, *, by: ClaimOrder = "sources", least: int = 2
    ) -> Iterator[Claim]:
        """The claims of which `filter` chooses a printing, each with all its printings, if it has `least` of them or
        more: by outlets that print it independently ("sources"), by "printings", or by the day of its "first" or
        "latest" printing, most and newest first. `Filter.limit` counts claims."""
        return self._all(lambda c: found_claims(c, self._indexes.quotes, filter, by, least))

    def claims_printed(self, quote_ids: Sequence[str]) -> Iterator[Claim]:
        """The claims that these quotations print, each once, in the order of the first."""
        return self._all(lambda connection: claims_printed(connection, quote_ids))

    def claim_ids(self, quote_ids: Sequence[str]) -> dict[str, str]:
        """The id of the claim that each of these quotations prints, by the quotation's id; one that is printed nowhere
        else is a claim by itself."""
        with self._reading() as connection:
            return claim_ids(connection, quote_ids)

    def claim(self, id_prefix: str) -> Claim:
        """The claim with this id, or the only one whose id starts so (four characters or more); an id that went into
        another claim's gives that one, a quotation's the claim it prints. Raises `NotFound` where there is none or
        more than one."""
        with self._reading() as connection:
            key = find_claim(connection, id_prefix, self.location)
            return claims_of(connection, [key])[0]

    def speakers(self, filter: Filter = EVERYTHING) -> Iterator[SpeakerEntry]:
        """The named speakers of the statements chosen, who speak most first."""
        return self._all(lambda connection: speaker_entries(connection, self._indexes.quotes, filter))

    def speaker(self, name: str) -> list[SpeakerEntry]:
        """The speakers whose name has all the words of `name`, whatever their case and accents, who speak most
        first."""
        bearers = bearing(name)
        with self._reading() as connection:
            return [] if bearers is None else described(connection, people(bearers))

    def in_role(self, words: Sequence[Sequence[tuple[str, str]]], *, limit: int) -> list[SpeakerEntry]:
        """The speakers, those who speak most first and about `limit` at most, of whom a role or mention has all these
        words. Each is given as ranges of folded words: `[("russia", "russian")]` is any from one to the other."""
        with self._reading() as connection:
            return in_role(connection, words, limit)

    def words_of_roles(self, words: Sequence[Sequence[tuple[str, str]]]) -> list[bool]:
        """Of each of these words, given as for `in_role`, whether the role or mention of anybody may have it."""
        with self._reading() as connection:
            return words_of_roles(connection, words)

    def names_quoted(self, limit: int) -> list[str]:
        """The names of those who speak most, about `limit` at most."""
        with self._reading() as connection:
            return names_quoted(connection, limit)

    def speaker_decisions(self) -> tuple[SpeakerDecision, ...]:
        """What people have decided about speakers, first to last."""
        with self._reading() as connection:
            return tuple(PeopleWork(connection).decisions())

    def sources(self, filter: Filter = EVERYTHING) -> Iterator[SourceEntry]:
        """The outlets of the articles chosen, by name."""
        return self._all(lambda connection: source_entries(connection, self._indexes.quotes, filter))

    def words(self, filter: Filter = EVERYTHING) -> Iterator[tuple[str, str | None]]:
        """The words of the statements chosen, each with its day of publication, in no order."""
        wanted = select(quotes.c.words, revisions.c.published).select_from(JOINED)
        wanted = wanted.where(chosen(filter, self._indexes.quotes)).limit(filter.limit)
        with self._reading() as connection:
            for row in connection.execute(wanted, execution_options={"yield_per": ROWS}):
                yield row.words, row.published

    def days(self, filter: Filter = EVERYTHING) -> list[tuple[str | None, int]]:
        """The days of publication (None: unknown) of the statements chosen, each with how many it has."""
        return self._all_of(lambda connection: days_of(connection, self._indexes.quotes, filter))

    def runs(self) -> list[Versions]:
        """By which versions the current texts were extracted, each once."""
        wanted = select(runs.c.versions).where(
            runs.c.id.in_(select(revisions.c.run).where(revisions.c.current))
        )
        with self._reading() as connection:
            found = connection.execute(wanted.order_by(runs.c.id)).scalars()
            return [tuple((name, version) for name, version in json.loads(one)) for one in found]

    def outlet(self, name: str) -> str | None:
        """The name of the outlet that is called so, whatever its case, accents and "the", or has this domain; None
        where there is none."""
        with self._reading() as connection:
            return outlet_named(connection, name)

    def size(self) -> tuple[int, int]:
        """How many statements and how many articles the store shows: what of `stats` is counted quickly."""
        with self._reading() as connection:
            return size_of(connection)

    def stats(self) -> Stats:
        """What the store holds, counted."""
        with self._reading() as connection:
            return count_everything(connection)

    def verify(self, compared: Counter[str] | None = None) -> Iterator[Fault]:
        """Everything that is wrong in the database, table by table: texts that are not those of their digest, spans and
        words that are not in their text, rows whose owners are gone, what cannot be read. None where all is well.
        `compared` counts the "texts", "quotations", "spans" and "links" as they are looked at."""
        from quotetrack.store.verifying import verify

        counted = Counter[str]() if compared is None else compared
        return self._all(lambda connection: verify(connection, counted))

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with told_as_ours(self._engine.url), self._engine.connect() as connection:
            yield connection

    def _all_of(self, read: Callable[[Connection], list[T]]) -> list[T]:
        with self._reading() as connection:
            return read(connection)

    def _all(self, read: Callable[[Connection], Iterator[T]]) -> Iterator[T]:
        with self._reading() as connection:
            yield from read(connection)

    def _stream(self, wanted: Select[Any], read: Read[T]) -> Iterator[tuple[T, Sequence[Any]]]:
        """What `read` makes of the row ids that `wanted` selects first, with what else it selects."""
        if is_in_memory(self._engine.url):
            # There is one connection, which the caller may need to write before the last batch is read.
            with self._reading() as connection:
                rows = connection.execute(wanted).all()
            for first in range(0, len(rows), AT_ONCE):
                with self._reading() as connection:
                    told = _batch(read, connection, rows[first : first + AT_ONCE])
                yield from told
            return
        with self._reading() as connection:
            found = connection.execute(wanted, execution_options={"yield_per": AT_ONCE})
            for batch in found.partitions():
                yield from _batch(read, connection, batch)


def _with_claims(reader: Reader) -> Read[Printed]:
    def read(connection: Connection, ids: Sequence[int]) -> dict[int, Printed]:
        printed = reader.printed(connection, ids)
        notes = claim_notes(connection, printed)
        return {row: replace(one, claim=notes[row]) for row, one in printed.items()}

    return read


def _batch(read: Read[T], connection: Connection, rows: Sequence[Any]) -> list[tuple[T, Sequence[Any]]]:
    told = read(connection, [row[0] for row in rows])
    return [(told[row[0]], row[1:]) for row in rows if row[0] in told]
