"""What a rule for indirect speech finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reported:
    """An indirect claim as token numbers, ends not included: content and cue."""

    start: int
    end: int
    cue_start: int
    cue_end: int
    rule: str
