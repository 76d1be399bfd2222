"""Words that mean much the same: "hackers" finds "hacking", "emails" finds "email".

Each word of a vocabulary has a vector, made once by `benchmarks/make_word_vectors.py`; two words are as near as the
cosine of theirs. A word that is not in it, a name most often, is near to itself alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from quotetrack.lang.stem import stem

NEAR = 0.5
"""From which cosine on a word counts at all. Below it stand words of the same field that say something else, such as
"tax" and "income"; read off the nearest words of two hundred words of news."""
_MOST_NEAR = 6
"""Words that one is looked up by besides itself."""


class Meanings:
    """The vectors of a vocabulary, one row a word, each as long as one."""

    def __init__(self, words: Sequence[str], vectors: NDArray[np.float32]) -> None:
        self._words = list(words)
        self._vectors = vectors
        self._place = {word: n for n, word in enumerate(words)}
        self._row = lru_cache(maxsize=256)(self._compare)

    def near(self, word: str) -> list[tuple[str, float]]:
        """The words nearest to this one, nearest first, each with its cosine; itself and its own forms left out."""
        row = self._row(word)
        if row is None:
            return []
        best = np.argsort(-row)[: 3 * _MOST_NEAR]
        own = stem(word)
        found = [(self._words[n], float(row[n])) for n in best if row[n] >= NEAR]
        return [(other, cosine) for other, cosine in found if stem(other) != own][:_MOST_NEAR]

    def _compare(self, word: str) -> NDArray[np.float32] | None:
        place = next((self._place[form] for form in _forms(word) if form in self._place), None)
        return None if place is None else self._vectors @ self._vectors[place]


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
    """The vectors that come with the package; read once."""
    with np.load(str(files(f"quotetrack.lang.{language}").joinpath("meanings.npz"))) as told:
        vectors = told["meanings"].astype(np.float32) / 127
        words = str(told["words"]).split("\n")
    return Meanings(words, vectors)
