"""What people have decided: of quotations, and of who is who."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Literal

from quotetrack.records.article import JsonObject

Status = Literal["confirmed", "corrected", "rejected", "unsure"]
"""What a reviewer has found of a quotation. `confirmed`: it stands as it is. `corrected`: it stands as put right.
`rejected`: nothing of it is to be used. `unsure`: it was looked at, and cannot be settled."""

DecisionField = Literal["status", "words", "speaker", "stance", "notes"]
"""What a reviewer can decide on. `words` is where the words begin and end."""

STATUSES: tuple[Status, ...] = ("confirmed", "corrected", "rejected", "unsure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What people have decided of a quotation, as it stands now.

    Attributes:
        status: confirmed, corrected, rejected or unsure; None if there are only notes, or it was reopened.
        reviewer: Who decided last.
        checked_on: The day on which it was checked, "YYYY-MM-DD".
        notes: What a reader should know; None if there are no notes.
        corrected: The fields that are as a person has put them.

    Example:
        >>> review = Review(status="confirmed", reviewer="Eva Holm", checked_on="2024-03-04")
        >>> review.to_dict()["status"]
        'confirmed'
    """

    status: Status | None
    reviewer: str
    checked_on: str
    notes: str | None = None
    corrected: tuple[DecisionField, ...] = ()

    def shows(self, *, passes: bool) -> bool:
        """Return whether the quotation is shown, if without the review it `passes` the bar or not."""
        if self.status == "rejected":
            return False
        return passes or self.status in ("confirmed", "corrected") or bool(self.corrected)

    def to_dict(self) -> JsonObject:
        """Return the review as JSON has it."""
        return {**asdict(self), "corrected": list(self.corrected)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One thing that a reviewer has decided of a quotation, for good. A later decision on the same field wins.

    Attributes:
        number: The decision's number.
        quote: The quotation's id.
        what: The field: status, words, speaker, stance or notes.
        value: What the field is since then, as JSON.
        was: What the field was before, as JSON.
        made_by: Who decided.
        made_at: When, ISO 8601.
        checked_on: The day on which the quotation was checked, "YYYY-MM-DD".
        batch: Numbers what was decided in one go.
        undoes: The number of the decision that this one takes back; None if it takes none back.
        article: The article's id.

    Example:
        >>> list(collection.decisions())
        []
    """

    number: int
    quote: str
    what: DecisionField
    value: str
    was: str
    made_by: str
    made_at: str
    checked_on: str
    batch: int = 0
    undoes: int | None = None
    article: str = ""

    def to_dict(self) -> JsonObject:
        """Return the decision as `quotetrack review log --format jsonl` prints it; "value" and "was" are the field's
        own."""
        return {
            "number": self.number,
            "article": self.article,
            "quote": self.quote,
            "what": self.what,
            "value": json.loads(self.value),
            "was": json.loads(self.was),
            "made_by": self.made_by,
            "made_at": self.made_at,
            "checked_on": self.checked_on,
            "batch": self.batch,
            "undoes": self.undoes,
        }


Settling = Literal["merge", "split", "alias"]
"""What is decided of two names. `merge`: one speaker bears both. `split`: two speakers bear them. `alias`: the first
always means the second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerDecision:
    """What somebody has decided of two names, for good. A later decision on the same names wins.

    Attributes:
        what: merge, split or alias.
        name: The first name.
        other: The second name.
        made_by: Who decided.
        made_at: When, ISO 8601.
        why: The reason; None if none was given.
        undoes: The `key` of the decision that this one takes back; None if it takes none back. Both have the same
            names.
        number: The decision's number; 0 before it is stored.
        takes_back: The number of the decision that this one takes back; None if it takes none back.

    Example:
        >>> collection.speaker_decisions()
        ()
    """

    what: Settling
    name: str
    other: str
    made_by: str
    made_at: str
    why: str | None = None
    undoes: str | None = None
    number: int = 0
    takes_back: int | None = None

    @property
    def key(self) -> str:
        """What tells it from other decisions, also in another database."""
        return decision_key(self.what, self.name, self.other, self.made_by, self.made_at)


def decision_key(*told: str) -> str:
    """Return 16 hexadecimal digits of what makes a decision the one that it is."""
    return hashlib.blake2b(json.dumps(told).encode("ascii"), digest_size=8).hexdigest()
