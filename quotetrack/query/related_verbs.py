"""Words that news uses for one another: who "condemned" a "meeting" is told by who "slammed" the "summit" too."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from quotetrack.text.stemming import stem


@cache
def _told(what: str, language: str = "en") -> tuple[tuple[str, ...], ...]:
    told = json.loads(files(f"quotetrack.lang.{language}").joinpath("asked.json").read_text("utf-8"))
    return tuple(tuple(line.split()) for line in told[what])


def _families() -> tuple[tuple[str, ...], ...]:
    return _told("families")


@cache
def _by_stem() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in _told("words"):
        for word in line:
            found.setdefault(stem(word), set()).update(line)
    return {own: frozenset(words) for own, words in found.items()}


def same_in_news(word: str) -> frozenset[str]:
    """Nouns and verbs that news uses for this one, by its stem; empty for most."""
    own = stem(word)
    return frozenset(other for other in _by_stem().get(own, ()) if stem(other) != own)


@cache
def known_verbs() -> Mapping[str, str]:
    """The verbs of all families by their stems, so that "condemned" finds "condemn"."""
    return {stem(verb): verb for family in _families() for verb in family}


@cache
def kin_of(verb: str) -> frozenset[str]:
    """The stems of the verbs that tell much the same, its own among them; empty for one that tells nothing ("say")."""
    return frozenset(stem(other) for family in _families() if verb in family for other in family)
