"""Words as linking compares them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.text.word_frequency import word_ranks
from quotetrack.text.word_weights import MOST, Words, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We didn't go.", ["we", "did", "not", "go"]),
        ("They can’t; they cannot", ["they", "can", "not", "they", "can", "not"]),
        ("$4,500 and 12.5%", ["4500", "and", "12.5"]),
        ("Călin’s café", ["calin", "cafe"]),
        ("", []),
        ("…!?", []),
        ("they did n't go, n’t", ["they", "did", "not", "go", "not"]),
    ],
)
def test_words_are_folded_and_denials_told(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_a_text_without_end_is_read_to_a_limit() -> None:
    assert len(words_of("on and " * 10_000)) == MOST


def test_frequent_words_weigh_nothing_and_rare_ones_most() -> None:
    words = Words(word_ranks())
    assert words["the"].weight == words["said"].weight == 0
    assert 0 < words["minister"].weight < words["zyzzyva"].weight


def test_forms_of_a_word_are_one() -> None:
    words = Words(word_ranks())
    assert words["meetings"].number == words["meeting"].number != words["meat"].number


@given(st.text())
def test_no_text_raises(text: str) -> None:
    words = Words({"said": 1})
    assert all(words[word].number for word in words_of(text))
