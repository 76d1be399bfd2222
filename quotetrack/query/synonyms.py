"""Words that mean much the same: "hackers" finds "hacking", "emails" finds "mail".

`meanings.txt` has of each word of a vocabulary those nearest to it by the vectors of a language model, made once by
`benchmarks/make_meanings.py`. A word that is not in it, a name most often, is near to itself alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from quotetrack.text.stemming import stem

_MOST_NEAR = 6
"""Words that one is looked up by besides itself."""


class Meanings:
    """A table of words, a line a word, in order: the word, then others, each as "word:nearness"."""

    def __init__(self, table: str) -> None:
        self._lines = table.splitlines()

    def near(self, word: str) -> list[tuple[str, float]]:
        """The words nearest to this one, nearest first, each with how near it is (0.5-1); its own forms left out."""
        line = next((found for form in _forms(word) if (found := self._line(form))), "")
        own = stem(word)
        told = (other.split(":") for other in line.split()[1:])
        return [(other, float(near)) for other, near in told if stem(other) != own][:_MOST_NEAR]

    def _line(self, word: str) -> str:
        place = bisect_left(self._lines, f"{word} ")
        found = self._lines[place] if place < len(self._lines) else ""
        return found if found.startswith(f"{word} ") else ""


def _forms(word: str) -> Iterator[str]:
    """The word, and other forms of it that a vocabulary may have: "hackers" is in it as "hacker"."""
    yield word
    for ending in ("s", "es", "ed", "d", "ing"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            yield word.removesuffix(ending)
            yield f"{word.removesuffix(ending)}e"
    for ending in ("s", "ing", "ed", "ment"):
        yield f"{word.removesuffix('e')}{ending}"


@cache
def load_meanings(language: str = "en") -> Meanings:
    """The table that comes with the package; read once."""
    return Meanings(files(f"quotetrack.lang.{language}").joinpath("meanings.txt").read_text("ascii"))
