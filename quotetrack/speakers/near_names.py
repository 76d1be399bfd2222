"""Names that are spelled much like another."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from functools import lru_cache

from quotetrack.text.folding import fold_words

_CLOSE = 0.8
_PAIRS_SHARED = 3
"""One in so many pairs of letters must be shared before spellings are compared, which takes long."""
_KEPT = 10_000
"""Names whose pairs of letters are kept from one look to the next."""


def is_close(asked: str, name: str) -> bool:
    """True where a name differs from what was asked as a misspelling does: joined, or by a letter or two."""
    one, other = "".join(fold_words(asked)), "".join(fold_words(name))
    last = "".join(fold_words(name)[-1:])
    return one == other or any(
        len(against) > 4 and difflib.SequenceMatcher(None, one, against).ratio() >= _CLOSE
        for against in (other, last)
    )


def near_names(asked: str, names: Sequence[str]) -> tuple[str, ...]:
    """Up to three of these names that are spelled much like `asked`, nearest first."""
    wanted = " ".join(fold_words(asked))
    pairs = _pairs(wanted)
    spelled: dict[str, str] = {}
    for name in names:
        for form, own in _forms_of(name):
            if len(pairs & own) * _PAIRS_SHARED >= len(pairs):
                spelled.setdefault(form, name)
    near = difflib.get_close_matches(wanted, spelled, n=6, cutoff=0.75)
    return tuple(dict.fromkeys(spelled[form] for form in near))[:3]


@lru_cache(maxsize=_KEPT)
def _forms_of(name: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """A name and its last word, folded, each with its pairs of letters."""
    words = fold_words(name)
    return tuple((form, _pairs(form)) for form in (" ".join(words), words[-1] if words else ""))


def _pairs(word: str) -> frozenset[str]:
    """The pairs of letters in a word."""
    return frozenset(word[n : n + 2] for n in range(len(word) - 1))
