"""Where the words for a speaker stand. Written against en_core_web_sm 3.8.0."""

from __future__ import annotations

import pytest

from tests.attribution.walk import name, statements

pytestmark = pytest.mark.parser


def test_turns_are_each_their_labels() -> None:
    text = "Marta Klein: Did you see the ferry?\nOwen Tallis: I saw it leave.\nMarta Klein: At what time?"
    assert [name(s) for s in statements(text)] == ["Marta Klein", "Owen Tallis", "Marta Klein"]


def test_an_unnamed_turn_has_its_label_as_mention() -> None:
    text = "Counsel: Did you see the ferry?\nWitness: I saw it leave."
    assert [s.attribution.mention[0].of(text) for s in statements(text)] == ["Counsel", "Witness"]
    assert [name(s) for s in statements(text)] == [None, None]
