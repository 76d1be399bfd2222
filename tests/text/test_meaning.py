"""Vectors of what a text means."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.text.meaning import SIZE, cosines, shipped_vectors


def nearness(a: str, b: str) -> float:
    """The cosine of two texts."""
    left, right = (shipped_vectors().meaning(text)[None] for text in (a, b))
    return float(cosines(left, right)[0])


def test_a_text_is_nearest_to_itself() -> None:
    assert nearness("The bridge will stay closed.", "The bridge will stay closed.") == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("text", "near", "far"),
    [
        (
            "His going would change nothing.",
            "His departure has no effect.",
            "The bridge is closed to lorries.",
        ),
        ("The doctors went on strike.", "Physicians stopped work.", "The harbour froze over."),
    ],
)
def test_other_words_for_the_same_are_nearer_than_other_things(text: str, near: str, far: str) -> None:
    assert nearness(text, near) > nearness(text, far) + 0.2


def test_case_and_accents_do_not_count() -> None:
    assert nearness("Élan of the CAFÉ", "elan of the cafe") == pytest.approx(1.0)


def test_a_text_without_known_words_means_nothing_and_is_near_nothing() -> None:
    assert not shipped_vectors().meaning("").any()
    assert nearness("", "The bridge is closed.") == 0.0


@given(st.text(max_size=300))
def test_any_text_has_a_vector(text: str) -> None:
    found = shipped_vectors().meaning(text)
    assert found.shape == (SIZE,)
    assert found.dtype == np.int8
