"""The store itself: one database of articles, what was said in them, and by whom."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

from quotetrack.records import (
    Article,
    Conflict,
    Decision,
    Digest,
    Extraction,
    Fault,
    WholeArticle,
    WholeName,
    WholeRecord,
)
from quotetrack.store.articles import ArticleReader
from quotetrack.store.backing_up import copy_to, require_sound
from quotetrack.store.claims import ClaimReader
from quotetrack.store.database import Database
from quotetrack.store.decisions import decision_of, log_query
from quotetrack.store.double_reviews import DoubleReviewReader
from quotetrack.store.erasing import ErasingWork
from quotetrack.store.facets import FacetReader
from quotetrack.store.kept_checks import KeptChecks
from quotetrack.store.leaves import digests_in, with_their_sum
from quotetrack.store.linking import LinkWork
from quotetrack.store.log import LogReader
from quotetrack.store.merging import ArticleMerge, Numbering
from quotetrack.store.merging_told import begin_taking_in, put_names_first, put_told
from quotetrack.store.pairs import PairReader
from quotetrack.store.pending import count_pending
from quotetrack.store.progress import Progress, count_progress
from quotetrack.store.purging import count_remains, purge
from quotetrack.store.queueing import QueueReader
from quotetrack.store.resealing import seals_kept
from quotetrack.store.reviews import ReviewWork
from quotetrack.store.revisions import RevisionReader
from quotetrack.store.speaker_profiles import SpeakerReader, describe
from quotetrack.store.statements import StatementReader
from quotetrack.store.tombstones import ErasedReader, is_erased
from quotetrack.store.turns import LinkingTurn, take_turn
from quotetrack.store.watches import Watches
from quotetrack.store.whole import WholeReader
from quotetrack.store.wire_versions import is_superseded, withdraw
from quotetrack.store.writing import Outcome, Versions, add_extraction, holds_extraction

if TYPE_CHECKING:
    from quotetrack.store.verifying.derived import Remade

T = TypeVar("T")

_PENDING = logging.getLogger("quotetrack.pending")


class Store:
    """One database of articles and statements; `open_store` gives it. Use it in a `with` block, or close it.

    What is stored is read by subject: `statements`, `claims`, `speakers`, `articles`, `pairs`, `revisions`, `queue`,
    `facets`, `checks`, `double_reviews`, `watches`, `erased`; `whole` reads all of it. Methods that give an iterator
    read as they go, from one moment of the database. All raise `StoreError` or one of its kinds if the database fails.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.statements = StatementReader(self._database)
        self.claims = ClaimReader(self._database)
        self.speakers = SpeakerReader(self._database)
        self.articles = ArticleReader(self._database)
        self.pairs = PairReader(self._database)
        self.revisions = RevisionReader(self._database)
        self.queue = QueueReader(self._database)
        self.facets = FacetReader(self._database)
        self.log = LogReader(self._database)
        self.checks = KeptChecks(self._database)
        self.erased = ErasedReader(self._database)
        self.whole = WholeReader(self._database)
        self.double_reviews = DoubleReviewReader(self._database)
        self.watches = Watches(self._database)

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
        return self._database.location

    @property
    def patience(self) -> float:
        """How many seconds a writer waits for another one."""
        return self._database.patience

    def tell_pending(self) -> None:
        """Say to the logger `quotetrack.pending` how many statements have yet to be linked, if any have."""
        if _PENDING.isEnabledFor(logging.INFO):
            with self._database.reading() as connection:
                number = count_pending(connection)
            if number:
                _PENDING.info(
                    "%s quotation%s of %s %s not linked yet: the next command that writes links them",
                    *(f"{number:,}", "s" * (number > 1), self.location, "are" if number > 1 else "is"),
                )

    def remembered(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` made under this key since anybody wrote here last, or makes now. Nobody may change it."""
        return self._database.remembered.get(key, make)

    def has_pending(self) -> bool:
        """Return True if something has yet to be linked, grouped or described."""
        with self._database.reading() as connection:
            return LinkWork(connection).has_pending()

    def with_unshown(self) -> Store:
        """Return the same store as it reads if what is not shown is wanted too. Close only one of both."""
        wider = Store(self._database)
        wider.statements = StatementReader(self._database, unshown=True)
        wider.claims = ClaimReader(self._database, unshown=True)
        wider.speakers = SpeakerReader(self._database, unshown=True)
        wider.articles = ArticleReader(self._database, unshown=True)
        wider.revisions = RevisionReader(self._database, unshown=True)
        return wider

    def close(self) -> None:
        """Let the database go. Closing twice does no harm."""
        self._database.close()

    def add(self, extraction: Extraction) -> Outcome:
        """Store an article and all its statements in one transaction: the whole article or nothing.

        Gives `added` for a new article (by its key); `unchanged` if nothing differs, also for the same text, title,
        outlet and day from another path; `revised` for another text, whose earlier text is kept but no longer shown;
        `updated` for the same text with other metadata or with statements that replaced the stored ones. A text that
        was stored before and has been revised since stays as it is. `erased` for one that was erased, and stays out.
        """
        return self._database.write(
            lambda connection: add_extraction(connection, self._database.indexes, extraction)
        )

    def foresee(self, article: Article, versions: Iterable[Versions]) -> Outcome | None:
        """Return what adding an article is going to come to, if that is known before it is extracted: `erased`, or
        `unchanged` if it is stored as it is, extracted by one of these versions, or a later version of it is. None if
        it must be extracted."""
        with self._database.reading() as connection:
            if is_erased(connection, article):
                return "erased"
            if is_superseded(connection, article):
                return "unchanged"
            is_held = any(holds_extraction(connection, article, one) for one in versions)
            return "unchanged" if is_held else None

    def withdraw(self, kill: Article) -> Outcome | None:
        """Mark the article of this key as withdrawn by its agency, which `kill` tells of; its text and its statements
        stay. `updated`, or `unchanged` if it was withdrawn before or a later version is stored. None if no article of
        this key is stored."""
        changed = self._database.write(lambda connection: withdraw(connection, kill))
        return None if changed is None else "updated" if changed else "unchanged"

    @contextmanager
    def linking(self) -> Iterator[LinkWork]:
        """Open a transaction in which what is linked is changed: all that is written in it is kept, or nothing."""
        with self._database.writing() as connection:
            yield LinkWork(connection)
            describe(connection)

    @contextmanager
    def linked(self) -> Iterator[LinkWork]:
        """Open one moment of the store as linking reads it; nothing can be written."""
        with self._database.reading() as connection:
            yield LinkWork(connection)

    def turn(self, is_done: Callable[[LinkWork], bool]) -> AbstractContextManager[LinkingTurn | None]:
        """Wait for the turn of this process to link; None if everything `is_done` by then.

        Others go on adding meanwhile. `StoreLocked` if this store's patience ends.
        """
        return take_turn(self._database, is_done)

    @contextmanager
    def reviewing(self, *, dry_run: bool = False) -> Iterator[ReviewWork]:
        """Open a transaction in which quotations are reviewed: all of it is kept, or nothing, as with `dry_run`."""
        with self._database.writing() as connection:
            yield ReviewWork(connection, self._database.indexes, self.location)
            if dry_run:
                connection.rollback()

    @contextmanager
    def erasing(self, *, dry_run: bool = False) -> Iterator[ErasingWork]:
        """Open a transaction in which rows are erased: all of it is kept, or nothing, as with `dry_run`."""
        with self._database.writing() as connection:
            with nullcontext() if dry_run else seals_kept(connection):
                yield ErasingWork(connection, self._database.indexes, self.location)
            if dry_run:
                connection.rollback()

    def purge(self) -> None:
        """Leave nothing of deleted rows in the database's files. StoreLocked if somebody reads them at the time."""
        purge(self._database)

    def count_remains(self, erased: Iterable[str]) -> int | None:
        """Count the pieces of these texts that only the database's files still hold; None if they cannot be read."""
        return count_remains(self._database, erased)

    def copy_to(self, file: Path, *, name: str) -> None:
        """Copy the database into an empty file, as it is at one moment; others may write meanwhile.

        Raises UsageError if it is no SQLite database, OutputError if the file, called by `name`, cannot be written, and
        StoreError if the copy is damaged.
        """
        copy_to(self._database, file, name=name)
        require_sound(self._database, file)

    def put_article(self, whole: WholeArticle, numbering: Numbering) -> tuple[Outcome, list[Conflict]]:
        """Take in an article with its texts and decisions, all or nothing: as it is, or what is new of one that is
        stored. Return what became of it, and what was told differently."""
        with self._database.writing() as connection:
            return ArticleMerge(connection, self._database.indexes, numbering).put(whole)

    def put_names(self, names: Iterable[WholeName]) -> None:
        """Make the rows of speakers in the order of these names."""
        with self._database.writing() as connection:
            put_names_first(connection, names)

    def put_told(
        self, told: Mapping[type, Sequence[WholeRecord]], numbering: Numbering
    ) -> tuple[int, int, list[Conflict]]:
        """Take in what was decided, checked and erased, all or nothing. Return how many decisions and checks are new,
        and what was told differently."""
        with self._database.writing() as connection:
            return put_told(connection, told, numbering)

    def begin_taking_in(self) -> bool:
        """Return True if a whole collection that comes in keeps its numbers and ids, as nothing is stored beside it."""
        with self._database.writing() as connection:
            return begin_taking_in(connection)

    def progress(self) -> Progress:
        """Count what is stored, and what has yet to be linked."""
        with self._database.reading() as connection:
            return count_progress(connection)

    def describe(self) -> None:
        """Bring up to date what is kept of each speaker, as linking does.

        Until then, speakers of whom something new is said are counted whenever they are asked for.
        """
        with self._database.writing() as connection:
            describe(connection)

    def decisions(
        self, *, quote: str | None = None, by: str | None = None, since: str | None = None, after: int = 0
    ) -> Iterator[Decision]:
        """Yield what reviewers have decided, first to last.

        `quote` is how the quotation's id begins, `by` the person, `since` the first day ("YYYY-MM-DD"), and `after` the
        number behind which they come.
        """
        with self._database.reading() as connection:
            yield from map(decision_of, connection.execute(log_query(quote, by, since, after)))

    def verify(
        self,
        compared: Counter[str] | None = None,
        *,
        deep: bool = False,
        others: Remade | None = None,
    ) -> Iterator[Fault]:
        """Yield everything that is wrong in the database, table by table; nothing if all is well.

        Faults are texts that are not those of their digest, spans and words that are not in their text, rows whose
        owners are gone, values that are not those that were written, and what cannot be read. If there are none, with
        `deep` what is derived is made anew and compared, what others have derived by `others`. `compared` counts the
        "texts", "quotations", "spans" and "links" as they are looked at.
        """
        from quotetrack.store.verifying import verify

        is_sound = True
        with self._database.reading() as connection:
            for fault in verify(connection, Counter() if compared is None else compared):
                is_sound = False
                yield fault
        if deep and is_sound:
            from quotetrack.store.verifying.derived import derived_faults, scratch

            with scratch(self._database) as connection:
                yield from derived_faults(connection, others)

    def digests(self) -> list[Digest]:
        """Return the digests of all articles, decisions and kept checks, made anew from what is stored, behind that of
        the collection."""
        with self._database.reading() as connection:
            return with_their_sum(digests_in(connection))
