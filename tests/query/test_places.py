"""Countries and what stands for them."""

from __future__ import annotations

from quotetrack.query.places import same_place


def test_a_capital_stands_for_its_country() -> None:
    assert {"russia", "russian"} <= same_place("moscow")
    assert "moscow" not in same_place("moscow")
    assert same_place("corvo") == frozenset()
