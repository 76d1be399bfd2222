"""Finds the words of a subject in a text: themselves, others that mean much the same, and names spelled otherwise."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from quotetrack.records import Span
from quotetrack.speakers.names import respelled
from quotetrack.text.folding import fold_words
from quotetrack.text.stemming import stem
from quotetrack.text.word_frequency import word_ranks

_OTHER_SPELLING, _SHORTEST_NAME = 0.9, 4
"""What another spelling of a name counts beside the name itself, and how long it must be."""

_ACRONYM = re.compile("[a-z]{2,6}")
_SMALL = ("of", "the", "and", "for", "on", "in", "de")
"""Words that have no letter in an acronym."""

_WORD = r"[^\W_]+"
_WITHOUT_ACCENTS = {
    letter: plain[0]
    for letter in range(0xC0, 0x250)
    if (plain := unicodedata.normalize("NFKD", chr(letter)))[0].isascii() and plain[0].isalpha()
} | str.maketrans("łŁøØđĐðÐħĦıæÆœŒþÞß", "lLoOdDdDhHiaAoOtTs")
"""Letters for letters, so that places stay: of those that fold to two, the first."""
_ACCENT = re.compile("[\u00c0-\u024f]")


@dataclass(frozen=True, slots=True)
class Sighting:
    """A word of a text that stands for word number `word` of a subject: where it begins, and how near it is (0-1; 1:
    the word itself)."""

    start: int
    word: int
    near: float


class Sought:
    """The words of a subject, each with its stem and, by their stems, others with how near they are (0-1)."""

    def __init__(
        self,
        stems: Sequence[str],
        others: Sequence[Mapping[str, float]],
        acronyms: Mapping[re.Pattern[str], Sequence[int]] = MappingProxyType({}),
    ) -> None:
        self._acronyms = acronyms
        self._stems, self._others = tuple(stems), tuple(others)
        self._names = {n: _respelled(own) for n, own in enumerate(stems) if _is_name(own)}
        self._known: dict[str, tuple[tuple[int, float], ...]] = {}
        self._begins = re.compile(rf"\b(?:{'|'.join(sorted(self._beginnings()))}){_WORD[:-1]}*")

    def sightings(self, text: str) -> list[Sighting]:
        """Where the words stand in a text, in order."""
        # Only words that begin like one of them are looked at.
        plain = text.translate(_WITHOUT_ACCENTS) if _ACCENT.search(text) else text
        words = self._begins.finditer(plain.lower())
        seen = [
            Sighting(found.start(), word, near)
            for found in words
            for word, near in self._standing_for(found.group())
        ]
        short = [
            Sighting(found.start(), word, 1.0)
            for pattern, places in self._acronyms.items()
            for found in pattern.finditer(text)
            for word in places
        ]
        return sorted(seen + short, key=lambda one: one.start) if short else seen

    def nearness(self, sightings: Sequence[Sighting], spans: Sequence[Span]) -> tuple[float, ...]:
        """How near each word is to one in these spans; 0 where none stands for it."""
        best = [0.0] * len(self._stems)
        for seen in sightings:
            if seen.near > best[seen.word] and any(span.start <= seen.start < span.end for span in spans):
                best[seen.word] = seen.near
        return tuple(best)

    def _beginnings(self) -> set[str]:
        """What words that stand for one of these begin with. A stem may have another last letter than its words."""
        begins = {
            word[: max(1, min(4, len(word) - 1))] for words in (self._stems, *self._others) for word in words
        }
        return {re.escape(begin) for begin in begins | {self._stems[n][0] for n in self._names}}

    def _standing_for(self, word: str) -> tuple[tuple[int, float], ...]:
        if word not in self._known:
            self._known[word] = tuple(
                (n, near)
                for part in fold_words(word)
                for n in range(len(self._stems))
                if (near := self._near(n, part))
            )
        return self._known[word]

    def _near(self, n: int, word: str) -> float:
        own = stem(word)
        if own == self._stems[n]:
            return 1.0
        is_spelled_so = (
            n in self._names and word[0] == self._stems[n][0] and _respelled(own) == self._names[n]
        )
        return max(self._others[n].get(own, 0.0), _OTHER_SPELLING * is_spelled_so)


def acronyms_in(subject: str, words: Sequence[str]) -> dict[re.Pattern[str], tuple[int, ...]]:
    """Patterns for what else stands for words of a subject: of an acronym the name in full and the letters with points
    ("FBI", "F.B.I.", "Federal Bureau of Investigation"), of a name in full its acronym; with the words' numbers."""
    place = {word: n for n, word in enumerate(words)}
    found: dict[re.Pattern[str], tuple[int, ...]] = {}
    run: list[str] = []
    for raw in [*subject.split(), ""]:
        bare = raw.strip(",.;:!?\"'“”‘’()")
        folded = "".join(fold_words(bare))
        if _ACRONYM.fullmatch(folded) and folded in place and (bare.isupper() or folded not in word_ranks()):
            found[_spelled_out(folded)] = (place[folded],)
        if bare[:1].isupper() and not bare.isupper() and folded in place:
            run.append(folded)
        elif bare.lower() not in _SMALL:
            if len(run) > 2:
                letters = r"\.?".join(word[0].upper() for word in run)
                found[re.compile(rf"\b{letters}\b")] = tuple(place[word] for word in run)
            run = []
    return found


def _spelled_out(letters: str) -> re.Pattern[str]:
    """Names whose words begin with these letters, and the letters with points."""
    between = rf"[\s-](?:(?:{'|'.join(_SMALL)})\s){{0,2}}"
    full = between.join(rf"{letter.upper()}\w{{1,30}}" for letter in letters)
    return re.compile(rf"\b(?:{full}|{'[.]'.join(letters.upper())}[.]?)")


def _is_name(own: str) -> bool:
    """Whether a stem is no word of English, so that it may be spelled in several ways: Asad and Assad."""
    return len(own) >= _SHORTEST_NAME and own not in word_ranks()


_respelled = lru_cache(maxsize=20_000)(respelled)
