"""Finds names that are spelled much like another."""

from __future__ import annotations

from collections.abc import Sequence

from quotetrack.speakers.asked_name import AskedName, fold_name
from quotetrack.text.edit_distance import likeness, nearest

CLOSE = 0.8
"""How alike (0-1) a name is that somebody may have meant by a misspelt one: a letter or two of a surname."""
NEAR = 0.75
"""How alike (0-1) a name is that is shown as one that may have been meant."""
_SHORTEST = 5
"""Letters of the shortest name that is compared letter by letter: "Li" and "Lu" are two names."""


def is_close(asked: AskedName, name: str) -> bool:
    """Return True if a name, or its last word, differs from what was asked as a misspelling does, or in its blanks."""
    words = fold_name(name)
    wanted, whole = "".join(asked.words), "".join(words)
    return wanted == whole or any(
        len(spelling) >= _SHORTEST and likeness(wanted, spelling) >= CLOSE
        for spelling in (whole, "".join(words[-1:]))
    )


def near_names(asked: AskedName, names: Sequence[str]) -> tuple[str, ...]:
    """Return up to three of these names that are spelled much like what was asked, nearest first."""
    by_spelling: dict[str, str] = {}
    for name in names:
        words = fold_name(name)
        for spelling in (" ".join(words), "".join(words[-1:])):
            by_spelling.setdefault(spelling, name)
    near = nearest(" ".join(asked.words), by_spelling, least=NEAR, most=6)
    return tuple(dict.fromkeys(by_spelling[spelling] for spelling in near))[:3]
