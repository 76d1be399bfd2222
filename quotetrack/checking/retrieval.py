"""The printings worth laying beside some words: what a store's full-text index finds by a few of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from quotetrack.records import Filter, Printed
from quotetrack.store import Store
from quotetrack.text.edit_distance import mistyped
from quotetrack.text.folding import fold_words
from quotetrack.text.word_frequency import word_ranks

Found = dict[int, Printed]
"""Statements by their rows."""

READ = 400
"""Words that are looked at; by what stands further on nothing is looked up."""
_WINDOWS, _RARE, _SEGMENTS = 8, 3, 4
"""Sequences of three words, and single words, that are looked up, spread over so many stretches of the words."""
_AS_PHRASES, _BY_WORDS, _OWN, _AS_TYPED = 16, 20, 10, 20
"""Printings that each way of looking may bring."""
_WHOLE = 12
"""Words that are looked up as one phrase."""
_COMMON = 60
"""Rank of a word that stands everywhere: a sequence of nothing else is looked up only within the whole phrase."""
_PEOPLE = 3
_FREQUENT = 600
"""Rank of a word that thousands of a hundred thousand quotations have: beside rarer ones it adds time only."""
_FEW, _TYPED = 6, 3
"""In no more than so many words misspelt ones are looked for, and so many of them."""
_LEAST_LETTERS, _MOST_LETTERS = 4, 14


def by_phrases(store: Store, words: str) -> Found:
    """Those that have some of the words one after the other in the quotation itself."""
    folded = fold_words(words)[:READ]
    phrases = [" ".join(folded[:_WHOLE]), *_windows(folded)]
    return dict(store.statements.search_light(phrases, Filter(limit=_AS_PHRASES), in_order=True))


def by_words(store: Store, words: str, people: Iterable[str] = ()) -> Found:
    """Those that have some of the rarest words in them or near them: by anybody, or by these people."""
    rare = _rare(fold_words(words)[:READ])
    own = tuple(people)[:_PEOPLE]
    wanted = Filter(people=own, limit=_OWN) if own else Filter(limit=_BY_WORDS)
    return dict(store.statements.search_light(rare, wanted)) if rare else {}


def as_typed(store: Store, words: str) -> Found:
    """Those that have a word which one of a few words may be with a typing error."""
    folded = list(dict.fromkeys(fold_words(words)))
    if len(folded) > _FEW:
        return {}
    ranks = word_ranks()
    likely = sorted(
        (word for word in folded if _LEAST_LETTERS <= len(word) <= _MOST_LETTERS), key=lambda w: w in ranks
    )
    found: Found = {}
    for word in likely[:_TYPED]:
        forms = [one for one in sorted(mistyped(word)) if ranks.get(one, 99_999) > _COMMON]
        found |= dict(store.statements.search_light(forms, Filter(limit=_AS_TYPED), in_order=True))
    return found


def _rank(word: str) -> int:
    return word_ranks().get(word, 99_999)


def _windows(folded: Sequence[str]) -> list[str]:
    """Three words around each of the rarest, of every stretch."""
    out: dict[str, None] = {}
    for first, last in _segments(len(folded)):
        places = sorted(range(first, last), key=lambda n: -_rank(folded[n]))
        for at in places[: max(2, _WINDOWS // _SEGMENTS)]:
            if _rank(folded[at]) > _COMMON:
                start = min(max(0, at - 1), max(0, len(folded) - 3))
                out[" ".join(folded[start : start + 3])] = None
    return list(out)


def _rare(folded: Sequence[str]) -> list[str]:
    """The rarest words of all, and the rarest of every stretch that is not too frequent to be worth its time."""
    spread = [max(folded[a:b], key=_rank) for a, b in _segments(len(folded))]
    rarest = sorted(dict.fromkeys(folded), key=lambda word: -_rank(word))
    chosen = list(dict.fromkeys([*rarest[:_RARE], *spread]))[: _RARE + 2]
    least = max(_COMMON, min(_FREQUENT, _rank(rarest[0]) // 4)) if rarest else 0
    return [word for word in chosen if _rank(word) >= least] or rarest[:_RARE]


def _segments(length: int) -> list[tuple[int, int]]:
    """The stretches of so many words."""
    parts = min(_SEGMENTS, max(1, length // 4))
    edges = [round(n * length / parts) for n in range(parts + 1)]
    return [(a, b) for a, b in pairwise(edges) if b > a]
