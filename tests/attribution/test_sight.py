"""Which entities are looked at: of a news article all, of a text made of names the latest."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from quotetrack.attribution.entities import Entity
from quotetrack.attribution.sight import MOST_BEFORE, MOST_BEHIND, in_sight
from quotetrack.records import Span


def named(count: int) -> list[Entity]:
    """Entities that are named first at 10, 20, 30 and so on."""
    mentions = (SimpleNamespace(span=Span(10 * n, 10 * n + 5)) for n in range(1, count + 1))
    return [Entity(str(n), "person", (str(n),), mentions=cast(Any, [m])) for n, m in enumerate(mentions)]


def test_of_few_all_are_in_sight() -> None:
    few = named(MOST_BEFORE + MOST_BEHIND)
    assert in_sight(few, 0) is few


def test_of_many_the_latest_before_a_place_and_some_behind_it() -> None:
    many = named(1_000)
    seen = in_sight(many, 5_005)
    assert seen == many[500 - MOST_BEFORE : 500 + MOST_BEHIND]
    assert in_sight(many, 0) == many[:MOST_BEHIND]
    assert in_sight(many, 100_000) == many[-MOST_BEFORE:]
