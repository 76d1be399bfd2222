"""The outlet that a question names, in full or as people call it: "the Times", "NYT", "Fox"."""

from __future__ import annotations

from collections.abc import Iterator

from quotetrack.speakers.directory import Searchable
from quotetrack.text.folding import fold_words

_SMALL = frozenset("the of and for".split())
_ENDINGS = frozenset("com org net news".split())
"""What is left out where an outlet is called by what comes before."""


def find_called_outlet(called: str, store: Searchable) -> str | None:
    """Return the outlet that is called so: by its name or domain, else the only one that these words, its initials or
    its name without "News" stand for; None if there is none, or if there are several."""
    if (outlet := store.articles.outlet(called)) is not None:
        return outlet
    words = tuple(word for word in fold_words(called) if word != "the")
    if not words or not any(char.isupper() for char in called):
        return None
    found = [name for name in store.articles.outlets() if words in _short_names(name)]
    return found[0] if len(found) == 1 else None


def _short_names(name: str) -> Iterator[tuple[str, ...]]:
    """What else an outlet is called: the last word, initials, and the name without "News" or a domain's ending."""
    words = tuple(word for word in fold_words(name) if word != "the")
    if len(words) < 2:
        return
    if words[-1] not in _ENDINGS:
        yield words[-1:]
    else:
        yield words[:-1]
    if len(initials := "".join(word[0] for word in fold_words(name) if word not in _SMALL)) > 2:
        yield (initials,)
    yield ("".join(words),)
