"""The table of number words."""

from __future__ import annotations

from quotetrack.text.numbers import MULTIPLES, NUMBER_WORDS, SCALES, UNITS


def test_number_words_amount_to_what_they_say() -> None:
    assert [NUMBER_WORDS[word] for word in ("zero", "seven", "twelve", "ninety")] == [0, 7, 12, 90]
    assert MULTIPLES["dozen"] == 12
    assert MULTIPLES["bn"] == MULTIPLES["billion"] == 1_000_000_000


def test_scales_are_multiples_in_rising_order() -> None:
    amounts = [MULTIPLES[word] for word in SCALES]
    assert amounts == sorted(amounts) == [10**2, 10**3, 10**6, 10**9, 10**12]


def test_no_unit_is_a_number() -> None:
    assert {"%", "per cent"} <= UNITS
    assert not UNITS & (NUMBER_WORDS.keys() | MULTIPLES.keys())
