"""Finds the words of a subject in a text: themselves, others that mean much the same, and names spelled otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from quotetrack.records import Span
from quotetrack.speakers.names import respelled
from quotetrack.text.folding import STOP_WORDS, fold_words, strip_accents
from quotetrack.text.stemming import stem
from quotetrack.text.word_frequency import word_ranks

_OTHER_SPELLING, _SHORTEST_NAME = 0.9, 4
"""What another spelling of a name counts beside the name itself, and how many letters it must have."""

_ACRONYM = re.compile("[a-z]{2,6}")
_SMALL = ("of", "the", "and", "for", "on", "in", "de")
"""Words that have no letter in an acronym."""

_WORD = r"[^\W_]+"
_WITHOUT_ACCENTS = {
    letter: plain[0]
    for letter in range(0xC0, 0x250)
    if (plain := strip_accents(chr(letter)))[0].isascii() and plain[0].isalpha()
} | str.maketrans("łŁøØđĐðÐħĦıæÆœŒþÞß", "lLoOdDdDhHiaAoOtTs")
"""Letters for letters, so that places stay: if a letter folds to two, the first."""
_ACCENT = re.compile("[\u00c0-\u024f]")


@dataclass(frozen=True, slots=True)
class WordMatch:
    """A word of a text that stands for word number `word` of a subject: where it begins, and how near it is (0-1; 1:
    the word itself)."""

    start: int
    word: int
    near: float

    def is_in(self, spans: Sequence[Span]) -> bool:
        """Return True if the word begins in one of these spans."""
        return any(span.start <= self.start < span.end for span in spans)


class SubjectMatcher:
    """The words of a subject, each by its stem. For each there are others by their stems, with how near they are (0-1).
    Patterns for acronyms each have the numbers of the words that they stand for."""

    def __init__(
        self,
        stems: Sequence[str],
        others: Sequence[Mapping[str, float]],
        acronyms: Mapping[re.Pattern[str], Sequence[int]] = MappingProxyType({}),
        *,
        names: Container[int] = (),
    ) -> None:
        """`names` are the numbers of those that are written as names are, whatever they mean in English."""
        self._acronyms = acronyms
        self._stems, self._others = tuple(stems), tuple(others)
        # What is no word of English is a name, which may be spelled in several ways: Asad and Assad. A name that is in
        # the news for years is in lists of English words too: Gaddafi and Gadhafi.
        self._names = {
            n: _respelled(own)
            for n, own in enumerate(stems)
            if len(own) >= _SHORTEST_NAME and (n in names or own not in word_ranks())
        }
        self._known: dict[str, tuple[tuple[int, float], ...]] = {}
        self._begins = re.compile(rf"\b(?:{'|'.join(sorted(self._beginnings()))}){_WORD[:-1]}*")

    def find_in(self, text: str) -> list[WordMatch]:
        """Return the words of a text that stand for a word of the subject, in order."""
        # Only words that begin like one of them are looked at.
        plain = text.translate(_WITHOUT_ACCENTS) if _ACCENT.search(text) else text
        matches = [
            WordMatch(begin.start(), word, near)
            for begin in self._begins.finditer(plain.lower())
            for word, near in self._standing_for(begin.group())
        ]
        acronyms = [
            WordMatch(acronym.start(), word, 1.0)
            for pattern, words in self._acronyms.items()
            for acronym in pattern.finditer(text)
            for word in words
        ]
        return sorted(matches + acronyms, key=lambda match: match.start) if acronyms else matches

    def nearness(self, matches: Sequence[WordMatch], spans: Sequence[Span]) -> tuple[float, ...]:
        """Return how near each word is to one in these spans (0-1); 0 if none stands for it."""
        best = [0.0] * len(self._stems)
        for match in matches:
            if match.near > best[match.word] and match.is_in(spans):
                best[match.word] = match.near
        return tuple(best)

    def find_rows(
        self,
        matches: Sequence[WordMatch],
        spans: Sequence[Span],
        is_next: Callable[[WordMatch, WordMatch], bool],
    ) -> Iterator[tuple[WordMatch, WordMatch]]:
        """Yield the first and the last word of each row in these spans. A row has all words of the subject, themselves
        and in order; each follows the one before by `is_next`. A row begins behind the end of the last one."""
        row: list[WordMatch] = []
        for match in matches:
            if match.near < 1.0 or not match.is_in(spans):
                continue
            follows = bool(row) and match.word == len(row) and is_next(row[-1], match)
            row = [*row, match] if follows else [match] * (match.word == 0)
            if len(row) == len(self._stems):
                yield row[0], match
                row = []

    def _beginnings(self) -> set[str]:
        """What words that stand for one of these begin with. A stem may have another last letter than its words."""
        begins = {
            word[: max(1, min(4, len(word) - 1))] for words in (self._stems, *self._others) for word in words
        }
        return {re.escape(begin) for begin in begins | {self._stems[n][0] for n in self._names}}

    def _standing_for(self, word: str) -> tuple[tuple[int, float], ...]:
        if word not in self._known:
            parts = [(part, stem(part)) for part in fold_words(word)]
            nearness = ((n, self._near(n, *part)) for part in parts for n in range(len(self._stems)))
            self._known[word] = tuple((n, near) for n, near in nearness if near)
        return self._known[word]

    def _near(self, n: int, word: str, own: str) -> float:
        """How near a word, with `own` its stem, is to word number `n` of the subject (0-1)."""
        is_alike = n in self._names and word[0] == self._stems[n][0] and _respelled(own) == self._names[n]
        other = max(self._others[n].get(own, 0.0), _OTHER_SPELLING * is_alike)
        return 1.0 if own == self._stems[n] else other


def acronyms_in(subject: str, words: Sequence[str]) -> dict[re.Pattern[str], tuple[int, ...]]:
    """Return patterns for what else stands for words of a subject, each with the numbers of these words.

    For an acronym it is the letters with points ("F.B.I." for "FBI") and the name in full ("Federal Bureau of
    Investigation"). For a name in full of three words or more it is the acronym."""
    place = {word: n for n, word in enumerate(words)}
    patterns: dict[re.Pattern[str], tuple[int, ...]] = {}
    name: list[str] = []
    for raw in [*subject.split(), ""]:
        bare = raw.strip(",.;:!?\"'“”‘’()")
        folded = "".join(fold_words(bare))
        if _ACRONYM.fullmatch(folded) and folded in place and (bare.isupper() or folded not in word_ranks()):
            patterns[_spelled_out(folded)] = (place[folded],)
            if folded in STOP_WORDS:
                # "the US" is not "us".
                patterns[re.compile(rf"\b{re.escape(bare)}\b")] = (place[folded],)
        if bare[:1].isupper() and not bare.isupper() and folded in place:
            name.append(folded)
        elif bare.lower() not in _SMALL:
            if len(name) > 2:
                letters = r"\.?".join(word[0].upper() for word in name)
                patterns[re.compile(rf"\b{letters}\b")] = tuple(place[word] for word in name)
            name = []
    return patterns


def _spelled_out(letters: str) -> re.Pattern[str]:
    """Names whose words begin with these letters, and the letters with points."""
    between = rf"[\s-](?:(?:{'|'.join(_SMALL)})\s){{0,2}}"
    full = between.join(rf"{letter.upper()}\w{{1,30}}" for letter in letters)
    return re.compile(rf"\b(?:{full}|{'[.]'.join(letters.upper())}[.]?)")


_respelled = lru_cache(maxsize=20_000)(respelled)
