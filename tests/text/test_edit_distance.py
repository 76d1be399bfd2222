"""Words with a typing error or two, and spellings by how alike they are."""

from __future__ import annotations

import pytest

from quotetrack.text.edit_distance import is_mistyped, likeness, mistyped, nearest, respelt


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("bridge", "brigde", id="two letters swapped"),
        pytest.param("bridge", "bridg", id="the last left out"),
        pytest.param("minister", "ministrers", id="two errors in a long word"),
        pytest.param("port", "part", id="a letter changed"),
    ],
)
def test_a_typing_error_is_seen_either_way(one: str, other: str) -> None:
    assert is_mistyped(one, other)
    assert is_mistyped(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("bridge", "bridge", id="the same word"),
        pytest.param("27", "28", id="figures"),
        pytest.param("it", "is", id="too short"),
        pytest.param("bridge", "fridgy", id="both ends differ"),
        pytest.param("bridge", "brxdxe", id="two errors in a short word"),
        pytest.param("minister", "xmxnxster", id="three errors"),
    ],
)
def test_other_words_are_no_typing_error(one: str, other: str) -> None:
    assert not is_mistyped(one, other)


def test_every_word_with_one_error_is_made_once() -> None:
    made = mistyped("cat", letters="ab")
    assert {"at", "act", "bat", "cast"[:2] + "bt"} <= made
    assert "cat" not in made


def test_misspelt_words_are_taken_for_those_of_the_other_text() -> None:
    words, places = respelt(["the", "bridgde", "is", "safe"], ["the", "bridge", "is", "open"])
    assert words == ["the", "bridge", "is", "safe"]
    assert places == {1}


def test_an_english_word_is_no_misspelling_of_another() -> None:
    assert respelt(["form"], ["from"]) == (["form"], frozenset())


def test_likeness_is_the_share_of_letters_in_common() -> None:
    assert likeness("lavrov", "lavrov") == 1.0
    assert likeness("lavrov", "lavrow") == pytest.approx(10 / 12)
    assert likeness("abc", "xyz") == 0.0


def test_the_nearest_come_first_and_no_more_than_asked_for() -> None:
    names = ["orlova", "orlov", "petrov", "orlow"]
    assert nearest("orlov", names, least=0.75, most=2) == ["orlov", "orlova"]
    assert nearest("orlov", ["smith"], least=0.75, most=2) == []
