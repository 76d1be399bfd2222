"""Names that are spelled much like another."""

from __future__ import annotations

import pytest

from quotetrack.speakers.asked_name import AskedName
from quotetrack.speakers.near_names import is_close, near_names


@pytest.mark.parametrize(
    ("asked", "name", "is_so"),
    [
        ("Orlof", "Sergei Orlov", True),
        ("Sergie Orlov", "Sergei Orlov", True),
        ("Wind mill", "Windmill", True),
        ("Ormond", "Sergei Orlov", False),
        ("Lu", "Li", False),
    ],
)
def test_a_misspelt_name_is_close(asked: str, name: str, is_so: bool) -> None:
    assert is_close(AskedName.parse(asked), name) is is_so


def test_near_names_come_nearest_first_and_three_at_most() -> None:
    names = ["Wei Ma", "Ana Orlova", "Sergei Orlov", "Ina Orlow", "Petra Orlon"]
    near = near_names(AskedName.parse("Orlov"), names)
    assert near[0] == "Sergei Orlov"
    assert len(near) == 3
    assert "Wei Ma" not in near
    assert near_names(AskedName.parse("Orlov"), []) == ()
