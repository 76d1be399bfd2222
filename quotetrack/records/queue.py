"""What reviewers have yet to look at: the quotations of a queue, each with its place in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quotetrack.records.article import JsonObject
from quotetrack.records.stored import Printed

QueueOrder = Literal["unsure", "printed"]
"""What comes first in a queue: where the program is least sure of the speaker, or what is printed most often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """A quotation that a reviewer should look at.

    Attributes:
        printed: The quotation with its claim.
        place: Where it stands in its order, to continue behind it whatever is decided of it meanwhile.

    Example:
        >>> queue = collection.queue(order="printed", limit=1)
        >>> queue.items[0].printed.claim.printings
        2
    """

    printed: Printed
    place: str

    def to_dict(self) -> JsonObject:
        """Return the quotation as `quotetrack review queue --format jsonl` prints it: "position" is its place in the
        order, as "place" is where the words were said."""
        return {**self.printed.to_dict(), "position": self.place}


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """The next quotations that a reviewer should look at.

    Attributes:
        items: The quotations, in order.
        left: How many there are in all, those before and behind these among them; None if that was not asked.

    Example:
        >>> queue = collection.queue(limit=2)
        >>> len(queue.items), queue.left
        (2, 4)
    """

    items: tuple[Queued, ...]
    left: int | None
