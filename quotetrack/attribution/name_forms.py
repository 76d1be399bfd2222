"""How the words of names are compared: folded to what two spellings share, and one slip of the pen apart."""

from __future__ import annotations

import re
from functools import lru_cache

from quotetrack.text.edit_distance import errors_between
from quotetrack.text.folding import strip_accents


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """A word for comparing names: no case, accents, possessive or "al-"."""
    plain = strip_accents(re.sub(r"['’]s?$", "", word)).casefold()
    return re.sub(r"^(?:al|el|ad|as|ar)-(?=\w)", "", plain).strip(".")


@lru_cache(maxsize=65_536)
def joined(word: str) -> str:
    """A word of a name folded and without its hyphens: "Abdel-Aziz" and "Abdelaziz" are one name."""
    return re.sub(r"(?<=\w)[-‐‑](?=\w)", "", fold(word))


def is_one_letter_off(word: str, other: str) -> bool:
    """Return True if one letter was dropped, added, changed, or swapped with the next: the Damerau-Levenshtein distance
    (optimal string alignment) is 1."""
    return errors_between(word, other, most=1) == 1
