"""A name, title or role as somebody asks for it, taken apart once for everything that looks for its bearer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from quotetrack.speakers.names import PersonName, person_name
from quotetrack.text.folding import STOP_WORDS, fold_words

_KEPT = 10_000
"""Names whose folded words are kept from one look to the next."""


@lru_cache(maxsize=_KEPT)
def fold_name(name: str) -> tuple[str, ...]:
    """Return the words of a name or role in order, folded as the index folds them."""
    return tuple(fold_words(name))


@dataclass(frozen=True, slots=True)
class AskedName:
    """What is asked for: as `printed`, its folded `words` in order, the `telling` ones among them (no stop words), and
    the parts it has if it is a `person`'s name."""

    printed: str
    words: tuple[str, ...]
    telling: tuple[str, ...]
    person: PersonName

    @classmethod
    def parse(cls, printed: str) -> AskedName:
        """Take apart what is asked for. Without letters and digits it has no words."""
        words = fold_name(printed)
        return cls(
            printed, words, tuple(word for word in words if word not in STOP_WORDS), person_name(printed)
        )
