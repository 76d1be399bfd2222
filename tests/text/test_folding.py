"""Words are folded in one way for the database, its index and every question."""

from __future__ import annotations

import pytest

from quotetrack.text.folding import fold_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Łukasz O'Neill", ["lukasz", "o", "neill"]),
        ("Bashar al-Assad", ["bashar", "al", "assad"]),
        ("Ångström, Straße", ["angstrom", "strasse"]),
        ("Ærø", ["aero"]),
        ("snake_case", ["snake", "case"]),
        ("  …!", []),
    ],
)
def test_words_are_folded(text: str, words: list[str]) -> None:
    assert fold_words(text) == words


@pytest.mark.parametrize("letter", ["a", "é"])
def test_words_are_cut_after_100_letters(letter: str) -> None:
    assert [len(word) for word in fold_words(f"{letter * 250} {letter * 100}")] == [100, 100]
