"""How alike two spellings are: typing errors in a word, and names that are spelled much like another. rapidfuzz, behind
one door."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from quotetrack.text.word_weights import known_words

_SHORT, _LONG = 3, 8
"""Letters of a word in which one error is let pass, and from which on two are."""


_SURE = 7
"""Letters from which on a word that is English may be another one misspelt: "form" is a word of its own."""


def respelt(words: Sequence[str], theirs: Sequence[str]) -> tuple[list[str], frozenset[int]]:
    """The words, those misspelt as `theirs` have them, and the places of these."""
    there, own = set(theirs), set(words)
    unmatched = [word for word in dict.fromkeys(theirs) if word not in own]
    out, typed = list(words), set()
    for n, word in enumerate(words):
        if word in there or (len(word) < _SURE and known_words().is_english(word)):
            continue
        if near := next((other for other in unmatched if is_mistyped(word, other)), None):
            out[n] = near
            typed.add(n)
    return out, frozenset(typed)


def is_mistyped(one: str, other: str) -> bool:
    """Return True if the words differ by a typing error, in long words by two, but not at both ends.

    An error is a letter left out, put in, changed or swapped with its neighbour: the Damerau-Levenshtein distance,
    restricted to optimal string alignment. The same word and figures give False: 27 is no mistyped 28."""
    shorter = min(len(one), len(other))
    if one == other or shorter < _SHORT or one[0].isdigit() or other[0].isdigit():
        return False
    most = 1 if shorter < _LONG else 2
    if abs(len(one) - len(other)) > most or max(len(one), len(other)) > 40:
        return False
    if one[0] != other[0] and one[-1] != other[-1]:  # spares nine comparisons of ten
        return False
    return errors_between(one, other, most=most) <= most


def errors_between(one: str, other: str, *, most: int) -> int:
    """Return how many errors lie between two words (Damerau-Levenshtein distance, optimal string alignment): letters
    left out, put in, changed, or swapped with a neighbour; `most` + 1 if there are more than that."""
    from rapidfuzz.distance import OSA

    return OSA.distance(one, other, score_cutoff=most)


def likeness(one: str, other: str) -> float:
    """Return how alike two spellings are, 0-1: twice their longest common subsequence over the letters of both."""
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(one, other)


def nearest(wanted: str, spellings: Iterable[str], *, least: float, most: int) -> list[str]:
    """Return up to `most` of the spellings that are at least `least` alike (0-1) to `wanted`, the most alike first;
    of equal ones the earlier first."""
    from rapidfuzz import process
    from rapidfuzz.distance import Indel

    near = process.extract(
        wanted, list(spellings), scorer=Indel.normalized_similarity, score_cutoff=least, limit=most
    )
    return [spelling for spelling, _, _ in near]


def mistyped(word: str, letters: str = "abcdefghijklmnopqrstuvwxyz") -> set[str]:
    """Every word that is this one with one error: about fifty for each letter."""
    halves = [(word[:n], word[n:]) for n in range(len(word) + 1)]
    out = {a + b[1:] for a, b in halves if b}
    out |= {a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1}
    out |= {a + c + b[1:] for a, b in halves if b for c in letters}
    out |= {a + c + b for a, b in halves for c in letters}
    return out - {word, ""}
