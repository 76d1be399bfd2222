"""Words are folded in one way for the database, its index and every question."""

from __future__ import annotations

import pytest

from quotetrack.text.folding import fold_case, fold_words, key_words, strip_accents, telling_words


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


@pytest.mark.parametrize(
    ("text", "plain"),
    [("Émile Ångström", "Emile Angstrom"), ("ﬁn", "fin"), ("Øre", "Øre"), ("plain", "plain")],
)
def test_accents_are_taken_away(text: str, plain: str) -> None:
    assert strip_accents(text) == plain


def test_case_is_folded_and_strokes_are_lost() -> None:
    assert fold_case("ØRE Straße") == "ore strasse"


def test_words_that_tell_a_subject() -> None:
    assert key_words("the harbour and the harbour") == ["harbour"]
    assert key_words("it") == ["it"]
    assert telling_words("about them") == []
    assert telling_words("trade with the US and us") == ["trade", "us"]
