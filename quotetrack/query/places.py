"""Countries, their adjectives and the capitals that stand for their governments: "Moscow" is "Russia" and "Russian"."""

from __future__ import annotations

from functools import cache

from quotetrack.text.word_lists import read_word_lists


@cache
def _places() -> dict[str, frozenset[str]]:
    lines = map(str.split, read_word_lists("places.json")["places"])
    return {word: frozenset(line) for line in lines for word in line}


def same_place(word: str) -> frozenset[str]:
    """Return the other words for the country that a folded word stands for; empty if it stands for none."""
    return _places().get(word, frozenset()) - {word}
