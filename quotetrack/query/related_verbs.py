"""Words that news uses for one another: who "condemned" a "meeting" is told by who "slammed" the "summit" too."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from quotetrack.text.stemming import stem
from quotetrack.text.word_lists import read_word_lists


@cache
def _lines(name: str) -> tuple[tuple[str, ...], ...]:
    """The words of each line of a list in `asked.json`."""
    return tuple(tuple(line.split()) for line in read_word_lists("asked.json")[name])


@lru_cache(maxsize=1000)
def same_in_news(word: str) -> frozenset[str]:
    """Return nouns and verbs that news uses for this one, by its stem; empty for most."""
    own = stem(word)
    lines = [line for line in _lines("words") if own in map(stem, line)]
    return frozenset(other for line in lines for other in line if stem(other) != own)


@cache
def known_verbs() -> Mapping[str, str]:
    """Map the stems of the verbs of all families to the verbs, so that "condemned" finds "condemn"."""
    return {stem(verb): verb for family in _lines("families") for verb in family}


@lru_cache(maxsize=1000)
def related_stems(verb: str) -> frozenset[str]:
    """Return the stems of the verbs that tell much the same, its own among them; empty for one that tells nothing
    ("say")."""
    return frozenset(stem(other) for family in _lines("families") if verb in family for other in family)
