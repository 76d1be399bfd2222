"""Which word takes the same stand more strongly than another: scales of modal and of evaluative words, as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from quotetrack.text.word_lists import read_word_lists

_LISTS = read_word_lists("strength.json")


def _levels(scales: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """Map each scale to its words, each with its step from 0."""
    return {
        name: {word: level for level, words in enumerate(steps) for word in words}
        for name, steps in scales.items()
    }


MODAL = _levels(_LISTS["modal"])
"""Scales of words that stand before the verb: "may" is weaker than "will", "should" than "must"."""
PREDICATIVE = _levels(_LISTS["predicative"])
"""Scales of adjectives that stand on either side of what they are about: "possible" is weaker than "imminent"."""
EVALUATIVE = _levels(_LISTS["evaluative"])
"""Scales of verbs and nouns that judge or ask: "concerned" is weaker than "condemn"."""
BACKSHIFTED: Mapping[str, str] = _LISTS["backshifted"]
"""What a report in the past makes of a word, and the word: "would" for "will"."""
AGAIN = frozenset(_LISTS["again"])
"""Words by which an article says that something was said before."""
VERBS = frozenset(_LISTS["verbs"])
"""Words that show a clause: verbs that stand in most, and pronouns that are a subject."""
RETOLD = frozenset(_LISTS["retold"])
"""Words beside a cue by which an article tells of an earlier day."""
HEDGES = frozenset(
    word for scales in (MODAL, PREDICATIVE) for word, level in scales["likelihood"].items() if level == 0
) | frozenset(("may", "might", "could"))
"""Words that leave it open whether it is so."""
PLEDGES = frozenset(_LISTS["pledges"])
"""Words that make a figure a demand or a pledge."""
_OPPOSITES: Sequence[Sequence[str]] = _LISTS["opposites"]
OPPOSITE = {word: other for a, b in _OPPOSITES for word, other in ((a, b), (b, a))}
"""Words and what says the opposite."""
SCALE_WORDS = frozenset(
    word for scales in (MODAL, PREDICATIVE, EVALUATIVE) for words in scales.values() for word in words
) | frozenset(BACKSHIFTED)
"""All words of the scales: how strongly something is said, not what."""


def stronger_by(earlier: str, later: str, scales: Mapping[str, Mapping[str, int]]) -> bool:
    """Return whether the later word stands higher than the earlier one on one of the scales, and lower on none."""
    steps = [
        words[later] - words[earlier] for words in scales.values() if earlier in words and later in words
    ]
    return bool(steps) and max(steps) > 0 and min(steps) >= 0
