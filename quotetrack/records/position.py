"""How somebody's words on a matter moved: steps from one utterance to the next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from quotetrack.records.article import JsonObject
from quotetrack.records.claim import Ground
from quotetrack.records.stored import Printed

StepKind = Literal[
    "first_said", "repeated", "hardened", "reversed", "denied", "said_again", "said_otherwise", "declined"
]
"""What an utterance is to what its speaker had said on the matter on earlier days. `first_said`: there was nothing.
`repeated`: it says the same. `hardened`: the same, in stronger words. `reversed`: it contradicts an earlier one.
`denied`: the speaker denies something. `declined`: nothing is said, as the speaker declines or is yet to speak.
`said_again` stands for `repeated` if the finer names are not to be relied on: the same
stands in print on a later day. `said_otherwise`: anything else."""

STEP_KINDS: tuple[StepKind, ...] = (
    "first_said",
    "repeated",
    "hardened",
    "reversed",
    "denied",
    "said_again",
    "said_otherwise",
    "declined",
)

_TELLS: dict[StepKind, int] = {
    "reversed": 0,
    "hardened": 1,
    "denied": 1,
    "first_said": 2,
    "repeated": 3,
    "said_again": 3,
    "said_otherwise": 4,
    "declined": 5,
}
"""How much each kind tells of how words moved, the most first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One utterance of a speaker on a matter, with what it is to what was said before.

    Attributes:
        what: What it is to what was said before.
        printed: The fullest of its printings.
        others: Its other printings, by day of publication.
        day: When it was said, or first printed if that is unknown: "YYYY-MM-DD", or less of it. None if unknown.
        is_day_said: Whether the day is that of saying; else it is that of the first printing.
        reason: Why it is called so, in a sentence.
        earlier: The statement that it is compared with; None if there is none.
        ground: The words that the reason rests on, in `earlier` (`a`) and in `printed` (`b`); None for none.

    Example:
        >>> [step.what for step in collection.positions("Lima", about="bridge").steps]
        ['first_said', 'denied']
    """

    what: StepKind
    printed: Printed
    others: tuple[Printed, ...] = ()
    day: str | None = None
    is_day_said: bool = False
    reason: str = ""
    earlier: Printed | None = None
    ground: Ground | None = None

    @property
    def printings(self) -> tuple[Printed, ...]:
        """All its printings, by day of publication."""
        every = (self.printed, *self.others)
        return tuple(sorted(every, key=lambda printed: printed.article.published or "9999"))

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that print it, each once, the first one first; those without a name are left out."""
        names = (printed.article.outlet for printed in self.printings)
        return tuple(dict.fromkeys(filter(None, names)))

    def to_dict(self) -> JsonObject:
        """Return the step as `quotetrack positions --format jsonl` prints it."""
        return {
            "what": self.what,
            "day": self.day,
            "day_is": "said" if self.is_day_said else "published" if self.day else None,
            "reason": self.reason,
            "outlets": list(self.outlets),
            "printed": self.printed.to_dict(),
            "others": [printed.id for printed in self.others],
            "earlier": self.earlier.to_dict() if self.earlier else None,
            "ground": self.ground.to_dict() if self.ground else None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Positions:
    """What somebody said on a matter, step by step.

    Attributes:
        speaker: The speaker's name.
        about: The matter, as asked.
        read_as: Whose statements on what were looked for, in a sentence.
        steps: The utterances in the order of their days; those without a day come last.
        note: Why there are no steps; None if there are some.
        left_out: How many utterances more there are than steps, as a limit was given.

    Example:
        >>> positions = collection.positions("Lima", about="bridge")
        >>> positions.speaker, len(positions.steps), positions.note
        ('Ana Lima', 2, None)
    """

    speaker: str
    about: str
    read_as: str
    steps: tuple[Step, ...] = ()
    note: str | None = None
    left_out: int = 0

    def at_most(self, limit: int) -> Positions:
        """Return the positions with no more steps than that: those that tell most, the latest of the rest.

        Args:
            limit: How many steps.

        Returns:
            The positions; `left_out` counts the others.
        """
        if len(self.steps) <= limit:
            return self
        ranked = sorted(range(len(self.steps)), key=self._tells)
        kept = tuple(self.steps[place] for place in sorted(ranked[:limit]))
        return replace(self, steps=kept, left_out=self.left_out + len(self.steps) - len(kept))

    def _tells(self, place: int) -> tuple[int, bool, int]:
        """Return by what steps are ranked, the most telling first: the kind, whether it stands beside an earlier one,
        the day."""
        step = self.steps[place]
        return _TELLS[step.what], step.earlier is None, -place
