"""Whether two words are one with a typing error or two."""

from __future__ import annotations

from collections.abc import Sequence

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
    """True where the words differ by a letter left out, put in, changed or swapped with its neighbour: one such error,
    in long words two, but not at both ends. False for the same word, and for figures: 27 is no mistyped 28."""
    shorter = min(len(one), len(other))
    if one == other or shorter < _SHORT or one[0].isdigit() or other[0].isdigit():
        return False
    most = 1 if shorter < _LONG else 2
    if abs(len(one) - len(other)) > most or max(len(one), len(other)) > 40:
        return False
    if one[0] != other[0] and one[-1] != other[-1]:  # spares nine comparisons of ten
        return False
    return errors_between(one, other) <= most


def errors_between(one: str, other: str) -> int:
    """How many letters must be left out, put in, changed or swapped with a neighbour to make one word of the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(other, start=1):
            least = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                least = min(least, earlier[j - 2] + 1)
            row.append(least)
    return row[-1]


def mistyped(word: str, letters: str = "abcdefghijklmnopqrstuvwxyz") -> set[str]:
    """Every word that is this one with one error: about fifty for each letter."""
    halves = [(word[:n], word[n:]) for n in range(len(word) + 1)]
    out = {a + b[1:] for a, b in halves if b}
    out |= {a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1}
    out |= {a + c + b[1:] for a, b in halves if b for c in letters}
    out |= {a + c + b for a, b in halves for c in letters}
    return out - {word, ""}
