"""When an utterance was said, as far as its printings tell, and whether two were said on two occasions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quotetrack.records import Printed
from quotetrack.text.calendar import day_number


@dataclass(frozen=True, slots=True)
class When:
    """The day of an utterance: "YYYY-MM-DD", or less of it; None if it is unknown. `is_said`: it is the day of saying,
    else that of the first printing. `first` and `last` are its days of publication."""

    day: str | None
    is_said: bool
    first: str | None
    last: str | None

    @property
    def is_exact(self) -> bool:
        """Whether it is known to the day."""
        return day_number(self.day) is not None

    def is_before(self, other: When) -> bool:
        """Return whether this day lies before the other one, both being known."""
        ours, theirs = day_number(self.day), day_number(other.day)
        return ours is not None and theirs is not None and ours < theirs


def when_said(printings: Sequence[Printed]) -> When:
    """Return the day of an utterance: that of saying which most of its printings tell, else of the first printing."""
    published = sorted(day for p in printings if (day := p.article.published))
    first, last = (published[0], published[-1]) if published else (None, None)
    said = [
        on.date
        for printed in printings
        if (on := printed.statement.attribution.said_on) is not None
        and (printed.article.published is None or on.date <= printed.article.published)
    ]
    if said:
        # The most exact first, then what most tell, then the earliest.
        return When(min(said, key=lambda day: (-len(day), -said.count(day), day)), True, first, last)
    return When(first, False, first, last)
