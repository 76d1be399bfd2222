"""Words that mean much the same: "hackers" finds "hacking", "emails" finds "mail".

`meanings.txt` has for each word of a vocabulary those nearest to it by the vectors of a language model, made once by
`benchmarks/make_meanings.py`. A word that is not in it, a name most often, is near to itself alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from quotetrack.text.stemming import stem
from quotetrack.text.word_lists import read_language_file

_MOST_NEAR = 6
"""Words that one is looked up by besides itself."""


class Meanings:
    """A table of words, a line a word, in order: the word, then others, each as "word:nearness"."""

    def __init__(self, table: str) -> None:
        self._lines = table.splitlines()

    def near(self, word: str) -> list[tuple[str, float]]:
        """Return the words nearest to this one, nearest first, each with how near it is (0.5-1). Its own forms are left
        out. Empty for a word that the table does not have."""
        line = next(filter(None, map(self._line, _forms(word))), "")
        own = stem(word)
        others = (other.split(":") for other in line.split()[1:])
        return [(other, float(near)) for other, near in others if stem(other) != own][:_MOST_NEAR]

    def _line(self, word: str) -> str:
        place = bisect_left(self._lines, f"{word} ")
        return next((line for line in self._lines[place : place + 1] if line.startswith(f"{word} ")), "")


def _forms(word: str) -> Iterator[str]:
    """The word, and other forms of it that a vocabulary may have: "hackers" is in it as "hacker"."""
    yield word
    for ending in ("s", "es", "ed", "d", "ing"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            yield from (word.removesuffix(ending), f"{word.removesuffix(ending)}e")
    yield from (f"{word.removesuffix('e')}{ending}" for ending in ("s", "ing", "ed", "ment"))


@cache
def load_meanings() -> Meanings:
    """Return the table that comes with the package; read once."""
    return Meanings(read_language_file("meanings.txt"))
