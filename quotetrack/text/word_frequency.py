"""How frequent words are in English: their place among all, most frequent first."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from quotetrack.text.word_lists import read_language_file


@cache
def word_ranks(language: str = "en") -> Mapping[str, int]:
    """Map each of 21,722 words, in lower case, to its place among all words, from 1.

    The list is `word_frequency.txt` of the language: the place is the number of the line. Lines are empty if the
    list that it was made from has no whole word.
    """
    lines = read_language_file("word_frequency.txt", language).split("\n")
    return {word: place for place, word in enumerate(lines, start=1) if word}
