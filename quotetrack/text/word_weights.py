"""Words as linking compares them: folded, stemmed, numbered, and weighed by how rare they are in English."""

from __future__ import annotations

import math
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from quotetrack.text.folding import strip_accents
from quotetrack.text.stemming import stem
from quotetrack.text.word_frequency import word_ranks

_WORD = re.compile(r"\d+(?:[.,]\d+)*%?|[^\W\d_]+(?:['’][^\W\d_]+)*")
_LONGEST = 40
MOST = 400
"""Words of a text that are read; a quotation that is longer is a document."""
_COMMON = 170
"""Words that are more frequent than about this many others in English say nothing of what a text is about."""


def words_of(text: str) -> list[str]:
    """The words of a text in order, without case and accents, the first `MOST`; "didn't" is "did" and "not", "$4,500"
    is "4500"."""
    out: list[str] = []
    for word in _WORD.findall(strip_accents(text).casefold()):
        plain = word.replace("’", "'")
        if plain == "n't":  # a text in pieces: "did n't"
            out.append("not")
        elif plain.endswith("n't"):
            out += ("can" if plain == "can't" else plain[:-3], "not")
        elif plain == "cannot":
            out += ("can", "not")
        elif plain[0].isdigit():
            out.append(plain.replace(",", "").rstrip("%"))
        else:
            out.append(plain.split("'", 1)[0][:_LONGEST])
        if len(out) >= MOST:
            break
    return out


@dataclass(frozen=True, slots=True)
class Known:
    """A word: the number of its stem (never 0), its weight, 0 for words that say nothing, about 5 for rare ones; the
    rarest words come first in their `order`."""

    number: int
    weight: float
    order: tuple[float, int] = (0.0, 0)


class Words(dict[str, Known]):
    """What is known of words, by word; each is looked up once, when it is first asked for. `ranks` gives the place of a
    word among the words of English by frequency, from 1; a word that is not there is rarer than all of them."""

    def __init__(self, ranks: Mapping[str, int]) -> None:
        super().__init__()
        self._ranks = ranks
        self._last = max(ranks.values(), default=1)

    def is_english(self, word: str) -> bool:
        """Whether the word is among those whose frequency is known."""
        return word in self._ranks

    def __missing__(self, word: str) -> Known:
        if len(self) >= 1_000_000:  # words of a hostile or endless stream must not fill the memory
            self.clear()
        known = self[word] = self._look(word)
        return known

    def _look(self, word: str) -> Known:
        root = stem(word)
        rank = min(self._ranks.get(word, self._last), self._ranks.get(root, self._last))
        weight = max(0.0, math.log((rank + 20) / _COMMON))
        number, weight = zlib.crc32(root.encode("utf-8", "surrogatepass")) or 1, round(weight, 2)
        return Known(number, weight, (-weight, number))


@lru_cache(maxsize=1)
def known_words() -> Words:
    """What is known of the words of English, kept from one use to the next."""
    return Words(word_ranks())
