"""Which entities of a text are looked at from a place: all of a news article, of a text with very many the latest."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from quotetrack.attribution.entities import Entity

MOST_BEFORE, MOST_BEHIND = 250, 50
"""Entities that are looked at before a place and behind it, in a text with more than both together. What compares each
mention with each entity stays linear so."""


def in_sight(entities: Sequence[Entity], place: int) -> Sequence[Entity]:
    """Return the entities, which are in order of first mention, that are looked at from a place of the text."""
    if len(entities) <= MOST_BEFORE + MOST_BEHIND:
        return entities
    at = bisect_left(entities, place, key=lambda entity: entity.mentions[0].span.start)
    return entities[max(0, at - MOST_BEFORE) : at + MOST_BEHIND]
