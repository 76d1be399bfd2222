"""How the words of names are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.attribution.name_forms import fold, is_one_letter_off


@pytest.mark.parametrize(
    ("word", "folded"),
    [("Okoro’s", "okoro"), ("al-Assad", "assad"), ("Müller", "muller"), ("Jr.", "jr"), ("Tallis'", "tallis")],
)
def test_a_word_is_folded_to_what_two_spellings_share(word: str, folded: str) -> None:
    assert fold(word) == folded


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("mclenney", "mcclenney", True),
        ("tallis", "talils", True),
        ("tallis", "tellis", True),
        ("tallis", "tallis", False),
        ("tallis", "tillas", False),
        ("okoro", "oko", False),
    ],
)
def test_one_slip_is_told_from_two(one: str, other: str, expected: bool) -> None:
    assert is_one_letter_off(one, other) is expected


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_a_slip_is_one_from_either_side(one: str, other: str) -> None:
    assert is_one_letter_off(one, other) == is_one_letter_off(other, one)
