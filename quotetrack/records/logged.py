"""What was decided, of all kinds in one list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quotetrack.records.pairs import PairDecision
from quotetrack.records.review import Decision, SpeakerDecision
from quotetrack.records.stored import Printed

LogKind = Literal["quotations", "pairs", "names"]
"""What a decision is on: a quotation, two quotations, or two names."""

LOG_KINDS: tuple[LogKind, ...] = ("quotations", "pairs", "names")


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """A decision as the log lists it, beside those of other kinds.

    Attributes:
        kind: What it is on: "quotations", "pairs" or "names".
        decision: The decision, with its number; each kind is numbered by itself.
        is_taken_back: Whether a later decision takes it back.
        printed: The quotations that it is on, in its order, as they stand now; without those that are printed no
            longer.

    Example:
        >>> collection.log()
        ([], 0)
    """

    kind: LogKind
    decision: Decision | PairDecision | SpeakerDecision
    is_taken_back: bool = False
    printed: tuple[Printed, ...] = ()

    @property
    def takes_back(self) -> int | None:
        """The number of the decision that this one takes back; None if it takes none back."""
        return self.decision.undoes if isinstance(self.decision, Decision) else self.decision.takes_back
