"""Whether a paragraph is too dense to be news: more marks, cues, names, pronouns or signs in 1,000 characters than any
article has, or a sentence without end. What is done with each of these beside each other grows with the square or the
cube of their number, so such a paragraph is read in short pieces.

The bounds are one and a half times the most that 3,647 articles of news have in any paragraph (143,613 of
them): `python benchmarks/density.py FILE` prints it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from quotetrack.lang import load_lexicon
from quotetrack.records import Span

WINDOW = 1_000
"""Characters in which is counted."""
PIECE = 400
"""Characters of the pieces in which a paragraph that is too dense is read."""
LONGEST_SENTENCE = 2_500
"""Characters without the end of a sentence; the longest of news has 1,664."""

BOUNDS: dict[str, int] = {"marks": 24, "cues": 30, "pronouns": 45, "names": 160, "words and signs": 450}
"""How many of each may stand in 1,000 characters; news has at most 16, 19, 29, 103 and 281."""

_PATTERNS = {
    "marks": re.compile(r"[\"“”„«»‹›「」『』＂]|(?<!\w)['‘’]|['’](?!\w)"),
    "pronouns": re.compile(
        r"\b(?:s?he|they|him|hers?|them|his|theirs?|its?|who|that|which)\b", re.IGNORECASE
    ),
    "names": re.compile(r"\b[^\W\d_a-z]\w*"),
    "words and signs": re.compile(r"\w+|[^\w\s]"),
}
_WORD = re.compile(r"[^\W\d_]+")
_IRREGULAR = frozenset(("said", "told", "thought", "wrote", "spoke", "knew", "according"))
_STOP = re.compile(r"[.!?…。！？]|\n")
_FEWEST = min(BOUNDS.values())
"""Characters below which a paragraph cannot be too dense."""


def is_too_dense(text: str, span: Span) -> bool:
    """Return True if somewhere in the span more stands in 1,000 characters than `BOUNDS` says, or a sentence is longer
    than `LONGEST_SENTENCE`."""
    length = span.end - span.start
    if length > LONGEST_SENTENCE and longest_sentence(text, span) > LONGEST_SENTENCE:
        return True
    return length > _FEWEST and any(
        most_in_window(places(kind, text, span)) > bound for kind, bound in BOUNDS.items()
    )


def places(kind: str, text: str, span: Span) -> list[int]:
    """Return where the words or signs of a kind, one of `BOUNDS`, begin in a span of the text."""
    if kind == "cues":
        forms = _cue_forms()
        found = _WORD.finditer(text, span.start, span.end)
        return [word.start() for word in found if word.group().lower() in forms]
    return [found.start() for found in _PATTERNS[kind].finditer(text, span.start, span.end)]


def most_in_window(found: Sequence[int]) -> int:
    """Return how many of these places, which are in order, lie in 1,000 characters at most."""
    most = first = 0
    for number, place in enumerate(found):
        while place - found[first] >= WINDOW:
            first += 1
        most = max(most, number - first + 1)
    return most


def longest_sentence(text: str, span: Span) -> int:
    """Return the most characters of a span between one sign that ends a sentence and the next."""
    ends = [span.start, *(stop.end() for stop in _STOP.finditer(text, span.start, span.end)), span.end]
    return max(end - start for start, end in pairwise(ends))


@cache
def _cue_forms() -> frozenset[str]:
    """Return the forms of the verbs that report; some that no verb has are among them."""
    lexicon = load_lexicon()
    verbs = lexicon.cues | lexicon.reporting | lexicon.telling
    stems = ((verb, verb.removesuffix("e")) for verb in verbs)
    forms = {form for verb, stem in stems for form in (verb, f"{verb}s", f"{stem}ed", f"{stem}ing")}
    return _IRREGULAR | forms
