"""What a rule for indirect speech finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Claim:
    """An indirect claim as token numbers, ends not included: content and cue. `confidence` is the share of the rule's
    finds that the annotators marked too, in every other article of PolNeAR's training half; `figure` and `raised` occur
    too seldom there to tell."""

    start: int
    end: int
    cue_start: int
    cue_end: int
    rule: str
    confidence: float
