"""Answers a question from a store: whom it means, which statements answer, and what to say where none do."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from quotetrack.errors import UsageError
from quotetrack.query.meaning import load_meanings
from quotetrack.query.people import Bearers, Found, aliases_in, find_named, find_speaker
from quotetrack.query.questions import Query, parse_question
from quotetrack.query.ranking import (
    Hits,
    Seen,
    Subject,
    find_hits,
    is_told_so,
    on_subject,
    score,
    subject_of,
    tell_why,
)
from quotetrack.query.searchable import Searchable
from quotetrack.records import Filter, Printed, Statement

# How many statements are weighed for one question; the store gives its best first.
_MOST_WEIGHED = 1000

# How many bearers of a name are looked up, and how many speakers are named where a name is not enough.
_MOST_NAMES, _MOST_TOLD = 20, 6

_OPENING = frozenset(
    "quote quotes quotation quotations statement statements all everything by of from".split()
)
_ALL_READ = 300
"""Of a speaker with so few statements all are weighed: what says the same in other words is found too."""
_ENOUGH, _ALSO = 0.1, 0.02
"""How much of the subject the best statement of somebody asked about must be about (`on_subject`), so that there is an
answer at all, and how much the others."""
_CLEAR, _LESS = 0.5, 0.65
"""One of several who bear a name is meant who has a statement so much about the subject, and the others none that is
more than so many times as much about it."""
_MOST_OF_IT = 0.6
"""The same where anybody may have said it, title and headings included."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A statement that answers, its score (0-1), and why it does, for a reader."""

    printed: Printed
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What a question got: how it was read, in one sentence, and the answers, best first. `note` says, where
    there are none, what was searched and why nothing is shown; None otherwise."""

    query: Query
    read_as: str
    results: tuple[Answer, ...] = ()
    note: str | None = None


def answer(question: str | Query, store: Searchable, *, limit: int = 20) -> Reply:
    """The statements in `store` that answer, `limit` at most.

    A name that several people bear, none of them quoted far more than the others, gets no results and a `note`
    with their names. Raises `UsageError` for a question without words or far too long, and for a limit below 1.
    """
    if limit < 1:
        raise UsageError(f"the limit is {limit}: ask for one answer at least")
    query = parse_question(question) if isinstance(question, str) else question
    if query.shape == "words" and (named := _only_a_name(query.question, store)) is not None:
        query = replace(query, shape="speaker", speaker=named, subject=None)
    if query.speaker is None:
        return _answer_who(query, store, limit)
    found = find_speaker(query.speaker, store)
    if not found.bearers and query.shape == "told" and not found.near:
        # "trade talks on grain": nobody is called trade talks, so it was no name.
        return _answer_who(replace(query, shape="words", speaker=None, subject=query.question), store, limit)
    if not found.bearers:
        return Reply(query, _read_as(query), note=_tell_unknown(query.speaker, found.near))
    return _answer_speaker(query, found, store, limit)


def _only_a_name(question: str, store: Searchable) -> str | None:
    """The name that a question consists of ("George Sabra", "quotes by Sabra"); None where it is none."""
    words = question.split()
    opening = next((n for n, word in enumerate(words) if word.lower() not in _OPENING), len(words))
    name = " ".join(words[opening:]).strip("?!.,;:")
    return name if name and find_named(name, store) else None


def _answer_speaker(query: Query, found: Found, store: Searchable, limit: int) -> Reply:
    """What one person or body said: the subject in the quotation or beside it. Where several bear the name and none
    is quoted far more than the others, the one who spoke of the subject, if nobody else did."""
    subject = _subject(query, store)
    said = {
        bearers: _Said.of(query, subject, _spoken(query, subject, store, bearers))
        for bearers in found.bearers[: _MOST_NAMES if subject else 1]
    }
    meant = _meant(found, said) if subject else found.chosen
    if meant is None:
        return Reply(query, _read_as(query), note=_tell_apart(found))
    results = _best(said[meant].results, limit)
    read_as = f"{_read_as(query, name=_called(meant))}{_told_of_others(meant, found)}"
    if results:
        return Reply(query, read_as, results)
    note = (
        f"Of {meant.quotes:,} statements by {_called(meant)}, none{_days(query)} is near enough to "
        f"“{query.subject}”, in its own words or in those around it: try other words for the subject."
        if query.subject
        else f"{_called(meant)} has no statements{_days(query)}."
    )
    return Reply(query, read_as, note=note)


@dataclass(frozen=True, slots=True)
class _Said:
    """What somebody said on a subject, and how near the nearest of it is (0-1)."""

    nearest: float
    results: tuple[Answer, ...]

    @staticmethod
    def of(query: Query, subject: Subject | None, spoken: Iterable[Printed]) -> _Said:
        """All of what was said that is on the subject; nothing where none of it is near enough to answer."""
        weighed = [
            (found, on_subject(subject, hits) if subject and hits else 1.0)
            for found, hits in _weigh(query, subject, spoken)
        ]
        nearest = max((near for _, near in weighed), default=0.0)
        least = _ALSO if nearest >= _ENOUGH else math.inf
        return _Said(nearest, tuple(found for found, near in weighed if near >= least))


def _meant(found: Found, said: Mapping[Bearers, _Said]) -> Bearers | None:
    """Whom a name means, by who is quoted most and by who spoke of the subject; None where that does not tell."""
    usual = found.chosen
    if usual is not None and said[usual].nearest >= _CLEAR:
        return usual
    best = max(said, key=lambda one: said[one].nearest)
    least = max(_CLEAR, *(said[one].nearest / _LESS for one in said if one is not best), 0.0)
    return best if said[best].nearest >= least else usual


def _spoken(query: Query, subject: Subject | None, store: Searchable, bearers: Bearers) -> Iterator[Printed]:
    counted = {entry.id: entry.quotes for entry in bearers.entries}
    for id, quotes in islice(counted.items(), _MOST_NAMES):
        yield from _candidates(query, subject, store, person=id, all=quotes <= _ALL_READ)


def _called(bearers: Bearers) -> str:
    others = sorted(set(bearers.names) - {bearers.name})
    return f"{bearers.name} (also {', '.join(others)})" if others else bearers.name


def _told_of_others(bearers: Bearers, found: Found) -> str:
    """A second sentence, where a name was read as somebody's out of several, or as it was not written."""
    rest = [one for one in found.bearers if one is not bearers]
    told = f" “{found.asked}” was read as {bearers.name}." if found.is_respelled else ""
    if rest:
        named = ", ".join(f"{one.name} ({one.quotes:,})" for one in rest[:_MOST_TOLD])
        more = f" and {len(rest) - _MOST_TOLD} more" if len(rest) > _MOST_TOLD else ""
        told += f" “{found.asked}” may also be {named}{more}: ask with the full name for another."
    return told


def _subject(query: Query, store: Searchable) -> Subject | None:
    if query.subject is None:
        return None
    return subject_of(query, load_meanings(), aliases_in(query.subject, store))


def _answer_who(query: Query, store: Searchable, limit: int) -> Reply:
    """Who said something: something of the subject in the quotation, and most of it there, in its paragraph or in
    the article's title, standfirst or headings."""
    subject = _subject(query, store)
    spoken = _candidates(query, subject, store, person=None)
    weighed = _weigh(query, subject, spoken)
    fitting = (
        found
        for found, hits in weighed
        if not subject or not hits or _is_about(subject, hits, query, found.printed)
    )
    results = _best(fitting, limit)
    if results:
        return Reply(query, _read_as(query), results)
    words = ", ".join(f"“{word}”" for word in subject.words) if subject else ""
    note = (
        f"No quotation{_days(query)} has one of the words {words} in it and the others in its paragraph, "
        "title or headings: try fewer or other words."
    )
    return Reply(query, _read_as(query), note=note)


def _is_about(subject: Subject, hits: Hits, query: Query, printed: Printed) -> bool:
    """Whether a statement of anybody is about the subject: something of it in the quotation, or the verb asked for as
    its cue, and most of it near."""
    places = zip(subject.weights, hits.quotation, hits.paragraph, hits.article, strict=True)
    here = any(hits.quotation) or is_told_so(query, printed)
    return here and sum(weight * max(near) for weight, *near in places) >= _MOST_OF_IT


def _candidates(
    query: Query, subject: Subject | None, store: Searchable, *, person: str | None, all: bool = False
) -> Iterator[Printed]:
    """The statements to weigh, as many as are weighed at most: those with a word of the subject, or `all`."""
    wanted = Filter(person=person, since=query.since, until=query.until)
    if subject is None or all:
        yield from islice(store.printed(wanted), _MOST_WEIGHED)
    else:
        yield from (printed for printed, _ in islice(store.search(subject.searched, wanted), _MOST_WEIGHED))


def _weigh(
    query: Query, subject: Subject | None, spoken: Iterable[Printed]
) -> Iterator[tuple[Answer, Hits | None]]:
    seen = Seen(subject) if subject else None
    for printed in spoken:
        hits = (
            find_hits(printed, subject, seen, with_name=query.shape == "words") if subject and seen else None
        )
        yield Answer(printed, score(query, printed, subject, hits), tell_why(subject, hits)), hits


def _best(found: Iterable[Answer], limit: int) -> tuple[Answer, ...]:
    """The highest scores; the store's order holds between equals. Each statement once."""
    kept: dict[tuple[str, Statement], Answer] = {}
    for told in sorted(found, key=lambda answer: -answer.score):
        article = told.printed.article
        kept.setdefault((article.key or article.id, told.printed.statement), told)
    return tuple(islice(kept.values(), limit))


def _read_as(query: Query, *, name: str | None = None) -> str:
    """The question, told back in one sentence."""
    who = name or (f"a speaker called “{query.speaker}”" if query.speaker else "anyone")
    stance = f", {query.stance} first" if query.stance else ""
    hearer = f" to “{query.hearer}”" if query.hearer else ""
    subject = f" about “{query.subject}”" if query.subject else ""
    return f"What {who} said{hearer}{subject}{_days(query)}{stance}."


def _days(query: Query) -> str:
    since = f" since {query.since}" if query.since else ""
    until = f" until {query.until}" if query.until else ""
    return f" published{since}{until}" if since or until else ""


def _tell_apart(found: Found) -> str:
    """Who bears a name, so that one of them can be asked about."""
    told = [f"{one.name} ({one.role or f'{one.quotes:,}'})" for one in found.bearers[:_MOST_TOLD]]
    more = f" and {len(found.bearers) - _MOST_TOLD} more" if len(found.bearers) > _MOST_TOLD else ""
    return (
        f"“{found.asked}” may be {len(found.bearers)} different speakers, so nothing is shown: "
        f"{'; '.join(told)}{more}. Ask again with one of these names in full."
    )


def _tell_unknown(asked: str, near: tuple[str, ...]) -> str:
    """That nobody bears a name, and who bears one like it."""
    hint = f" Spelled much like it: {'; '.join(near)}." if near else ""
    return f"No speaker has the name or the role “{asked}”: all names and roles were searched.{hint}"
