"""Whose a surname alone is by the story it stands in: the article names its bearer in full, or one of the same outlet
and week does that quotes them, and nobody else of that surname comes up."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from itertools import chain
from operator import itemgetter

from quotetrack.speakers.names import is_given_name, is_same_given, name_words, person_name
from quotetrack.store.speakers import NameRow, PeopleWork, Use
from quotetrack.text.calendar import shift_day
from quotetrack.text.folding import STOP_WORDS
from quotetrack.text.word_lists import read_word_lists

_DAYS = 7
"""Days between two articles of one story, at most."""
_STORIES = 5
"""Articles of the outlet that are read for a bearer's name, those nearest in time."""
_READ = 20_000
"""Code points of an article that are read."""
_BEFORE = r"((?:(?:[A-Z][\w'’-]*|[A-Z][a-z]{0,3}\.)[ \u00a0\n]){1,3})"
"""Up to three words with a capital that stand before a surname, initials and short titles with a dot."""


class SameStory:
    """The stories in which bearers of one surname are named, read only if they are asked for. `short` is the surname as
    printed, `bearers` are the names in full of each, by the row that stands for them."""

    def __init__(self, work: PeopleWork, short: str, bearers: Mapping[int, Sequence[NameRow]]) -> None:
        self._surname, self._bearers = short.split()[-1], bearers
        self._text = lru_cache(maxsize=64)(lambda revision: work.text_of(revision)[:_READ])
        self._outlet = cache(work.outlet_of)
        self._days = cache(lambda person: work.articles_of([row.id for row in bearers[person]]))

    def bearer(self, use: Use) -> int | None:
        """Return the row of the only one who can be meant; None if nobody can, or several."""
        day = published_day(use.published)
        if day is None:
            return None
        first, last = shift_day(day, -_DAYS), shift_day(day, _DAYS)
        quoted = {person: self._within(person, first, last) for person in self._bearers}
        meant = [
            person
            for person in self._bearers
            if not any(articles for other, articles in quoted.items() if other != person)
            and self._is_named(person, use, quoted[person])
        ]
        return meant[0] if len(meant) == 1 else None

    def _within(self, person: int, first: date, last: date) -> list[tuple[int, str]]:
        """The articles from one day to another that quote somebody under a name in full."""
        days = self._days(person)
        edges = first.isoformat(), shift_day(last, 1).isoformat()
        start, end = (bisect_left(days, edge, key=itemgetter(1)) for edge in edges)
        return days[start:end]

    def _is_named(self, person: int, use: Use, articles: Sequence[tuple[int, str]]) -> bool:
        """Return True if the article, or one of the story, has a name of theirs in full, and neither has another's."""
        names = [row.name for row in self._bearers[person]]
        own = self._text(use.revision)
        if names_another(own, self._surname, names):
            return False
        if has_name(own, names):
            return True
        outlet = self._outlet(use.revision)
        day = use.published or ""
        near = sorted(articles, key=lambda article: (abs(_ordinal(article[1]) - _ordinal(day)), article[0]))
        same = [revision for revision, _ in near if outlet is not None and self._outlet(revision) == outlet]
        texts = (self._text(revision) for revision in same[:_STORIES])
        return any(has_name(text, names) and not names_another(text, self._surname, names) for text in texts)


def published_day(published: str | None) -> date | None:
    """Return the day of publication; None if it is unknown or no day."""
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _ordinal(published: str) -> int:
    day = published_day(published)
    return day.toordinal() if day else 0


def has_name(text: str, names: Iterable[str]) -> bool:
    """Return True if a text has one of these names as it is, as whole words."""
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in names)


def names_another(text: str, surname: str, names: Sequence[str]) -> bool:
    """Return True if a text has this surname after a given name that is not of these names, or a word that may be one.

    Titles, and words that begin a sentence and stand in the text without a capital as well, are no given names."""
    given = {word for name in names for word in person_name(name).given}
    for match in re.finditer(rf"{_BEFORE}{re.escape(surname)}(?!\w)", text):
        before = match[1].split()
        last = before[-1].casefold().rstrip(".")
        is_own = any(is_same_given(word, own) for own in given for word in name_words(match[1]))
        start = match.end(1) - len(before[-1]) - 1
        if not is_own and last not in _titles() and not _begins_sentence(text, last, start):
            return True
    return False


def _begins_sentence(text: str, word: str, start: int) -> bool:
    """Return True if a word here begins a sentence and is a word that others are, not a name."""
    before = text[:start].rstrip()[-1:]
    if is_given_name(word):
        return False
    is_first = not before or before in ".!?:\"“‘'”’\n" or "\n" in text[start - 1 : start]
    return is_first and (
        word in STOP_WORDS or re.search(rf"(?<![\w]){re.escape(word)}(?!\w)", text) is not None
    )


@cache
def _titles() -> frozenset[str]:
    """Words that stand before a name and are no part of it."""
    return frozenset(word.strip(".") for word in chain(*read_word_lists("roles.json")["titles"].values()))
