"""The words of a question as they are compared, and where in it whoever is asked about may be named."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from itertools import dropwhile

from quotetrack.text.folding import fold_words

INTERROGATIVES = frozenset("what how when where why".split())
PASSIVE = frozenset("is are was were".split())
AUXILIARIES = PASSIVE | frozenset("did does do has have had will would can could".split())
_OR_NOT = (
    AUXILIARIES
    | frozenset(f"{verb}n{mark}t" for verb in AUXILIARIES - {"can", "will"} for mark in "'’")
    | frozenset("can't can’t won't won’t should might must may".split())
)
_FAR = 10
"""Words of a question among which its auxiliary stands ("how many of the bills that passed did")."""
ARTICLES = frozenset("the a an".split())
_MARKS = ",.;:!?\"'“”‘’()"
_ACRONYM = re.compile(r"\b(?:[A-Z]\.){2,8}(?=\W|$)")
_FIGURE = re.compile(
    r"\b(?:how (?:many|much|long|far|old|high|big|often|large)|(?:what|which) (?:year|day|date|percentage|share))\b",
    re.IGNORECASE,
)
_OPENING = frozenset(
    "all every any quote quotes quotation quotations statement statements everything by from of".split()
)


def bare_words(words: Sequence[str]) -> list[str]:
    """The words as the tables above have them: small letters, no punctuation around."""
    return [word.lower().strip(_MARKS) for word in words]


def words_behind(openers: Container[str], words: Sequence[str]) -> list[str]:
    """The words behind those of `openers` that they begin with: "about the harbour" gives "the harbour"."""
    bare = zip(words, bare_words(words), strict=True)
    return [word for word, _ in dropwhile(lambda pair: pair[1] in openers, bare)]


def phrase_of(words: Sequence[str]) -> str | None:
    """The words as one phrase without the article before it; None if there are none."""
    phrase = " ".join(words_behind(ARTICLES, words)).strip(_MARKS)
    return phrase if fold_words(phrase) else None


def names_asked_first(question: str) -> list[str]:
    """Return the words of a question from where whoever is asked about may be named: behind "according to", else behind
    the auxiliary of an interrogative, else all. Empty for a question that asks who."""
    words = without_opening(plain_acronyms(question).split())
    bare = bare_words(words)
    if not words or bare[0] in ("who", "whom", "whose"):
        return []
    if bare[0] == "which":
        return words[1:]
    if any(word.endswith(":") for word in words[:_FAR]):
        return words
    relay = next((n for n in range(len(words) - 2) if bare[n : n + 2] == ["according", "to"]), None)
    if relay is not None:
        return _until_comma(words[relay + 2 :])
    if bare[0] in INTERROGATIVES | {"in", "up"}:
        # "how many bills did", "what day do", "in what year does"
        near = bare[:_FAR]
        place = next((n for n, word in enumerate(near) if n and word in _OR_NOT), None)
        return words[place + 1 :] if place is not None else words
    return words[1:] if bare[0] in _OR_NOT else words


def without_opening(words: list[str]) -> list[str]:
    """Return a question without "quotes by", "all statements of" and the like before a name."""
    bare = bare_words(words)
    end = next((n for n, word in enumerate(bare) if word not in _OPENING), len(bare))
    is_opening = end > 1 and bare[end - 1] in ("by", "from", "of") and end < len(words)
    return words[end:] if is_opening else words


def asks_figure(question: str) -> bool:
    """Return True for a question that a figure answers: "how many", "how long", "in what year"."""
    return _FIGURE.search(question) is not None


def plain_acronyms(text: str) -> str:
    """Return the text with acronyms as most write them: "NFL" for "N.F.L."."""
    return _ACRONYM.sub(lambda match: match.group().replace(".", ""), text)


def _until_comma(words: list[str]) -> list[str]:
    """The words up to the first that a comma follows."""
    end = next((n for n, word in enumerate(words) if word.endswith(",")), len(words) - 1)
    return words[: end + 1]
