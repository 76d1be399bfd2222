"""The printings worth laying beside some words: what a store's full-text index finds by a few of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from quotetrack.records import Filter, Printed
from quotetrack.store import Store
from quotetrack.text.edit_distance import mistyped
from quotetrack.text.folding import fold_words
from quotetrack.text.word_frequency import word_ranks

PrintedRows = dict[int, Printed]
"""Statements by their rows."""


@dataclass(frozen=True, slots=True)
class RetrievalSettings:
    """What is looked up for some words. Rerun `benchmarks/check_altered.py` and `check_speed.py` before changing
    one."""

    # Words that are looked at; by what stands further on nothing is looked up.
    read: int = 400
    # Words that are looked up as one phrase.
    whole: int = 12
    # Stretches that the words are cut into, so that what is looked up is spread over all of them.
    segments: int = 4
    # Sequences of three words that are looked up.
    windows: int = 8
    # Single words that are looked up, the rarest of all, beside those of the stretches.
    rare: int = 3
    # Printings that looking for sequences may bring.
    as_phrases: int = 16
    # Printings that looking for single words may bring.
    by_words: int = 20
    # The same of one speaker.
    by_own_words: int = 10
    # Printings that looking for each misspelt word may bring.
    as_typed: int = 20
    # Speakers whose printings are looked for.
    people: int = 3
    # Rank of a word that stands everywhere: a sequence of nothing else is looked up only within the whole
    # phrase.
    common: int = 60
    # Rank of a word that thousands of a hundred thousand quotations have: beside rarer ones it adds time
    # only.
    frequent: int = 600
    # In no more than so many words misspelt ones are looked for.
    few: int = 6
    # Words that may be misspelt that are looked up.
    mistyped: int = 3
    # How many letters such a word has.
    letters: range = range(4, 15)


SETTINGS = RetrievalSettings()


def by_phrases(store: Store, words: str) -> PrintedRows:
    """Return those that have some of the words one after the other in the quotation itself."""
    folded = fold_words(words)[: SETTINGS.read]
    phrases = [" ".join(folded[: SETTINGS.whole]), *_windows(folded)]
    return dict(store.statements.search_light(phrases, Filter(limit=SETTINGS.as_phrases), in_order=True))


def by_words(store: Store, words: str, people: Sequence[str] = ()) -> PrintedRows:
    """Return those that have some of the rarest words in them or near them: by anybody, or by these people."""
    rare = _rare(fold_words(words)[: SETTINGS.read])
    limit = SETTINGS.by_own_words if people else SETTINGS.by_words
    wanted = Filter(people=tuple(people)[: SETTINGS.people], limit=limit)
    return dict(store.statements.search_light(rare, wanted)) if rare else {}


def as_typed(store: Store, words: str) -> PrintedRows:
    """Return those that have a word which one of a few words may be with a typing error."""
    folded = list(dict.fromkeys(fold_words(words)))
    if len(folded) > SETTINGS.few:
        return {}
    ranks = word_ranks()
    likely = sorted((word for word in folded if len(word) in SETTINGS.letters), key=ranks.__contains__)
    found: PrintedRows = {}
    for word in likely[: SETTINGS.mistyped]:
        forms = [form for form in sorted(mistyped(word)) if _rank(form) > SETTINGS.common]
        found |= dict(store.statements.search_light(forms, Filter(limit=SETTINGS.as_typed), in_order=True))
    return found


def _rank(word: str) -> int:
    """Return the place of a word among those of English by frequency; a word that is not there comes after all."""
    return word_ranks().get(word, 99_999)


def _windows(folded: Sequence[str]) -> list[str]:
    """Return three words around each of the rarest, of every stretch."""
    out: dict[str, None] = {}
    for first, last in _segments(len(folded)):
        places = sorted(range(first, last), key=lambda n: -_rank(folded[n]))
        for at in places[: max(2, SETTINGS.windows // SETTINGS.segments)]:
            if _rank(folded[at]) > SETTINGS.common:
                start = min(max(0, at - 1), max(0, len(folded) - 3))
                out[" ".join(folded[start : start + 3])] = None
    return list(out)


def _rare(folded: Sequence[str]) -> list[str]:
    """Return the rarest words of all, and the rarest of every stretch that is not too frequent to be worth its time."""
    spread = [max(folded[a:b], key=_rank) for a, b in _segments(len(folded))]
    rarest = sorted(dict.fromkeys(folded), key=lambda word: -_rank(word))
    chosen = list(dict.fromkeys([*rarest[: SETTINGS.rare], *spread]))[: SETTINGS.rare + 2]
    least = max(SETTINGS.common, min(SETTINGS.frequent, _rank(rarest[0]) // 4)) if rarest else 0
    return [word for word in chosen if _rank(word) >= least] or rarest[: SETTINGS.rare]


def _segments(length: int) -> list[tuple[int, int]]:
    """Return where the stretches of so many words begin and end."""
    parts = min(SETTINGS.segments, max(1, length // 4))
    edges = [round(n * length / parts) for n in range(parts + 1)]
    return [(a, b) for a, b in pairwise(edges) if b > a]
