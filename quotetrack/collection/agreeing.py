"""How far people agree who reviewed the same quotations."""

from __future__ import annotations

from typing import Unpack

from quotetrack.collection.opened import Opened
from quotetrack.records import EVERYTHING, Agreement, Criteria, Filter
from quotetrack.review.agreement import agreement_of


class Agreeing(Opened):
    """The method that compares reviewers."""

    def agreement(self, filter: Filter = EVERYTHING, **criteria: Unpack[Criteria]) -> Agreement:
        """Compare what people found of the same quotations: the status that each decided last and has not taken back.

        Args:
            filter: Only quotations that it chooses, also those that are not shown. Its `limit` counts the
                disagreements that are listed.
            **criteria: Fields of a `Filter`.

        Returns:
            How many quotations two people or more decided, how far they agree, two by two and together, and where they
            differ.

        Example:
            >>> for printed in collection.quotes(speaker="Lima"):
            ...     for person in ("Eva Holm", "Rui Vaz"):
            ...         made = collection.decide(printed.id, status="confirmed", by=person)
            >>> (pair,) = collection.agreement().pairs
            >>> pair.one, pair.other, pair.share, pair.kappa
            ('Eva Holm', 'Rui Vaz', 1.0, None)
        """
        wanted, reviews = self._wanted(filter, criteria), self.store.double_reviews
        return agreement_of(reviews.decided(wanted), reviews.printed, most=wanted.limit)
