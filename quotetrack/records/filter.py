"""Which statements of a store are wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypedDict

from quotetrack.records.quotation import Kind, Stance
from quotetrack.records.review import Status


class Criteria(TypedDict, total=False):
    """The fields of a `Filter` by name, as the methods of `Collection` take them."""

    speaker: str | None
    about: str | None
    source: str | None
    since: str | None
    until: str | None
    kind: Kind | None
    stance: Stance | None
    min_confidence: float
    limit: int | None
    person: str | None
    people: tuple[str, ...]
    status: Status | Literal["unchecked"] | None
    unshown: bool
    mentions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which of the statements shown are wanted. Every field that is set must hold; an unset one asks nothing.

    Attributes:
        speaker: Only speakers whose name has all of these words. Case and accents do not count.
        about: Only if all of these words stand in the quotation or its paragraph.
        source: Only this outlet, by name or domain.
        since: Only published on this day ("YYYY-MM-DD") or later.
        until: Only published on this day ("YYYY-MM-DD") or earlier.
        kind: Only this kind: direct, mixed or indirect.
        stance: Only this stance.
        min_confidence: Only if the speaker is at least this sure, 0 to 1.
        limit: At most this many.
        person: Only the speaker with this id (`SpeakerEntry.id`).
        people: Only any of the speakers with these ids.
        status: Only what a reviewer has found so; "unchecked" if nobody has. "rejected" chooses what is rejected, which
            is not shown otherwise.
        unshown: Also what is not shown: what is kept back, as it does not pass the bar, and what was rejected.
        mentions: Only speakers who are not named and whom the article calls one of these, as printed. `speaker` then
            counts for nothing.

    Example:
        >>> [printed.text for printed in collection.quotes(Filter(speaker="Lima", stance="denied"))]
        ['the bridge was unsafe']
    """

    speaker: str | None = None
    about: str | None = None
    source: str | None = None
    since: str | None = None
    until: str | None = None
    kind: Kind | None = None
    stance: Stance | None = None
    min_confidence: float = 0.0
    limit: int | None = None
    person: str | None = None
    people: tuple[str, ...] = ()
    status: Status | Literal["unchecked"] | None = None
    unshown: bool = False
    mentions: tuple[str, ...] = ()


EVERYTHING = Filter()
"""Asks nothing of a statement but that it is shown."""
