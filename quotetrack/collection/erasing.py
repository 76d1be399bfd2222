"""What leaves for good: articles, with all that was made of them, and speakers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from quotetrack.collection.filling import Filling
from quotetrack.collection.opened import user
from quotetrack.errors import UsageError
from quotetrack.records import ErasedName, Erasure, Tombstone

if TYPE_CHECKING:
    from quotetrack.store.erasing import ErasingWork


class Erasing(Filling):
    """The methods that erase, and list what was erased."""

    def erase(
        self,
        *articles: str,
        reason: str,
        source: str | None = None,
        before: date | str | None = None,
        by: str | None = None,
        dry_run: bool = False,
    ) -> Erasure:
        """Erase articles: their texts, quotations, links, decisions and checks, and all that searches find them by.

        Their keys, digests and the reason are kept, so that the same article or text does not come in again.
        What is left of their claims is grouped anew. Then the database is written anew, and its files are searched for
        what left.

        Args:
            *articles: The ids or keys of articles. Without any, all that `source` and `before` choose.
            reason: Why, for whoever reads it later.
            source: Only articles of this outlet, by name or domain.
            before: Only articles of a day before this one ("YYYY-MM-DD"): published, else fetched, else stored then.
            by: Who erases; by default the user.
            dry_run: Only tell what would leave.

        Returns:
            What left, or would leave.

        Raises:
            NotFound: If there is no such article, or several.
            UsageError: If nothing says which articles, or no reason is given.
            StoreLocked: If another process writes, or reads while the database is written anew.

        Example:
            >>> collection.erase("harbour", reason="the outlet asked us to").quotations
            3
            >>> collection.tombstones()[0].reason
            'the outlet asked us to'
        """
        if not articles and source is None and before is None:
            raise UsageError(
                "name the articles to erase, an outlet, or a day before which they were published"
            )
        _require_reason(reason, dry_run=dry_run)
        day = before.isoformat() if isinstance(before, date) else before
        with self.store.erasing(dry_run=dry_run) as work:
            rows = {work.named(id) for id in articles}
            if source is not None or day is not None:
                chosen = set(work.chosen(source=source, before=day))
                rows = rows & chosen if articles else chosen
            told = work.leaving(rows)
            holding = work.leaving(work.copies_of(rows))
            work.erase(rows, reason=reason, by=by or user(), at=_now())
            is_linked = self._finish(work, dry_run=dry_run)
        erasure = Erasure(articles=tuple(told), holding=tuple(holding), **work.counted)
        return self._done(erasure, work.texts, dry_run=dry_run or not rows, is_linked=is_linked)

    def erase_speaker(
        self,
        name: str,
        *,
        reason: str,
        with_articles: bool = False,
        by: str | None = None,
        dry_run: bool = False,
    ) -> Erasure:
        """Erase a speaker: what they said, their names and roles, and what people decided of them.

        A digest of each name is kept, so that what is said under it does not come in again. The texts of articles
        stay, with the words in them; the result lists these articles.

        Args:
            name: The speaker's name.
            reason: Why, for whoever reads it later.
            with_articles: Erase the articles that hold their words as well.
            by: Who erases; by default the user.
            dry_run: Only tell what would leave.

        Returns:
            What left, or would leave: with the articles that hold the words (`holding`) or print the name (`naming`).

        Raises:
            NotFound: If nobody bears the name, or several may be meant.
            UsageError: If no reason is given.
            StoreLocked: If another process writes, or reads while the database is written anew.

        Example:
            >>> erasure = collection.erase_speaker("Boris Petrov", reason="he asked us to")
            >>> erasure.quotations, [article.id for article in erasure.holding]
            (1, ['harbour'])
        """
        from quotetrack.store.erasing_speakers import articles_naming, articles_of, erase_person, find_person

        _require_reason(reason, dry_run=dry_run)
        who, at = by or user(), _now()
        with self.store.erasing(dry_run=dry_run) as work:
            person = find_person(work.connection, name, self.location)
            rows = articles_of(work.connection, person)
            naming = set(articles_naming(work.connection, work.indexes, person)) - set(rows)
            told, others = work.leaving(rows), work.leaving(naming)
            if with_articles:
                work.erase(rows, reason=reason, by=who, at=at)
            erase_person(work, person, reason=reason, by=who, at=at)
            is_linked = self._finish(work, dry_run=dry_run)
        leaving, holding = (told, ()) if with_articles else ((), told)
        erasure = Erasure(
            articles=tuple(leaving),
            holding=tuple(holding),
            naming=tuple(others),
            names=person.names,
            **work.counted,
        )
        return self._done(erasure, work.texts, dry_run=dry_run, is_linked=is_linked)

    def clean(self) -> None:
        """Write the database anew, so that nothing of what was erased stays in its files. `erase` does so by itself,
        unless somebody reads the database at the time.

        Raises:
            StoreLocked: If another process reads or writes.

        Example:
            >>> collection.clean()
        """
        self.store.purge()

    def is_clean(self) -> bool:
        """Tell whether nothing that was erased may still be in the database's files.

        Returns:
            False if an erasure was broken off before it wrote the database anew: `clean` does so.

        Example:
            >>> collection.is_clean()
            True
        """
        return self.store.erased.is_clean()

    def tombstones(self) -> tuple[Tombstone, ...]:
        """List the texts that were erased.

        Returns:
            A tombstone for each text, first to last.

        Example:
            >>> collection.tombstones()
            ()
        """
        return self.store.erased.tombstones()

    def erased_names(self) -> tuple[ErasedName, ...]:
        """List the names of speakers that were erased.

        Returns:
            What is kept of each name, first to last: a digest, not the name.

        Example:
            >>> collection.erased_names()
            ()
        """
        return self.store.erased.names()

    def _finish(self, work: ErasingWork, *, dry_run: bool) -> bool:
        """Bring up to date what erasing has touched; return whether there are links and claims to bring up to date."""
        from quotetrack.linking.forgetting import make_postings_anew

        if dry_run:
            return False
        work.finish(_now())
        make_postings_anew(work.links)
        return work.links.state("model") is not None

    def _done(self, erasure: Erasure, texts: Iterable[str], *, dry_run: bool, is_linked: bool) -> Erasure:
        if dry_run:
            return erasure
        if is_linked:
            self.link(workers=1)
        self.store.purge()
        return replace(erasure, is_done=True, remains=self.store.count_remains(texts))


def _require_reason(reason: str, *, dry_run: bool) -> None:
    if not reason.strip() and not dry_run:
        raise UsageError("give the reason: it is kept in place of what is erased")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
