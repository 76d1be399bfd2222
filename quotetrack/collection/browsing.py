"""What people who look through a collection want next: the queue of a reviewer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Unpack

from quotetrack.collection.opened import Opened
from quotetrack.errors import UsageError
from quotetrack.records import EVERYTHING, Criteria, Filter, Queue, QueueOrder

MOST_QUEUED = 20
"""Quotations of a queue, unless a limit is given."""


class Browsing(Opened):
    """The methods that give a few of many at a time."""

    def queue(
        self,
        filter: Filter = EVERYTHING,
        *,
        order: QueueOrder = "unsure",
        after: str | None = None,
        second_for: str | None = None,
        without: Sequence[str] = (),
        **criteria: Unpack[Criteria],
    ) -> Queue:
        """Get the next quotations that a reviewer should look at: those that nobody has decided on.

        Args:
            filter: Only quotations that it chooses. Its `limit` is how many come at once, 20 by default. With a
                `status`, those that a reviewer has found so instead.
            order: "unsure": those whose speaker is least sure first, and those whose speaker is unknown last, as they
                are in nobody's mouth. "printed": those whose claim most outlets print independently first. Of several
                alike, the first printed.
            after: Only what comes behind this one: a `Queued.place`, or the id of a quotation. Its place stays where
                it was if it is decided on meanwhile; by its id alone it can be lost in the order "printed".
            second_for: The name of a reviewer: only quotations on whose status just one other person has decided, also
                if that one rejected it.
            without: Ids of quotations to leave out, such as those that others are looking at.
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
        )
