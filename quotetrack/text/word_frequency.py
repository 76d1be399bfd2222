"""How frequent words are in English: their place among all, most frequent first."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def word_ranks(language: str = "en") -> Mapping[str, int]:
    """Map each of 21,722 words, in lower case, to its place among all words, from 1.

    The list is `word_frequency.txt` of the language: the place is the number of the line. Lines are empty where the
    list that it was made from has no whole word.
    """
    lines = files(f"quotetrack.lang.{language}").joinpath("word_frequency.txt").read_text("utf-8").split("\n")
    return {word: place for place, word in enumerate(lines, start=1) if word}
