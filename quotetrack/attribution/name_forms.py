"""How the words of names are compared: folded to what two spellings share, and one slip of the pen apart."""

from __future__ import annotations

import re
from functools import lru_cache

from quotetrack.text.folding import strip_accents


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """A word for comparing names: no case, accents, possessive or "al-"."""
    plain = strip_accents(re.sub(r"['’]s?$", "", word)).casefold()
    return re.sub(r"^(?:al|el|ad|as|ar)-(?=\w)", "", plain).strip(".")


def is_one_letter_off(one: str, other: str) -> bool:
    """True where one letter was dropped, added, changed, or swapped with the next."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    i = next(
        (k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    rest, others = one[i:], other[i:]
    swapped = rest[:2] == others[:2][::-1] and rest[2:] == others[2:]
    return rest[1:] == others[1:] or rest[1:] == others or rest == others[1:] or swapped
