"""Which decisions on pairs and on names stand: those that nobody has taken back. Which one is taken back is told by its
`key`, which is the same in every database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from quotetrack.errors import NotFound
from quotetrack.records import PairDecision, SpeakerDecision

Undoable = TypeVar("Undoable", PairDecision, SpeakerDecision)
"""A decision of a kind."""


def taken_back(decisions: Sequence[Undoable]) -> dict[int, int]:
    """Map the place of each decision that takes one back to the place of that one: the latest before it with the key
    that stands. `decisions` are first to last."""
    sought = {one.undoes for one in decisions} - {None}
    stands: dict[str, list[int]] = defaultdict(list)
    found: dict[int, int] = {}
    for place, one in enumerate(decisions if sought else ()):
        if one.undoes is None:
            if (key := one.key) in sought:
                stands[key].append(place)
        elif stands[one.undoes]:
            found[place] = stands[one.undoes].pop()
    return found


def those_standing(decisions: Sequence[Undoable]) -> list[Undoable]:
    """Return the decisions that stand, first to last."""
    gone = set(taken_back(decisions).values())
    return [one for place, one in enumerate(decisions) if one.undoes is None and place not in gone]


def taking_back(
    decisions: Sequence[Undoable], numbers: Iterable[int], *, by: str, at: str, log: str
) -> list[Undoable]:
    """Return the decisions that take back those of these numbers. NotFound for a number that none has, or one that is
    taken back already; `log` is the command that lists them."""
    known = {one.number for one in decisions}
    stands = {one.number: one for one in those_standing(decisions)}
    back: list[Undoable] = []
    for number in dict.fromkeys(numbers):
        if number not in known:
            raise NotFound(f"there is no decision {number}: `{log}` lists all with their numbers")
        if number not in stands:
            raise NotFound(f"decision {number} is taken back already, or takes one back itself")
        one = stands[number]
        back.append(replace(one, undoes=one.key, made_by=by, made_at=at, number=0, takes_back=number))
    return back
