"""What people have decided: of quotations, and of who is who."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["confirmed", "corrected", "rejected", "unsure"]
"""What a reviewer has found of a quotation. `confirmed`: it stands as it is; `corrected`: it stands as put right;
`rejected`: nothing of it is to be used; `unsure`: it was looked at, and cannot be settled."""

DecisionField = Literal["status", "words", "speaker", "stance", "notes"]
"""What a reviewer can decide on. `words` is where the words begin and end."""

STATUSES: tuple[Status, ...] = ("confirmed", "corrected", "rejected", "unsure")


@dataclass(frozen=True, slots=True)
class Review:
    """What people have decided of a quotation, as it stands: the status (None: only notes, or reopened), who decided
    last, on which day it was checked ("YYYY-MM-DD"), notes, and which fields are as a person has put them."""

    status: Status | None
    reviewer: str
    checked_on: str
    notes: str | None = None
    corrected: tuple[DecisionField, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing that a reviewer has decided of a quotation, for good; a later one of the same field wins. `value` and
    `was` are what the field is since then and what it was before, as JSON. `undoes` is the number of a decision that
    this one takes back; `batch` numbers what was decided in one go. `made_at` is ISO 8601, `checked_on` a day."""

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


Settling = Literal["merge", "split", "alias"]


@dataclass(frozen=True, slots=True)
class SpeakerDecision:
    """What somebody has decided of two names, for good: they are one's ("merge", "alias") or two people's ("split");
    who, when (ISO 8601) and why. A later one about the same names wins."""

    what: Settling
    name: str
    other: str
    made_by: str
    made_at: str
    why: str | None = None
