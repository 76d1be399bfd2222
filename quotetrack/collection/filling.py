"""How a collection is filled: articles read, or quotations given, stored and linked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from functools import reduce
from operator import add
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from quotetrack.collection.opened import Opened
from quotetrack.records import KINDS, Article, Conflict, Extraction, Failure, Given

if TYPE_CHECKING:
    from quotetrack.linking.linker import Linked
    from quotetrack.readers import NamedFile, Overrides, ReadingOptions
    from quotetrack.store import Store
    from quotetrack.store.writing import Versions

Watch = Callable[[Article | Failure], None]
"""Is called with every article, or failure, once it has been dealt with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What adding came to, counted.

    Attributes:
        articles: Articles that were read.
        added: New ones.
        revised: Those with a new text.
        updated: Those with other metadata or other quotations.
        unchanged: Those that were stored already.
        erased: Those that were erased before, and stay out.
        quotations: Quotations that were stored.
        kept_back: Those of them that are not shown.
        failures: Inputs that failed.
        unattributed: Whole utterances in marks without a speaker, in what was stored.
        unreported: Whole utterances in marks that are taken for no speech, since nothing reports them.
        not_read: The language codes of the articles that are not English, one an article, in the order of the input.
            They are stored without quotations.
        too_dense: Paragraphs that were read by rules alone, in what was stored: too dense for news.
        decisions: Decisions that came with a whole collection, on pairs and names; those on quotations come with the
            articles.
        checks: Kept checks that came with it.
        conflicts: What it told differently.

    Example:
        >>> Added(articles=2, added=1, unchanged=1).failures
        ()
    """

    articles: int = 0
    added: int = 0
    revised: int = 0
    updated: int = 0
    unchanged: int = 0
    erased: int = 0
    quotations: int = 0
    kept_back: int = 0
    failures: tuple[Failure, ...] = ()
    unattributed: int = 0
    unreported: int = 0
    not_read: tuple[str, ...] = ()
    too_dense: int = 0
    decisions: int = 0
    checks: int = 0
    conflicts: tuple[Conflict, ...] = ()

    def summary(self) -> str:
        """Return what it came to in a line, without what is none.

        Example:
            >>> Added(articles=3, added=2, unchanged=1, quotations=87, kept_back=5).summary()
            '3 articles: 2 added, 1 unchanged; 87 quotations, 5 of them kept back'
        """
        from quotetrack.export.wording import counted, left_open

        numbers = {name: getattr(self, name) for name in ("added", "revised", "updated", "unchanged")}
        numbers["kept out, as erased"] = self.erased
        outcomes = ", ".join(f"{number:,} {name}" for name, number in numbers.items() if number)
        line = counted(self.articles, "article") + (f": {outcomes}" if outcomes else "")
        line += f"; {counted(self.quotations, 'quotation')}"
        line += f", {self.kept_back:,} of them kept back" if self.kept_back else ""
        parts = (line, left_open(self.unattributed, self.unreported))
        line = "; ".join(filter(None, parts))
        line += f"; {counted(self.decisions, 'decision')} on pairs or names" if self.decisions else ""
        line += f"; {counted(self.checks, 'check')}" if self.checks else ""
        return line + (f"; {len(self.failures):,} failed" if self.failures else "")

    def remarks(self) -> list[str]:
        """Return what to say beside the summary of articles that are not English, and of paragraphs read by rules.

        Example:
            >>> Added(articles=1, not_read=("fr",)).remarks()
            ['1 article not read: French']
        """
        from quotetrack.export.wording import not_read, read_by_rules

        return [line for line in (not_read(self.not_read), read_by_rules(self.too_dense)) if line]


class Filling(Opened):
    """The methods that put articles and quotations in."""

    def add(
        self,
        inputs: Iterable[str | Path | NamedFile],
        *,
        overrides: Overrides | None = None,
        stdin: BinaryIO | None = None,
        watch: Watch | None = None,
        kinds: Iterable[str] = KINDS,
        engine: str | None = None,
        workers: int | None = 1,
        link: bool = True,
        max_size: int | None = None,
        options: ReadingOptions | None = None,
        cluster: str | None = None,
        shards: str | Path | None = None,
    ) -> Added:
        """Read articles, find their quotations, store and link both.

        Articles that are stored already, with quotations of these kinds or all found by the same versions, are left
        as they are. An input that fails is counted and named in the result; the others go on.

        Args:
            inputs: Files or folders of articles (text, HTML or JSON Lines), or files under another name; "-" reads
                `stdin`.
            overrides: What stands in for what the articles do not tell.
            stdin: The stream that "-" means.
            watch: A function that is called with each article, or failure, once it has been dealt with.
            kinds: The kinds of quotations to look for.
            engine: "model" (rules and the trained model; the default if one is installed) or "rules".
            workers: How many processes share the work. None means as many as there are cores, once it pays. With more
                than one, a script must stand under `if __name__ == "__main__":`.
            link: Link what is new, and what was left unlinked before.
            max_size: Bytes of an article, or of a line of JSON Lines, that are read; by default 50 million.
            options: What else is asked of reading, such as the columns of a table.
            cluster: Where articles are extracted, as in `extract_files`; they are stored, and linked, here. `workers`
                are then its actors, and the processes that link.
            shards: The folder of what a cluster has done, as in `extract_files`.

        Returns:
            What it came to, counted.

        Raises:
            UsageError: For a wrong kind or engine, and for a cluster that cannot be reached.

        Example:
            >>> with quotetrack.open(":memory:") as empty:
            ...     empty.add(["no-such-file.txt"], engine="rules").failures[0].where
            'no-such-file.txt'
        """
        from quotetrack.collection.extracting import spread_out
        from quotetrack.pipeline import versions, wanted_engine, wanted_kinds
        from quotetrack.readers import Overrides, read

        wanted, by = wanted_kinds(kinds), wanted_engine(engine)
        adding = _Adding(self.store, {versions(wanted, by), versions(engine=by)}, watch, withdraws=True)
        articles = adding.wanted(
            read(inputs, overrides=overrides or Overrides(), stdin=stdin, max_size=max_size, options=options)
        )
        results = spread_out(
            articles,
            kinds=wanted,
            engine=by,
            workers=workers,
            cluster=cluster,
            shards=shards,
            key_terms=True,
        )
        return self._filled(adding, results, link=link, workers=workers)

    def load(
        self,
        inputs: Iterable[str | Path],
        *,
        stdin: BinaryIO | None = None,
        watch: Watch | None = None,
        workers: int | None = 1,
        link: bool = True,
        max_size: int | None = None,
    ) -> Added:
        """Store quotations as they are given, by another tool or by people. Nothing is extracted anew.

        If a quote has a "mention" and no "speaker", it is settled who is meant. A line with a span outside its text, or
        with anything else that cannot be, is counted and named in the result; the others go on.

        Args:
            inputs: Files of JSON Lines, as `quotetrack extract --text` prints them or `export` writes them; "-" reads
                `stdin`.
            stdin: The stream that "-" means.
            watch: A function that is called with each article, or failure, once it has been dealt with.
            workers: How many processes share the work. None means as many as there are cores, once it pays.
            link: Link what is new.
            max_size: Bytes of a line that are read; by default 50 million.

        Returns:
            What it came to, counted.

        Example:
            >>> line = b'{"id": "a", "text": "We left, he said.", "quotes": [{"content": [[0, 7]]}]}'
            >>> with quotetrack.open(":memory:") as empty:
            ...     empty.load(["-"], stdin=io.BytesIO(line)).quotations
            1
        """
        from quotetrack.collection.moving import take_in
        from quotetrack.pipeline import LOADED, complete_articles
        from quotetrack.readers.given import given_in
        from quotetrack.readers.inputs import open_inputs
        from quotetrack.readers.whole import read_collection

        adding = _Adding(self.store, {LOADED}, watch)
        taken: list[Added] = []

        def given() -> Iterator[Given | Failure]:
            for opened in open_inputs(inputs, stdin=stdin, max_size=max_size):
                if isinstance(opened, Failure):
                    yield opened
                elif opened.is_whole:
                    records = read_collection(opened)
                    taken.append(take_in(self, records, watch=watch, link=link, workers=workers))
                else:
                    yield from given_in(opened)

        results = complete_articles(given(), workers=workers)
        filled = self._filled(adding, results, link=link, workers=workers)
        return _together(filled, *taken)

    def link(self, *, rebuild: bool = False, workers: int | None = None) -> Linked:
        """Link the quotations that are not linked yet. `add` and `load` do so by themselves.

        Args:
            rebuild: Link all anew. Claims keep their ids if most of their printings stay together.
            workers: How many processes share the work. None means as many as there are cores.

        Returns:
            How many statements were linked, and how many links and claims that made.

        Example:
            >>> collection.link().statements
            0
        """
        return self._link(rebuild=rebuild, workers=workers)

    def _filled(
        self, adding: _Adding, results: Iterable[Extraction | Failure], *, link: bool, workers: int | None
    ) -> Added:
        for result in results:
            adding.keep(result)
        if link:
            self._make_up(workers=workers)
        else:
            self.store.describe()
        return adding.counts()


class _Adding:
    """One run that adds articles: lets through what must be extracted, and keeps count. What was extracted by one of
    the `enough` versions is left as it is. If it `withdraws`, an article that is withdrawn marks the stored one alone;
    if not, it is stored as any other, as out of a copy of a collection."""

    def __init__(
        self, store: Store, enough: set[Versions], watch: Watch | None, *, withdraws: bool = False
    ) -> None:
        self._store, self._enough, self._watch, self._withdraws = store, enough, watch, withdraws
        self._outcomes: Counter[str] = Counter()
        self._quotations = self._kept_back = self._unattributed = self._unreported = self._too_dense = 0
        self._failures: list[Failure] = []
        self._not_read: list[str] = []

    def wanted(self, articles: Iterable[Article | Failure]) -> Iterator[Article | Failure]:
        """Yield the failures, and the articles that the store does not hold yet; note those that are not English."""
        for article in articles:
            if isinstance(article, Failure):
                yield article
                continue
            # What withdraws an article is dealt with in its turn: that article may be in the same run.
            outcome = None if article.is_withdrawn else self._store.foresee(article, self._enough)
            if outcome != "erased" and not article.is_english:
                self._not_read.append(article.language or "")
            if outcome is None:
                yield article
            else:
                self._outcomes[outcome] += 1
                self._show(article)

    def keep(self, result: Extraction | Failure) -> None:
        """Store an extraction, or note a failure."""
        if isinstance(result, Failure):
            self._failures.append(result)
            self._show(result)
            return
        if result.article.is_withdrawn and self._withdraws:
            self._withdraw(result.article)
            return
        result = self._store.erased.without_erased(result)
        outcome = self._store.add(result)
        self._outcomes[outcome] += 1
        if outcome not in ("unchanged", "erased"):
            self._quotations += len(result.statements)
            self._kept_back += sum(not statement.quote.shown for statement in result.statements)
            self._unattributed += result.unattributed
            self._unreported += result.unreported
            self._too_dense += result.too_dense
        self._show(result.article)

    def _withdraw(self, kill: Article) -> None:
        """Mark what an agency withdraws, whose text stays as it is stored; a failure if it is not stored."""
        outcome = self._store.withdraw(kill)
        if outcome is None:
            self.keep(Failure(kill.key or kill.id, _NOT_STORED))
        else:
            self._outcomes[outcome] += 1
            self._show(kill)

    def counts(self) -> Added:
        """Return the counts so far."""
        outcomes: dict[str, Any] = {
            name: self._outcomes[name] for name in ("added", "revised", "updated", "unchanged", "erased")
        }
        return Added(
            articles=self._outcomes.total(),
            quotations=self._quotations,
            kept_back=self._kept_back,
            unattributed=self._unattributed,
            unreported=self._unreported,
            too_dense=self._too_dense,
            failures=tuple(self._failures),
            not_read=tuple(self._not_read),
            **outcomes,
        )

    def _show(self, seen: Article | Failure) -> None:
        if self._watch is not None:
            self._watch(seen)


_NOT_STORED = (
    "this withdraws an article that is not stored, so nothing was changed; add the article first if its text is to be "
    "kept"
)


def _together(*parts: Added) -> Added:
    """Return the counts of several runs as one."""
    names = [field.name for field in fields(Added)]
    summed: dict[str, Any] = {name: reduce(add, (getattr(part, name) for part in parts)) for name in names}
    return Added(**summed)
