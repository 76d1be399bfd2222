"""Names that are spelled much like another."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from quotetrack.text.edit_distance import likeness, nearest
from quotetrack.text.folding import fold_words

CLOSE = 0.8
"""How alike a name is that somebody may have meant by a misspelt one: a letter or two of a surname."""
NEAR = 0.75
"""How alike a name is that is shown as one that may have been meant."""
_SHORTEST = 5
"""Letters of the shortest name that is compared letter by letter: "Li" and "Lu" are two names."""
_KEPT = 10_000
"""Names whose folded forms are kept from one look to the next."""


def is_close(asked: str, name: str) -> bool:
    """Return True if a name, or its last word, differs from what was asked as a misspelling does, or in its blanks."""
    one, other = "".join(fold_words(asked)), "".join(fold_words(name))
    last = "".join(fold_words(name)[-1:])
    return one == other or any(
        len(against) >= _SHORTEST and likeness(one, against) >= CLOSE for against in (other, last)
    )


def near_names(asked: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return up to three of these names that are spelled much like `asked`, nearest first."""
    spelled: dict[str, str] = {}
    for name in names:
        for form in _forms_of(name):
            spelled.setdefault(form, name)
    near = nearest(" ".join(fold_words(asked)), spelled, least=NEAR, most=6)
    return tuple(dict.fromkeys(spelled[form] for form in near))[:3]


@lru_cache(maxsize=_KEPT)
def _forms_of(name: str) -> tuple[str, str]:
    """A name and its last word, folded."""
    words = fold_words(name)
    return " ".join(words), words[-1] if words else ""
