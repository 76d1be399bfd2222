"""What quotations are about, when they were printed, and a word where it stands in them: found and not ranked."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from heapq import heappop, heappush

from quotetrack.errors import UsageError
from quotetrack.query.matching import SubjectMatcher, WordMatch
from quotetrack.query.ranking import weight_of
from quotetrack.records import Printed, Span
from quotetrack.records.lookup import CountedTerm, InContext, Period, PeriodLength, SubjectEntry
from quotetrack.text.folding import fold_words, key_words
from quotetrack.text.stemming import stem

_LEAST = 2
"""Quotations that the articles on a subject must print."""
_LONGEST_TERM = 3
"""Words of a key term, at most."""
_IN_A_ROW = 3
"""Characters between two words of a phrase, at most."""
_MOST_TELLING = math.sqrt(_LONGEST_TERM) * weight_of("")
"""What the words of a term weigh together, at most: what is no word of English weighs most."""
_LENGTHS = {"day": 10, "month": 7, "year": 4}


def rank_subjects(
    counted: Iterable[CountedTerm], *, limit: int | None = None, without: Collection[str] = ()
) -> list[SubjectEntry]:
    """Rank key terms as subjects, those that tell most first: the articles that have one, times how rare its words are
    in English.

    Args:
        counted: The terms, those of most articles first. Only as many are read as could be among the best.
        limit: How many subjects to return; None for all.
        without: Folded words of a speaker's name. Terms that name that speaker are left out.

    Returns:
        The subjects whose articles print two or more of the quotations. A surname that is the last word of one longer
        name is taken together with it, as often as the more frequent of the two.
    """
    names = frozenset(without)
    best: list[float] = []
    kept: list[CountedTerm] = []
    for term in counted:
        if limit is not None and len(best) >= limit and term.articles * _MOST_TELLING < best[0]:
            break
        if term.quotes < _LEAST or (names and _is_name_of(term.words, names)):
            continue
        kept.append(term)
        if limit is not None:
            heappush(best, _telling(term))
            if len(best) > limit:
                heappop(best)
    ranked = sorted(_with_surnames(kept), key=lambda term: (-_telling(term), -term.quotes, term.key))
    return [
        SubjectEntry(words=t.words, quotes=t.quotes, first=t.first, last=t.last, articles=t.articles)
        for t in ranked[:limit]
    ]


def _is_name_of(words: str, names: frozenset[str]) -> bool:
    """True if a term has no other words than a name ("Lima", of "Ana Lima"), or all of them at its end ("Ana Lima", of
    "Lima")."""
    folded = fold_words(words)
    return names.issuperset(folded) or (names.issubset(folded) and folded[-1] in names)


def _with_surnames(terms: Sequence[CountedTerm]) -> list[CountedTerm]:
    """The terms, each surname taken together with the one longer name that ends with it, if there is one."""
    longer: dict[str, list[CountedTerm]] = defaultdict(list)
    for term in terms:
        *before, last = term.key.split(" ")
        if before and term.words[:1].isupper():
            longer[last].append(term)
    by_key = {term.key: term for term in terms}
    for last, names in longer.items():
        short = by_key.get(last)
        if len(names) == 1 and short is not None and short.words[:1].isupper():
            [name] = names
            del by_key[last]
            by_key[name.key] = replace(
                name,
                quotes=max(name.quotes, short.quotes),
                articles=max(name.articles, short.articles),
                first=min((day for day in (name.first, short.first) if day), default=None),
                last=max((day for day in (name.last, short.last) if day), default=None),
            )
    return list(by_key.values())


def _telling(term: CountedTerm) -> float:
    """How much a term tells: its articles, times the weights of its words, their squares summed as a vector's are."""
    return term.articles * math.hypot(*map(_weight_of, fold_words(term.words)))


_weight_of = lru_cache(maxsize=50_000)(weight_of)


def periods(days: Iterable[tuple[str | None, int]], by: PeriodLength) -> list[Period]:
    """How many quotations each period printed, in order, those of days that are unknown last; periods without any are
    left out. `days` are days of publication, each with its quotations."""
    counted: Counter[str | None] = Counter()
    for day, quotes in days:
        counted[_period(day, by)] += quotes
    return [
        Period(name, counted[name]) for name in sorted(counted, key=lambda name: (name is None, name or ""))
    ]


def _period(day: str | None, by: PeriodLength) -> str | None:
    if day is None or by != "week":
        return None if day is None else day[: _LENGTHS[by]]
    try:
        printed_on = date.fromisoformat(day[:10])
    except ValueError:
        return None
    return (printed_on - timedelta(printed_on.weekday())).isoformat()


def in_context(printed: Iterable[Printed], words: str) -> Iterator[InContext]:
    """Yield where these words stand in quotations, in any form; several in this order, one behind the other. UsageError
    for none."""
    asked = key_words(words)
    if not asked:
        raise UsageError(f"{words!r} has no words: name one to be shown in its context")
    matcher = SubjectMatcher([stem(word) for word in asked], [{}] * len(asked))
    for statement in printed:
        text = statement.article.text

        def is_next(before: WordMatch, match: WordMatch, text: str = text) -> bool:
            return match.start - _end(text, before) <= _IN_A_ROW

        rows = matcher.find_rows(matcher.find_in(text), statement.statement.quote.content, is_next)
        yield from (InContext(statement, Span(first.start, _end(text, last))) for first, last in rows)


def _end(text: str, match: WordMatch) -> int:
    """Where the word ends in the text."""
    return next((place for place in range(match.start, len(text)) if not text[place].isalnum()), len(text))
