"""The words by which somebody is described, each as one that stands for those used alike: a "flack" is a spokesman."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from quotetrack.text.folding import telling_words
from quotetrack.text.stemming import stem
from quotetrack.text.word_lists import read_word_lists

CHANGE_AN_OFFICE = frozenset(map(stem, "former late deputy vice acting then".split()))
"""Words, by their stems, that make another of whom an office is printed."""

NOT_IN_OFFICE = frozenset(
    {stem("former"), *map(stem, read_word_lists("roles.json")["kinship"])} - {"partner", "friend", "colleagu"}
)
"""Words, by their stems, that say that whoever is described does not hold the office named beside."""


def described_words(text: str) -> tuple[str, ...]:
    """Return the telling words of a role, a mention or a name in order, each by its stem, or by the first of the line
    of `asked.json` that has it."""
    return tuple(_standing_for(word) for word in telling_words(text))


def is_calling(word: str) -> bool:
    """Return True if somebody may be called by this word, in small letters or by its stem: "spokesman", "office"."""
    return stem(word) in _callings()


def is_of_a_body(word: str) -> bool:
    """Return True for what stands behind the name of a body for people of it, in small letters: "staff", "aides"."""
    return stem(word) in _descriptions()


def in_full(name: str) -> Iterator[str]:
    """Yield a name with each short form of a place written out: "NYC mayor" gives "New York City mayor" and "New York
    mayor"."""
    for short, *full in (line.split(" ", 1) for line in read_word_lists("asked.json")["places"]):
        if re.search(rf"\b{short}\b", name):
            yield from (re.sub(rf"\b{short}\b", words, name) for words in full[0].split(", "))


def _standing_for(word: str) -> str:
    own = stem(word)
    return _descriptions().get(own, own)


@cache
def _descriptions() -> Mapping[str, str]:
    lines = (line.split() for line in read_word_lists("asked.json")["descriptions"])
    return {stem(word): stem(line[0]) for line in lines for word in line}


@cache
def _callings() -> frozenset[str]:
    roles = read_word_lists("roles.json")
    words = (*roles["people"], *roles["kinship"], *roles["callings"], *roles["agents"], *roles["ranks"])
    return frozenset((*map(stem, words), *_descriptions(), *_descriptions().values()))
