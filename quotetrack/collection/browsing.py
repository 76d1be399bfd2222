"""A collection as people look through it: counted by all that can be filtered, and what a reviewer should see next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Unpack

from quotetrack.collection.opened import Opened
from quotetrack.errors import UsageError
from quotetrack.records import (
    EVERYTHING,
    Criteria,
    Facets,
    Filter,
    Logged,
    LogKind,
    Printed,
    Queue,
    QueueOrder,
)
from quotetrack.records.facets import MOST_COUNTED, count_printed

MOST_QUEUED = 20
"""Quotations of a queue, unless a limit is given."""


class Browsing(Opened):
    """The methods that count, and that give a few of many at a time."""

    def facets(
        self, filter: Filter = EVERYTHING, *, most: int = MOST_COUNTED, **criteria: Unpack[Criteria]
    ) -> Facets:
        """Count quotations by speaker, outlet, month, kind, stance and status, to narrow a filter by.

        Args:
            filter: Only quotations that it chooses. Its `limit` is not asked.
            most: So many speakers, outlets and months at most, those with most quotations.
            **criteria: Fields of a `Filter`.

        Returns:
            The counts. Each has what a filter takes for it: the speaker's id as `person`, the outlet as `source`.

        Raises:
            UsageError: If `most` is below 1.

        Example:
            >>> facets = collection.facets()
            >>> facets.quotes, [(count.name, count.quotes) for count in facets.sources]
            (4, [('Harbour Post', 3), ('The Globe', 1)])
        """
        if most < 1:
            raise UsageError(f"the {most} most frequent are wanted: ask for 1 or more")
        return self.store.facets.read(self._wanted(filter, criteria), most=most)

    def facets_of(self, printed: Iterable[Printed], *, most: int = MOST_COUNTED) -> Facets:
        """Count quotations that are at hand, such as the answers to a question.

        Args:
            printed: The quotations, shown or not.
            most: So many speakers, outlets and months at most, those with most quotations.

        Returns:
            The counts, as `facets` gives them.

        Example:
            >>> answers = collection.ask("What did Lima say about the bridge?").results
            >>> facets = collection.facets_of(answer.printed for answer in answers)
            >>> [(count.value, count.quotes) for count in facets.stances]
            [('said', 1), ('denied', 1)]
        """
        every = list(printed)
        rows = self.store.statements.rows_of(one.id for one in every)
        keys = self.store.speakers.ids_of(list(rows.values()))
        persons = {quote: keys[row] for quote, row in rows.items() if row in keys}
        return count_printed(every, persons, most=most)

    def log(
        self,
        *,
        kind: LogKind | None = None,
        by: str | None = None,
        since: str | None = None,
        start: int = 0,
        size: int = 50,
    ) -> tuple[list[Logged], int]:
        """Read what was decided of quotations, of pairs and of names, the latest first.

        `decisions`, `decided_pairs` and `speaker_decisions` give all of one kind.

        Args:
            kind: Only what was decided of "quotations", "pairs" or "names".
            by: Only what this person decided.
            since: Only from this day ("YYYY-MM-DD") on.
            start: The number of the first one, counted from 0 at the latest.
            size: How many, at most.

        Returns:
            The decisions, and how many there are in all.

        Example:
            >>> printed = next(iter(collection.quotes(speaker="Lima")))
            >>> made = collection.decide(printed.id, status="confirmed", by="Eva Holm")
            >>> [logged], total = collection.log(by="Eva Holm")
            >>> logged.kind, logged.printed[0].text, total
            ('quotations', 'The bridge will open on Monday,', 1)
        """
        return self.store.log.read(kind=kind, by=by, since=since, start=start, size=size)

    def queue(
        self,
        filter: Filter = EVERYTHING,
        *,
        order: QueueOrder = "unsure",
        after: str | None = None,
        second_for: str | None = None,
        without: Sequence[str] = (),
        counted: bool = True,
        **criteria: Unpack[Criteria],
    ) -> Queue:
        """Get the next quotations that a reviewer should look at: those that nobody has decided on.

        Args:
            filter: Only quotations that it chooses. Its `limit` is how many come at once, 20 by default. With a
                `status`, those that a reviewer has found so instead.
            order: "unsure": those whose speaker is least sure first, and those whose speaker is unknown last, as they
                are in nobody's mouth. "printed": those whose claim is printed most often first, copies among it. Of
                several alike, the first printed.
            after: Only what comes behind this one: a `Queued.place`, or the id of a quotation. Its place stays where
                it was if it is decided on meanwhile; by its id alone it can be lost in the order "printed".
            second_for: The name of a reviewer: only quotations on whose status just one other person has decided, also
                if that one rejected it.
            without: Ids of quotations to leave out, such as those that others are looking at.
            counted: Count how many there are in all, which takes as long as the rest.
            **criteria: Fields of a `Filter`.

        Returns:
            The quotations, each with its claim, and how many there are in all.

        Raises:
            NotFound: If there is no quotation `after`, or more than one.
            UsageError: For a limit below 1.

        Example:
            >>> first = collection.queue(limit=1)
            >>> first.items[0].printed.text, first.left
            ('The bridge will open on Monday,', 4)
            >>> second = collection.queue(limit=1, after=first.items[-1].place)
            >>> second.items[0].printed.text
            'the bridge was unsafe'
        """
        wanted = self._wanted(filter, criteria)
        limit = MOST_QUEUED if wanted.limit is None else wanted.limit
        if limit < 1:
            raise UsageError(f"{limit} quotations are wanted: ask for 1 or more")
        return self.store.queue.read(
            replace(wanted, limit=None),
            order=order,
            after=after,
            limit=limit,
            second_for=second_for,
            without=without,
            counted=counted,
        )
