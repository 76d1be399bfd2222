"""What a text means, as a vector of small whole numbers: the sum of the vectors of its words.

The vectors of `lang/<code>/vectors.npz` were fitted so that their sums agree with what a sentence encoder says of whole
sentences (`benchmarks/make_vectors.py`). A word that is not there is read in pieces, the longest first, as the encoder
reads it. Nothing is run but a table, so a text costs microseconds, and every processor gives the same numbers.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from quotetrack.shipped import SHIPPED, read_weights
from quotetrack.text.folding import strip_accents

SIZE = 256
"""Numbers of a vector."""
_TOKEN = re.compile(r"[^\W_]+|[^\w\s]")
_MOST = 400
"""Words of a text that are read."""
_LONGEST = 40
"""Letters of a word that are read."""
_SCALE = 127

Meaning = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class WordVectors:
    """Vectors by piece of a word, each kept in eight bits beside what one of its steps stands for."""

    place: dict[str, int]
    rows: NDArray[np.int8]
    step: NDArray[np.float32]
    _known: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def meaning(self, text: str) -> Meaning:
        """Return the vector of a text, its length as near to 127 as whole numbers allow; all 0 if no word is known."""
        places = [place for word in _words(text) for place in self._pieces(word)]
        total = self.rows[places].astype(np.float64).T @ self.step[places].astype(np.float64)
        length = float(np.sqrt(total @ total)) if places else 0.0
        return np.rint(total * (_SCALE / length)).astype(np.int8) if length > 0 else np.zeros(SIZE, np.int8)

    def _pieces(self, word: str) -> tuple[int, ...]:
        """Return the places of a word's pieces, the longest that are known; none if a piece of it is not."""
        if (known := self._known.get(word)) is not None:
            return known
        found: list[int] = []
        start = 0
        while start < len(word):
            lead = "##" if start else ""
            fits = (e for e in range(len(word), start, -1) if lead + word[start:e] in self.place)
            end = next(fits, None)
            if end is None:
                found = []
                break
            found.append(self.place[lead + word[start:end]])
            start = end
        self._known[word] = tuple(found)
        return self._known[word]


def _words(text: str) -> Iterator[str]:
    plain = strip_accents(text).lower()
    for number, match in enumerate(_TOKEN.finditer(plain)):
        if number == _MOST:
            break
        yield match.group()[:_LONGEST]


def cosines(left: Meaning, right: Meaning) -> NDArray[np.float32]:
    """Return how near the vectors of each row are, from -1 to 1, to two decimals; 0 where one has no known word."""
    a, b = left.astype(np.int32), right.astype(np.int32)
    size = np.sqrt((a * a).sum(axis=1).astype(np.float64) * (b * b).sum(axis=1))
    near = (a * b).sum(axis=1) / np.maximum(size, 1.0)
    return np.asarray(near.round(2), np.float32)


def read_vectors(data: bytes) -> WordVectors:
    """Return the vectors kept in `data`, the bytes of a file that `benchmarks/make_vectors.py` has written."""
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        pieces = arrays["pieces"].tobytes().decode("utf-8").split("\n")
        place = {piece: number for number, piece in enumerate(pieces)}
        return WordVectors(place, arrays["rows"], arrays["step"])


@lru_cache(maxsize=1)
def shipped_vectors() -> WordVectors:
    """Return the vectors that come with the package."""
    return read_vectors(read_weights(SHIPPED / "vectors.npz"))
