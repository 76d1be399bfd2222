"""What quotations are about, when they were printed, and a word where it stands in them: found and not ranked."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from quotetrack.errors import UsageError
from quotetrack.query.matching import Sighting, Sought
from quotetrack.query.ranking import weight_of
from quotetrack.records import Printed, Span
from quotetrack.records.lookup import InContext, Period, PeriodLength, SubjectEntry
from quotetrack.text.folding import STOP_WORDS, fold_words, key_words, words_of
from quotetrack.text.stemming import stem
from quotetrack.text.word_frequency import word_ranks

_NAME = re.compile(r"[^\W\d_a-z][\w.’'-]*(?:[ \u00a0](?:(?:of|for|the|de|al) )?[^\W\d_a-z][\w.’'-]*){0,5}")
_OPENS = re.compile(r"(?:^|[.!?…:;“”\"(]\s*)$")
_NO_SUBJECT = STOP_WORDS | words_of(
    """
    nobody nothing somebody someone anybody anyone everybody everyone never always maybe perhaps really leave leaves
    left going gone goes know knows known think thinks thought want wants wanted need needs make makes made take takes
    took come comes came give gives gave get gets got look looks feel feels keep keeps let put tell tells told ask asked
    say says said try tried turn start stop talk talked call called believe happen happened thing things way ways much
    many every other others another still even just only very well good bad great new old same yes no not mr mrs ms dr
    """
)
_TOO_COMMON = 400
"""Words more frequent than about this many others are nobody's subject."""
_TITLES = words_of("mr mrs ms dr sir the")
_LEAST = 2
"""Quotations that a subject must come up in."""
_IN_A_ROW = 3
"""Characters between two words of a phrase, at most."""
_LENGTHS = {"day": 10, "month": 7, "year": 4}


@dataclass(slots=True)
class _Counted:
    times: int = 0
    forms: Counter[str] = field(default_factory=Counter)
    first: str | None = None
    last: str | None = None


def count_subjects(said: Iterable[tuple[str, str | None]], *, limit: int | None = None) -> list[SubjectEntry]:
    """What these quotations, each with its day of publication, are about: the words and names that come up in two or
    more of them, those that tell most first. A name counts as one; a word by its stem, so that "attack" and "attacks"
    are one; how much one tells is how many quotations have it, times how rare it is in English."""
    counted: dict[tuple[str, ...], _Counted] = defaultdict(_Counted)
    for words, day in said:
        for key, form in _subjects_in(words).items():
            one = counted[key]
            one.times += 1
            one.forms[form] += 1
            if day is not None:
                one.first, one.last = min(day, one.first or day), max(day, one.last or day)
    _join_surnames(counted)
    kept = [(key, one) for key, one in counted.items() if one.times >= _LEAST]
    kept.sort(key=lambda item: (-item[1].times * _telling(item[0]), item[0]))
    return [
        SubjectEntry(words=_usual(one.forms), quotes=one.times, first=one.first, last=one.last)
        for _, one in kept[:limit]
    ]


def _join_surnames(counted: dict[tuple[str, ...], _Counted]) -> None:
    """Count a name's last word with the name, where it is the last of one name only."""
    longer: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for key in counted:
        if len(key) > 1:
            longer[key[-1]].append(key)
    for last, names in longer.items():
        short = counted.get((last,))
        if len(names) == 1 and short is not None and all(form[:1].isupper() for form in short.forms):
            whole = counted[names[0]]
            whole.times += short.times
            whole.first = min((day for day in (whole.first, short.first) if day), default=None)
            whole.last = max((day for day in (whole.last, short.last) if day), default=None)
            del counted[(last,)]


def _usual(forms: Counter[str]) -> str:
    return min(forms, key=lambda form: (-forms[form], form))


def _telling(key: tuple[str, ...]) -> float:
    return math.sqrt(sum(weight_of(word) ** 2 for word in key))


def _subjects_in(words: str) -> dict[tuple[str, ...], str]:
    """The names and telling words of one quotation, by what makes them one, as they are printed."""
    found: dict[tuple[str, ...], str] = {}
    rest: list[str] = []
    end = 0
    for name in _NAME.finditer(words):
        rest.append(words[end : name.start()])
        end = name.end()
        told = name.group().strip(".'’-")
        folded = fold_words(told)
        opens = _OPENS.search(words[: name.start()]) is not None
        if not folded or (len(folded) == 1 and (opens or len(told) < _LEAST) and _is_common(folded[0])):
            rest.append(told)
        elif (kept := tuple(word for word in folded if word not in _TITLES)) and not set(kept) <= STOP_WORDS:
            found[kept] = (
                told if len(kept) == len(folded) else told.split(maxsplit=len(folded) - len(kept))[-1]
            )
    rest.append(words[end:])
    for word in re.findall(r"[^\W\d_]{3,}", " ".join(rest)):
        folded = fold_words(word)
        if len(folded) == 1 and folded[0] not in _NO_SUBJECT and not _is_common(folded[0], _TOO_COMMON):
            found.setdefault((stem(folded[0]),), word.lower())
    return found


def _is_common(word: str, rank: int = 20_000) -> bool:
    return word_ranks().get(word, rank + 1) <= rank


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
        told = date.fromisoformat(day[:10])
    except ValueError:
        return None
    return (told - timedelta(told.weekday())).isoformat()


def in_context(printed: Iterable[Printed], words: str) -> Iterator[InContext]:
    """Where these words stand in quotations, in any form; several in this order, one behind the other. UsageError for
    none."""
    asked = key_words(words)
    if not asked:
        raise UsageError(f"{words!r} has no words: name one to be shown in its context")
    sought = Sought([stem(word) for word in asked], [{}] * len(asked))
    for one in printed:
        text = one.article.text
        content = one.statement.quote.content
        row: list[Sighting] = []
        for seen in sought.sightings(text):
            if seen.near < 1.0 or not any(span.start <= seen.start < span.end for span in content):
                continue
            follows = bool(row) and seen.word == len(row) and seen.start - _end(text, row[-1]) <= _IN_A_ROW
            row = [*row, seen] if follows else [seen] * (seen.word == 0)
            if len(row) == len(asked):
                yield InContext(one, Span(row[0].start, _end(text, seen)))
                row = []


_REST = re.compile(r"[^\W_]*")


def _end(text: str, seen: Sighting) -> int:
    found = _REST.match(text, seen.start)
    return found.end() if found else seen.start
