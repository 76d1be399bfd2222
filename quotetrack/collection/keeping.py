"""Checks that are kept: what somebody checked, what it came to, and what it would come to today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice

from quotetrack.collection.opened import Opened, user
from quotetrack.records import Check, DraftCheck, KeptCheck, KeptPrinting, Match, Passage, Verdict


class Keeping(Opened):
    """The methods that keep checks and list them."""

    def keep_check(
        self,
        *checks: Check | DraftCheck,
        by: str | None = None,
        draft: str | None = None,
        unshown: bool = False,
    ) -> tuple[KeptCheck, ...]:
        """Keep what was checked: the words, the speaker asked about, the verdict, and the printings that decided.

        Args:
            *checks: What `check` returned, or the `checks` of what `check_draft` returned.
            by: Who checked; by default the user.
            draft: The file name of the draft that the words stand in.
            unshown: Whether quotations that are not shown were looked at too.

        Returns:
            The checks as they are kept, all of them or, if the database fails, none.

        Example:
            >>> checked = collection.check("The bridge will open on Monday", speaker="Lima")
            >>> (kept,) = collection.keep_check(checked, by="Eva Holm")
            >>> kept.speaker, kept.verdict, kept.printings[0].outlet
            ('Ana Lima', 'exact', 'Harbour Post')
        """
        at = datetime.now(UTC).isoformat(timespec="seconds")
        new = (_kept(check, by or user(), at) for check in checks)
        kept = self.store.checks.keep([replace(check, draft=draft, unshown=unshown) for check in new])
        self._make_up()
        return kept

    def kept_checks(
        self,
        *verdicts: Verdict,
        since: str | None = None,
        today: bool = False,
        changed: bool = False,
        limit: int | None = None,
    ) -> Iterator[KeptCheck]:
        """List the checks that were kept.

        Args:
            *verdicts: Only those that came to one of these; without any, all.
            since: Only from this day ("YYYY-MM-DD") on.
            today: Check each again. A check takes some hundredths of a second.
            changed: Check each again, and list only those whose verdict is another today.
            limit: At most this many.

        Returns:
            An iterator over the checks, the latest first. None is ever changed or struck.

        Example:
            >>> kept = collection.keep_check(collection.check("The bridge is unsafe"), by="Eva Holm")
            >>> [(one.words, one.verdict, one.is_changed) for one in collection.kept_checks(limit=1, today=True)]
            [('The bridge is unsafe', 'denied', False)]
        """
        kept = self.store.checks.select(verdicts=verdicts, since=since, limit=None if changed else limit)
        if not (today or changed):
            return kept
        again = (replace(check, today=self._again(check)) for check in kept)
        return islice((check for check in again if check.is_changed or not changed), limit)

    def _again(self, kept: KeptCheck) -> Check:
        """Return what the same check comes to now."""
        from quotetrack.drafts import check_as_given

        return check_as_given(
            self._store(unshown=kept.unshown),
            kept.words,
            kept.speaker,
            whole=kept.whole,
            form=kept.form,
            is_denied=kept.is_denied,
        )


def _kept(checked: Check | DraftCheck, by: str, at: str) -> KeptCheck:
    check = checked if isinstance(checked, Check) else checked.check
    kept = KeptCheck(
        words=check.words,
        speaker=check.speaker,
        verdict=check.verdict,
        form=check.form,
        kept_by=by,
        kept_at=at,
        printings=tuple(map(_printing, _deciding(check))),
        asked=check.speaker,
        whole=check.words,
    )
    if isinstance(checked, Check):
        return kept
    return replace(
        kept,
        line=checked.line,
        asked=checked.asked,
        whole=checked.whole or check.words,
        is_denied=checked.is_denied,
    )


def _deciding(check: Check) -> Sequence[Match | Passage]:
    """Return the printing that decides, then those that fit the words in the same way; else the passages."""
    best = check.deciding
    if best is None:
        return check.passages
    return [
        best,
        *(match for match in check.matches if match is not best and match.how == best.how),
    ]


def _printing(found: Match | Passage) -> KeptPrinting:
    article = found.article
    printing = KeptPrinting(
        article=article.key or article.id,
        digest=article.digest,
        quote=None,
        content=(found.span,) if isinstance(found, Passage) else (),
        outlet=article.outlet,
        published=article.published,
    )
    if isinstance(found, Passage):
        return printing
    quote = found.printed.statement.quote
    return replace(printing, quote=quote.id, content=quote.content, how=found.how)
