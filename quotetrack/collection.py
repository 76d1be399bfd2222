"""A collection of articles and their quotations: a store together with the walk that fills and asks it.

Paths go in, quotations come out. What it does is each room's own work; this is the order they work in.
"""

from __future__ import annotations

import getpass
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO

from quotetrack.records import (
    EVERYTHING,
    KINDS,
    Article,
    Claim,
    Decision,
    Extraction,
    Failure,
    Fault,
    Filter,
    Kind,
    Printed,
    PrintedLink,
    PrintedNotSpeech,
    Relation,
    Settling,
    SpeakerDecision,
    Stance,
    Statement,
)
from quotetrack.store import open_store

if TYPE_CHECKING:
    from quotetrack.export.sheet import Sheet
    from quotetrack.linking.linker import Linked
    from quotetrack.query import Reply
    from quotetrack.readers import Overrides
    from quotetrack.records import Check, Development, InContext, Period, PeriodLength, SubjectEntry
    from quotetrack.sheets.incoming import Imported
    from quotetrack.store import Store
    from quotetrack.store.claims import ClaimOrder

Versions = tuple[tuple[str, str], ...]
Watch = Callable[[Article | Failure], None]
"""Is called with every article, or failure, once it has been dealt with."""


@dataclass(frozen=True, slots=True)
class Added:
    """What adding came to: articles read and, of them, new (`added`), with a new text (`revised`), with
    other metadata or quotations (`updated`) and as they were; quotations stored; and inputs that failed."""

    articles: int = 0
    added: int = 0
    revised: int = 0
    updated: int = 0
    unchanged: int = 0
    quotations: int = 0
    failures: tuple[Failure, ...] = ()


class Collection:
    """Articles and quotations in one store. Close it, or use it in a `with` statement."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def __enter__(self) -> Collection:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Gives the database back; a second call does nothing."""
        self.store.close()

    def add(
        self,
        inputs: Iterable[str | Path],
        *,
        overrides: Overrides | None = None,
        stdin: BinaryIO | None = None,
        watch: Watch | None = None,
        kinds: Iterable[Kind] = KINDS,
        engine: str | None = None,
        workers: int | None = 1,
        link: bool = True,
    ) -> Added:
        """Reads, extracts and stores what the inputs hold; articles that the store holds already, found by
        the same versions with these kinds of quotations or all, are left as they are. What is new is linked, unless
        `link` is off.

        `overrides` stand in for what the articles do not tell; "-" reads `stdin`. An input that fails is
        counted and named in the result, and the others go on. `engine` is "model" (rules and the trained model, the
        default where one is installed) or "rules". `workers` processes share the work, in a script
        under `if __name__ == "__main__":`; None takes as many as there are cores, once it pays. UsageError for
        a wrong kind or engine.
        """
        from quotetrack.pipeline import extract_articles, versions, wanted_engine, wanted_kinds
        from quotetrack.readers import Overrides, read

        wanted, by = wanted_kinds(kinds), wanted_engine(engine)
        adding = _Adding(self.store, {versions(wanted, by), versions(engine=by)}, watch)
        articles = read(inputs, overrides=overrides or Overrides(), stdin=stdin)
        for result in extract_articles(adding.wanted(articles), kinds=wanted, engine=by, workers=workers):
            adding.keep(result)
        return self._added(adding, link=link, workers=workers)

    def load(
        self,
        inputs: Iterable[str | Path],
        *,
        stdin: BinaryIO | None = None,
        watch: Watch | None = None,
        workers: int | None = 1,
        link: bool = True,
    ) -> Added:
        """Stores quotations as they are given, in the JSON Lines that `quotetrack extract --text` prints; "-" reads
        `stdin`. Nothing is extracted; of a quote that has a "mention" and no "speaker" it is settled who that is. A
        line with a span outside its text, or with anything else that cannot be, is counted and named in the result,
        and the others go on. What is new is linked, unless `link` is off."""
        from quotetrack.pipeline import LOADED, complete_articles
        from quotetrack.readers.given import read_given

        adding = _Adding(self.store, {LOADED}, watch)
        for result in complete_articles(read_given(inputs, stdin=stdin), workers=workers):
            adding.keep(result)
        return self._added(adding, link=link, workers=workers)

    def link(self, *, rebuild: bool = False, workers: int | None = None) -> Linked:
        """Links the quotations that are not linked yet, or with `rebuild` all anew; `add` and `load` do so by
        themselves. None takes as many processes as there are cores."""
        from quotetrack.linking.linker import link_store
        from quotetrack.parallel import cores

        return link_store(self.store, rebuild=rebuild, workers=workers or cores())

    def links(
        self,
        filter: Filter = EVERYTHING,
        *,
        min_score: float | None = None,
        relation: Relation | None = None,
    ) -> Iterator[PrintedLink]:
        """The links between quotations of different articles with an end that `filter` chooses, best first, each with
        what it rests on: those certain enough to be shown, or of a score of `min_score` and more. Below what is kept,
        a fifth, every pair worth comparing is scored afresh, which takes a minute for 20,000 quotations; `filter` is
        not asked then, but for its limit."""
        from quotetrack.linking.grounds import grounds_of
        from quotetrack.linking.linker import score_all
        from quotetrack.linking.relations import SETTINGS
        from quotetrack.parallel import cores

        if min_score is None or min_score >= SETTINGS.least_same:
            found = self.store.claims.links(filter, min_score=min_score, relation=relation)
        else:
            every = score_all(self.store, workers=cores())
            found = islice(
                (
                    one
                    for one in every
                    if one.link.score >= min_score and relation in (None, one.link.relation)
                ),
                filter.limit,
            )
        for one in found:
            yield replace(one, link=replace(one.link, grounds=grounds_of(one)))

    def claims(
        self, filter: Filter = EVERYTHING, *, by: ClaimOrder = "sources", least: int = 2
    ) -> Iterator[Claim]:
        """The claims of which `filter` chooses a printing, each with all its printings; `Store.claims` tells more."""
        from quotetrack.sheets.outgoing import with_grounds

        return map(with_grounds, self.store.claims.select(filter, by=by, least=least))

    def claim(self, id_prefix: str) -> Claim:
        """The claim of this id, with what its links to others rest on; `Store.claim` tells more."""
        from quotetrack.sheets.outgoing import with_grounds

        return with_grounds(self.store.claims.get(id_prefix))

    def decide_speakers(
        self, what: Settling, name: str, other: str, *, by: str | None = None, why: str | None = None
    ) -> SpeakerDecision:
        """Decides for good that two names are one speaker's ("merge"), are two speakers' ("split"), or that the first
        always means the second ("alias", also before anybody is quoted by it); case and accents do not count. `by` is
        whoever decides, the user by default. NotFound where nobody bears a name, UsageError where both are the same."""
        from quotetrack.linking.settle_speakers import decide

        made = SpeakerDecision(
            what, name, other, by or _user(), datetime.now(UTC).isoformat(timespec="seconds"), why
        )
        with self.store.linking() as work:
            decide(work.people, made)
        return made

    def speaker_decisions(self) -> tuple[SpeakerDecision, ...]:
        """What has been decided about speakers, first to last."""
        return self.store.speakers.decisions()

    def _added(self, adding: _Adding, *, link: bool, workers: int | None) -> Added:
        added = adding.came_to()
        if added.articles > added.unchanged:
            if link:
                self.link(workers=workers)
            else:
                self.store.describe()
        return added

    def ask(
        self,
        question: str,
        *,
        limit: int = 20,
        unfold: bool = False,
        filter: Filter = EVERYTHING,
        today: date | None = None,
    ) -> Reply:
        """The quotations that answer the question, best first, and how the question was read: of each claim one, with
        its other printings, or with `unfold` every one; of those that `filter` chooses. "last week" is that before
        `today`, by default the day it is."""
        from quotetrack.query import answer

        today = today or date.today()
        return answer(question, self.store, limit=limit, unfold=unfold, filter=filter, today=today)

    def subjects(self, filter: Filter = EVERYTHING) -> list[SubjectEntry]:
        """What the quotations chosen are about: words and names that come up in two or more of them, those that tell
        most first. `Filter.limit` counts subjects."""
        from quotetrack.query.lookups import count_subjects

        return count_subjects(self.store.statements.words(replace(filter, limit=None)), limit=filter.limit)

    def context(self, words: str, filter: Filter = EVERYTHING) -> Iterator[InContext]:
        """Where these words stand in the quotations chosen, in any form, by day of publication. UsageError for none."""
        from quotetrack.query.lookups import in_context

        about = f"{filter.about or ''} {words}"
        found = in_context(self.store.statements.printed(replace(filter, about=about, limit=None)), words)
        return islice(found, filter.limit)

    def timeline(self, filter: Filter = EVERYTHING, *, by: PeriodLength = "month") -> list[Period]:
        """How many of the quotations chosen each day, week, month or year printed, in order. `Filter.limit` counts
        periods, the latest."""
        from quotetrack.query.lookups import periods

        told = periods(self.store.statements.days(replace(filter, limit=None)), by)
        return told if filter.limit is None else told[-filter.limit :]

    def diff(self, before: str, after: str, filter: Filter = EVERYTHING) -> list[Development]:
        """What the quotations chosen say from the day after `before` to `after`, both "YYYY-MM-DD", beside all up to
        `before`: each claim that is new, was said again, or is contradicted, by day. UsageError for days that are none
        or leave none between them."""
        from quotetrack.query.developments import developments

        return developments(self.store, before, after, filter)

    def check(self, words: str, speaker: str | None = None) -> Check:
        """Whether `speaker`, or without one anybody, is quoted with these words: a verdict, why, and the printings it
        rests on. UsageError for words that are none or far too many, and for a speaker without a name."""
        from quotetrack.checking import check

        return check(self.store, words, speaker)

    def check_draft(
        self, text: str, *, id: str = "draft", engine: str | None = None
    ) -> Iterator[tuple[Statement, Check]]:
        """Every quotation in marks of a draft, in its order, checked with the speaker whom the draft names, if it does;
        those without a word are passed over. `engine` as for `add`."""
        from quotetrack.checking import checked_words
        from quotetrack.pipeline import extract_article
        from quotetrack.readers import article_from_text

        article = article_from_text(text, id=id)
        for statement in extract_article(article, kinds=("direct", "mixed"), engine=engine).statements:
            speaker = statement.attribution.speaker
            words = checked_words(article, statement)
            if not any(sign.isalnum() for sign in words):
                continue
            yield statement, self.check(words, speaker.name if speaker is not None else None)

    def quotes(
        self,
        *,
        speaker: str | None = None,
        about: str | None = None,
        source: str | None = None,
        since: str | None = None,
        until: str | None = None,
        kind: Kind | None = None,
        stance: Stance | None = None,
        min_confidence: float = 0.0,
        limit: int | None = None,
    ) -> Iterator[Printed]:
        """The quotations for which everything asked holds; `Filter` tells what each means."""
        wanted = Filter(speaker, about, source, since, until, kind, stance, min_confidence, limit)
        return iter(self.store.statements.printed(wanted))

    def import_review(self, sheet: str | Path, *, by: str | None = None, dry_run: bool = False) -> Imported:
        """Takes over what reviewers have decided in an XLSX or CSV sheet that `write_sheet` made: status, notes, and
        corrections of the words, the speaker and the stance. A row that makes no sense is named in the result, and the
        others go in; what was decided shows in everything that is asked from then on, and outlasts extracting anew.
        `by` has decided what a row gives no reviewer for, the user by default; `dry_run` only tells what it would come
        to. ReadError for a file that is no such sheet."""
        from quotetrack.sheets.incoming import import_sheet

        now = datetime.now(UTC)
        imported = import_sheet(self.store, Path(sheet), by=by or _user(), now=now, dry_run=dry_run)
        if imported.decisions and not dry_run:
            self._link_reviewed(imported.left)
        return imported

    def _link_reviewed(self, left: Sequence[str]) -> None:
        from quotetrack.linking.linker import link_store
        from quotetrack.parallel import cores

        link_store(self.store, workers=cores(), regroup=left)

    def undo_review(self, *numbers: int, by: str | None = None) -> tuple[Decision, ...]:
        """Takes back decisions by their numbers, or without any those of the latest import that stand; the decisions
        that say so come back. NotFound where there is none, or it is taken back already."""
        from quotetrack.sheets.incoming import undo

        made, left = undo(self.store, numbers, by=by or _user(), now=datetime.now(UTC))
        self._link_reviewed(left)
        return made

    def decisions(
        self, *, quote: str | None = None, by: str | None = None, since: str | None = None
    ) -> Iterator[Decision]:
        """What reviewers have decided, first to last; `Store.decisions` tells more."""
        return self.store.decisions(quote=quote, by=by, since=since)

    def verify(self, compared: Counter[str] | None = None) -> Iterator[Fault]:
        """Everything that is wrong in the database; `Store.verify` tells more."""
        return self.store.verify(compared)

    def sheet(
        self,
        filter: Filter = EVERYTHING,
        *,
        question: str | None = None,
        limit: int = 1000,
        today: date | None = None,
    ) -> Sheet:
        """A sheet for `write_sheet`: of the quotations chosen, by day of publication, or of the answers to a question,
        at most `limit`, best first, each printing by itself; with their claims. It is read while it is written."""
        from quotetrack.sheets.outgoing import sheet_of_answers, sheet_of_chosen

        today = today or date.today()
        if question is None:
            return sheet_of_chosen(self.store, filter, today)
        reply = self.ask(question, limit=limit, unfold=True, filter=filter, today=today)
        return sheet_of_answers(self.store, question, reply, today)

    def not_speech(
        self,
        *,
        about: str | None = None,
        source: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int | None = None,
    ) -> Iterator[PrintedNotSpeech]:
        """What stands in quotation marks and quotes nobody, with the rule that says why, for which everything asked
        holds; `Filter` tells what each means. By day of publication, then article, then place."""
        return self.store.statements.not_speech(
            about=about, source=source, since=since, until=until, limit=limit
        )


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a system without a name for this user
        return "unknown"


def open(db: str | Path | None = None, *, create: bool = True) -> Collection:
    """The collection in a database: a path or an SQLAlchemy URL, by default `QUOTETRACK_DB`, else a file in
    the user's data folder. With `create` off, a missing database is a `StoreError`."""
    return Collection(open_store(None if db is None else str(db), create=create))


def extract(
    text: str,
    *,
    id: str = "",
    title: str | None = None,
    source: str | None = None,
    published: str | None = None,
    url: str | None = None,
    byline: str | None = None,
    agencies: Sequence[str] | None = None,
    language: str | None = None,
    kinds: Iterable[Kind] = KINDS,
    engine: str | None = None,
) -> Extraction:
    """Who said what in one plain text, without a database; what is given wins over what the text tells.

    `published` is "YYYY-MM-DD". Offsets are code points into `text` as it was given. `kinds` are those looked
    for; without "indirect" it is quicker. `engine` is "model" (rules and the trained model, the default where one is
    installed) or "rules". UsageError for a wrong kind or engine.
    """
    from quotetrack.pipeline import extract_article
    from quotetrack.readers.plain import UNNAMED, article_from_text

    article = article_from_text(
        text,
        id=id or UNNAMED,
        title=title,
        source=source,
        published=published,
        url=url,
        byline=byline,
        agencies=agencies,
        language=language,
    )
    return extract_article(article, kinds=kinds, engine=engine)


class _Adding:
    """One run of `Collection.add`: lets through what must be extracted and keeps count. What was extracted by one of
    the `enough` versions is left as it is."""

    def __init__(self, store: Store, enough: set[Versions], watch: Watch | None) -> None:
        self._store, self._enough, self._watch = store, enough, watch
        self._outcomes: Counter[str] = Counter()
        self._quotations = 0
        self._failures: list[Failure] = []

    def wanted(self, articles: Iterable[Article | Failure]) -> Iterator[Article | Failure]:
        """The failures, and the articles that the store does not hold yet."""
        for article in articles:
            if isinstance(article, Article) and any(self._store.holds(article, v) for v in self._enough):
                self._outcomes["unchanged"] += 1
                self._show(article)
            else:
                yield article

    def keep(self, result: Extraction | Failure) -> None:
        """Stores an extraction, or notes a failure."""
        if isinstance(result, Failure):
            self._failures.append(result)
            self._show(result)
            return
        outcome = self._store.add(result)
        self._outcomes[outcome] += 1
        if outcome != "unchanged":
            self._quotations += len(result.statements)
        self._show(result.article)

    def came_to(self) -> Added:
        """The counts so far."""
        return Added(
            articles=self._outcomes.total(),
            added=self._outcomes["added"],
            revised=self._outcomes["revised"],
            updated=self._outcomes["updated"],
            unchanged=self._outcomes["unchanged"],
            quotations=self._quotations,
            failures=tuple(self._failures),
        )

    def _show(self, seen: Article | Failure) -> None:
        if self._watch is not None:
            self._watch(seen)
