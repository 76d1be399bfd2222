"""Finds the words of a subject in a text: themselves, others that mean much the same, and names spelled otherwise."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from quotetrack.lang.names import respelled
from quotetrack.lang.ranks import word_ranks
from quotetrack.lang.stem import stem
from quotetrack.query.words import fold_words
from quotetrack.records import Span

_OTHER_SPELLING, _SHORTEST_NAME = 0.9, 4
"""What another spelling of a name counts beside the name itself, and how long it must be."""

_WORD = r"[^\W_]+"


@dataclass(frozen=True, slots=True)
class Sighting:
    """A word of a text that stands for word number `word` of a subject: where it begins, and how near it is (0-1; 1:
    the word itself)."""

    start: int
    word: int
    near: float


class Sought:
    """The words of a subject, each with its stem and, by their stems, others with how near they are (0-1)."""

    def __init__(self, stems: Sequence[str], others: Sequence[Mapping[str, float]]) -> None:
        self._stems, self._others = tuple(stems), tuple(others)
        self._names = {n: _respelled(own) for n, own in enumerate(stems) if _is_name(own)}
        self._known: dict[str, tuple[tuple[int, float], ...]] = {}
        self._begins = re.compile(rf"\b(?:{'|'.join(sorted(self._beginnings()))}){_WORD[:-1]}*", re.IGNORECASE)

    def sightings(self, text: str) -> list[Sighting]:
        """Where the words stand in a text, in order."""
        # Only words that begin like one of them are looked at; one with an accent may begin otherwise.
        words = self._begins.finditer(text) if text.isascii() else re.finditer(_WORD, text)
        return [
            Sighting(found.start(), word, near)
            for found in words
            for word, near in self._standing_for(found.group())
        ]

    def nearness(self, sightings: Sequence[Sighting], spans: Sequence[Span]) -> tuple[float, ...]:
        """How near each word is to one in these spans; 0 where none stands for it."""
        best = [0.0] * len(self._stems)
        for seen in sightings:
            if seen.near > best[seen.word] and any(span.start <= seen.start < span.end for span in spans):
                best[seen.word] = seen.near
        return tuple(best)

    def _beginnings(self) -> set[str]:
        """Two letters that words which stand for one of these begin with; the whole word where it is as short."""
        return {re.escape(word[:2]) for words in (self._stems, *self._others) for word in words} | {
            re.escape(self._stems[n][0]) for n in self._names
        }

    def _standing_for(self, word: str) -> tuple[tuple[int, float], ...]:
        if word not in self._known:
            self._known[word] = tuple(
                (n, near) for part in fold_words(word) for n in range(len(self._stems)) if (near := self._near(n, part))
            )
        return self._known[word]

    def _near(self, n: int, word: str) -> float:
        own = stem(word)
        if own == self._stems[n]:
            return 1.0
        is_spelled_so = n in self._names and word[0] == self._stems[n][0] and _respelled(own) == self._names[n]
        return max(self._others[n].get(own, 0.0), _OTHER_SPELLING * is_spelled_so)


def _is_name(own: str) -> bool:
    """Whether a stem is no word of English, so that it may be spelled in several ways: Asad and Assad."""
    return len(own) >= _SHORTEST_NAME and own not in word_ranks()


_respelled = lru_cache(maxsize=20_000)(respelled)
