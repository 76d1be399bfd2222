"""Stems are those of the full-text index."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.text.folding import key_words
from quotetrack.text.stemming import stem

ENDINGS = (
    "s es sses ies ss ed eed ing y ational tional enci anci izer bli alli entli eli ousli ization ation ator alism"
    " iveness fulness ousness aliti iviti biliti logi icate ative alize iciti ical ful ness al ance ence er ic able"
    " ible ant ement ment ent sion tion ion ou ism ate iti ous ive ize e ll"
).split()
WORDS = st.builds(
    lambda start, first, second: start + first + second,
    st.text("abeilnorstuvyz", min_size=1, max_size=7),
    st.sampled_from(["", *ENDINGS]),
    st.sampled_from(ENDINGS),
)


@given(st.lists(WORDS | st.text("aeysdingl", min_size=1, max_size=6), min_size=1, max_size=60))
def test_stems_are_those_of_sqlite(words: list[str]) -> None:
    index = sqlite3.connect(":memory:")
    index.execute(
        "CREATE VIRTUAL TABLE told USING fts5(word, tokenize='porter unicode61 remove_diacritics 2')"
    )
    index.executemany("INSERT INTO told(rowid, word) VALUES (?, ?)", enumerate(words))
    index.execute("CREATE VIRTUAL TABLE terms USING fts5vocab(told, 'instance')")
    indexed = dict(index.execute("SELECT doc, term FROM terms"))
    index.close()
    assert {n: stem(word) for n, word in enumerate(words)} == indexed


@pytest.mark.parametrize("word", ["", "a", "is", "東京", "été", "w" * 5000])
def test_short_long_and_foreign_words_are_their_own_stem(word: str) -> None:
    assert stem(word) == word


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the Corvo meeting", ["corvo", "meeting"]),
        ("the US and us", ["us"]),
        ("it is", ["it", "is"]),
        ("Varga's Café", ["varga", "cafe"]),
        ("no", ["no"]),
    ],
)
def test_key_words(text: str, words: list[str]) -> None:
    assert key_words(text) == words
