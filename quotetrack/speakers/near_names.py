"""Finds names that are spelled much like another."""

from __future__ import annotations

from collections.abc import Sequence

from quotetrack.speakers.asked_name import AskedName, fold_name
from quotetrack.speakers.names import is_same_given
from quotetrack.text.edit_distance import errors_between, likeness, nearest

CLOSE = 0.8
"""How alike (0-1) a name is that somebody may have meant by a misspelt one: a letter or two of a surname."""
NEAR = 0.75
"""How alike (0-1) a name is that is shown as one that may have been meant."""
_MOST_ERRORS = 2
"""Typing errors between the last words of two names, however alike their first ones are."""
_SHORTEST_SURNAME = 4
"""Letters of the shortest surname that may be misspelt beside a given name."""
_SHORTEST = 5
"""Letters of the shortest name that is compared letter by letter: "Li" and "Lu" are two names."""


def is_close(asked: AskedName, name: str) -> bool:
    """Return True if a name, or its last word, differs from what was asked as a misspelling does, or in its blanks."""
    words = fold_name(name)
    wanted, whole = "".join(asked.words), "".join(words)
    if _has_given_name(asked, name):
        return True
    if (
        len(asked.words) > 1
        and words
        and errors_between(asked.words[-1], words[-1], most=_MOST_ERRORS) > _MOST_ERRORS
    ):
        # The given name alone makes nobody of them another.
        return wanted == whole
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
    given = (name for name in names if _has_given_name(asked, name))
    return tuple(dict.fromkeys([*given, *(by_spelling[spelling] for spelling in near)]))[:3]


def _has_given_name(asked: AskedName, name: str) -> bool:
    """True if a person's name has the given name asked for, in any form, and a surname that differs by few errors."""
    if len(asked.words) < 2:
        return False
    surname, words = asked.words[-1], fold_name(name)
    if len(words) < 2 or surname[0] != words[-1][0] or min(len(surname), len(words[-1])) < _SHORTEST_SURNAME:
        return False
    if errors_between(surname, words[-1], most=_MOST_ERRORS) > _MOST_ERRORS:
        return False
    return any(is_same_given(asked.words[0], given) for given in words[:-1])
