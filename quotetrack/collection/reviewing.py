"""What people decide: sheets that go out and come back, decisions on speakers; and the database verified."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from quotetrack.collection.asking import Asking
from quotetrack.collection.filling import Filling
from quotetrack.collection.opened import user
from quotetrack.records import (
    EVERYTHING,
    WHOLE,
    Criteria,
    Decision,
    Digest,
    Fault,
    Filter,
    Printed,
    Settling,
    Span,
    SpeakerDecision,
)

if TYPE_CHECKING:
    from quotetrack.export import Sheet
    from quotetrack.sheets.incoming import Imported

MOST_ROWS = 1000
"""Answers to a question that go into a sheet, unless a limit is given."""


class Reviewing(Filling, Asking):
    """The methods for reviewers."""

    def sheet(
        self,
        filter: Filter = EVERYTHING,
        *,
        question: str | None = None,
        today: date | None = None,
        **criteria: Unpack[Criteria],
    ) -> Sheet:
        """Make a sheet of quotations with their claims, for `quotetrack.write_sheet`.

        Args:
            filter: Only quotations that it chooses.
            question: Take the answers to this question, best first, each printing by itself; at most 1,000, unless
                the filter's `limit` says otherwise.
            today: The day that the sheet is written on; by default the day it is.
            **criteria: Fields of a `Filter`.

        Returns:
            The sheet. Its quotations are read while it is written.

        Raises:
            UsageError: For a question without words or far too long.

        Example:
            >>> quotetrack.write_sheet(collection.sheet(speaker="Lima"), "lima.csv")
            3
        """
        from quotetrack.sheets.outgoing import sheet_of_answers, sheet_of_chosen

        today, wanted = today or date.today(), self._wanted(filter, criteria)
        if question is None:
            return sheet_of_chosen(self.store, wanted, today)
        asked = replace(wanted, limit=MOST_ROWS if wanted.limit is None else wanted.limit)
        return sheet_of_answers(
            self.store, question, self.ask(question, asked, unfold=True, today=today), today
        )

    def import_review(self, sheet: str | Path, *, by: str | None = None, dry_run: bool = False) -> Imported:
        """Take over what reviewers have decided in a sheet: status, notes, corrected words, speaker and stance.

        Only cells that were changed count. A row that makes no sense is named in the result, and the others go in.
        Decisions show in everything that is asked from then on, and outlast extracting anew.

        Args:
            sheet: An XLSX or CSV file that `write_sheet` wrote.
            by: Who has decided what a row gives no reviewer for; by default the user.
            dry_run: Only tell what would be decided.

        Returns:
            The decisions, and the rows that were refused.

        Raises:
            ReadError: If the file cannot be read, or is no such sheet.

        Example:
            >>> rows = quotetrack.write_sheet(collection.sheet(), "all.csv")
            >>> collection.import_review("all.csv").unchanged
            4
        """
        from quotetrack.sheets.incoming import import_sheet

        now = datetime.now(UTC)
        imported = import_sheet(self.store, Path(sheet), by=by or user(), now=now, dry_run=dry_run)
        if not dry_run:
            self._make_up()
        return imported

    def decide(
        self,
        id_prefix: str,
        *,
        status: str | None = None,
        speaker: str | None = None,
        kind: str | None = None,
        words: str | None = None,
        spans: Iterable[tuple[int, int] | Span] | None = None,
        stance: str | None = None,
        notes: str | None = None,
        by: str | None = None,
        seen: str | None = None,
        link: bool = True,
    ) -> tuple[Decision, ...]:
        """Decide on one quotation, by the rules of an edited row of a sheet. None leaves a field as it is.

        Args:
            id_prefix: The quotation's id, or its first four or more characters.
            status: confirmed, corrected, rejected or unsure; "" opens it again. A correction says corrected by itself.
            speaker: The name of whoever said it; "" means that nobody can be named.
            kind: The speaker's kind; by default that of the speaker who is quoted most by this name, else person.
            words: What was said, in words of the article at that place; " … " stands between pieces.
            spans: Where the words begin and end instead, in code points of the article's text.
            stance: How it was said.
            notes: What a reader should know; "" clears it.
            by: Who decides; by default the user.
            seen: The `state` of the quotation that the decision rests on.
            link: Link what has changed. Otherwise the next method that links does so.

        Returns:
            The decisions made. A status that another person has decided before is decided again.

        Raises:
            NotFound: If there is no such quotation, or more than one.
            ChangedSince: If the quotation has another state than `seen` by now.
            UsageError: If what is decided makes no sense, or changes nothing.

        Example:
            >>> printed = next(iter(collection.quotes(speaker="Lima")))
            >>> seen = collection.state(printed)
            >>> made = collection.decide(printed.id, status="confirmed", by="Eva Holm", seen=seen)
            >>> [(decision.what, decision.made_by) for decision in made]
            [('status', 'Eva Holm')]
        """
        from quotetrack.sheets.single import cells_of, decide_quotation

        cells = cells_of(
            status=status, speaker=speaker, kind=kind, words=words, spans=spans, stance=stance, notes=notes
        )
        now = datetime.now(UTC)
        decisions = decide_quotation(self.store, id_prefix, cells, by=by or user(), now=now, seen=seen)
        if link:
            self._make_up()
        return decisions

    def state(self, printed: Printed) -> str:
        """Tell a quotation as it stands from what it becomes by a decision: see `decide`.

        Args:
            printed: The quotation, as it was read.

        Returns:
            16 hexadecimal digits: others as soon as the article's text, or the words, speaker, stance, status or notes
            of the quotation, are others.

        Example:
            >>> len(collection.state(next(iter(collection.quotes()))))
            16
        """
        from quotetrack.sheets.single import state_of

        return state_of(printed)

    def undo_review(self, *numbers: int, by: str | None = None, link: bool = True) -> tuple[Decision, ...]:
        """Take back decisions on quotations.

        Args:
            *numbers: The decisions' numbers. Without any, those that were made last in one go, by an import or by
                `decide`, and still stand.
            by: Who takes them back; by default the user.
            link: Link what has changed. Otherwise the next method that links does so.

        Returns:
            The decisions that say so.

        Raises:
            NotFound: If there is no such decision, or it is taken back already.

        Example:
            >>> collection.undo_review()
            Traceback (most recent call last):
            quotetrack.errors.NotFound: there is no decision to take back
        """
        from quotetrack.sheets.incoming import undo

        decisions = undo(self.store, numbers, by=by or user(), now=datetime.now(UTC))
        if link:
            self._make_up()
        return decisions

    def decisions(
        self, *, quote: str | None = None, by: str | None = None, since: str | None = None, after: int = 0
    ) -> Iterator[Decision]:
        """List what reviewers have decided of quotations.

        Args:
            quote: Only of quotations whose id begins so.
            by: Only what this person decided.
            since: Only from this day ("YYYY-MM-DD") on.
            after: Only decisions with a higher number.

        Returns:
            An iterator over the decisions, first to last. None is ever struck.

        Example:
            >>> list(collection.decisions(since="2024-01-01"))
            []
        """
        return self.store.decisions(quote=quote, by=by, since=since, after=after)

    def decide_speakers(
        self, what: Settling, name: str, other: str, *, by: str | None = None, why: str | None = None
    ) -> SpeakerDecision:
        """Decide for good whose names are one. Case and accents do not count.

        Args:
            what: "merge": one speaker bears both names. "split": two speakers bear them. "alias": the first always
                means the second, also before anybody is quoted by it.
            name: The first name.
            other: The second name.
            by: Who decides; by default the user.
            why: The reason, for whoever reads it later.

        Returns:
            The decision.

        Raises:
            NotFound: If nobody bears a name.
            UsageError: If both names are the same.

        Example:
            >>> collection.decide_speakers("split", "Ana Lima", "Boris Petrov", by="Eva Holm").what
            'split'
        """
        from quotetrack.linking.settle_speakers import decide

        decision = SpeakerDecision(
            what=what,
            name=name,
            other=other,
            made_by=by or user(),
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            why=why,
        )
        with self.store.linking() as work:
            decision = decide(work.people, decision)
        self._make_up()
        return decision

    def undo_speakers(self, *numbers: int, by: str | None = None) -> tuple[SpeakerDecision, ...]:
        """Take back decisions on names. What was decided before of the same two counts again; if nothing was, whose
        names they are is settled as if nobody had decided.

        Args:
            *numbers: The decisions' numbers. Without any, the latest that stands.
            by: Who takes them back; by default the user.

        Returns:
            The decisions that say so.

        Raises:
            NotFound: If there is no such decision, or it is taken back already.

        Example:
            >>> decided = collection.decide_speakers("merge", "Ana Lima", "Boris Petrov", by="Eva Holm")
            >>> [(one.what, one.takes_back) for one in collection.undo_speakers(decided.number, by="Eva Holm")]
            [('merge', 1)]
        """
        from quotetrack.linking.settle_speakers import take_back

        at = datetime.now(UTC).isoformat(timespec="seconds")
        with self.store.linking() as work:
            decisions = take_back(work.people, numbers, by=by or user(), at=at)
        self._make_up()
        return tuple(decisions)

    def speaker_decisions(self) -> tuple[SpeakerDecision, ...]:
        """List what has been decided about speakers.

        Returns:
            The decisions, first to last, with what was taken back and what says so.

        Example:
            >>> collection.speaker_decisions()
            ()
        """
        return self.store.speakers.decisions()

    def verify(self, compared: Counter[str] | None = None, *, deep: bool = False) -> Iterator[Fault]:
        """Find everything that is wrong in the database: texts that do not have their digest, spans and words that are
        not in their text, rows whose owners are gone, values that are not those that were written, what cannot be read.

        Args:
            compared: Counts the "texts", "quotations", "spans" and "links" as they are looked at.
            deep: Make anew what is derived from the rest (what is counted, indexed, linked and grouped) and compare
                it too. It takes a multiple of the time.

        Returns:
            An iterator over the faults, table by table; empty if all is well.

        Example:
            >>> compared = collections.Counter()
            >>> list(collection.verify(compared)), compared["quotations"]
            ([], 4)
        """
        if not deep:
            return self.store.verify(compared)
        from quotetrack.linking.remaking import REMADE

        return self.store.verify(compared, deep=True, others=REMADE)

    def digests(self) -> list[Digest]:
        """Make the digests of all articles, decisions and kept checks, to be kept where nobody can change them.

        Returns:
            The digest of the collection first, then those that it is made of.

        Example:
            >>> len(collection.digests()[0].digest)
            64
        """
        return self.store.digests()

    def changed_since(self, kept: Iterable[Digest]) -> Iterator[Fault]:
        """Compare the collection with digests that were made of it before.

        Args:
            kept: What `digests` returned then.

        Returns:
            A fault for each article, decision or check that is gone or another by now. What came later is none.

        Example:
            >>> list(collection.changed_since(collection.digests()))
            []
        """
        from quotetrack.store.escaping import fingerprint

        now = {(one.part, one.key): one for one in self.digests()}
        erased = {fingerprint(stone.key): stone for stone in self.store.erased.tombstones()}
        for one in kept:
            found = now.get((one.part, one.key))
            if one.part == WHOLE or (found is not None and found.digest == one.digest):
                continue
            expected = f"expected the digest {one.digest[:12]}… as it was kept"
            what = "it is gone" if found is None else f"its digest is {found.digest[:12]}…"
            if one.key in erased and found is None:
                what = f"it was erased on {erased[one.key].made_at[:10]} ({erased[one.key].reason})"
            yield Fault(table=one.part, row=one.key[:12], where=one.name, what=f"{what}, {expected}")
