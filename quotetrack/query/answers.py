"""Answers a question from a store: whom it means, which statements answer, and what to say where none do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from quotetrack.errors import UsageError
from quotetrack.query.people import Bearers, find_in_role, find_named, most_quoted, near_names
from quotetrack.query.questions import Query, parse_question
from quotetrack.query.ranking import Hits, Subject, find_hits, score, subject_of, tell_why
from quotetrack.query.searchable import Searchable
from quotetrack.records import Filter, Printed, Statement

# How many statements are weighed for one question; the store gives its best first.
_MOST_WEIGHED = 1000

# How many bearers of a name are looked up, and how many speakers are named where a name is not enough.
_MOST_NAMES, _MOST_TOLD = 20, 6


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

    A name that several people bear, who cannot be one, gets no results and a `note` with their names. Raises
    `UsageError` for a question without words or far too long, and for a limit below 1.
    """
    if limit < 1:
        raise UsageError(f"the limit is {limit}: ask for one answer at least")
    query = parse_question(question) if isinstance(question, str) else question
    if query.speaker is None:
        return _answer_who(query, store, limit)
    bearers = find_named(query.speaker, store)
    others = [] if bearers else most_quoted(store)
    bearers = bearers or find_in_role(query.speaker, others)
    if len(bearers) == 1:
        return _answer_speaker(query, bearers[0], store, limit)
    if bearers:
        return Reply(query, _read_as(query), note=_tell_apart(query.speaker, bearers))
    near = near_names(query.speaker, others)
    if query.shape == "told" and not near:
        # "trade talks on grain": nobody is called trade talks, so it was no name.
        return _answer_who(replace(query, shape="words", speaker=None, subject=query.question), store, limit)
    return Reply(query, _read_as(query), note=_tell_unknown(query.speaker, near))


def _answer_speaker(query: Query, bearers: Bearers, store: Searchable, limit: int) -> Reply:
    """What one person or body said: the subject in the quotation or beside it."""
    subject = subject_of(query)
    ids = dict.fromkeys(entry.id for entry in bearers.entries)
    spoken = (
        printed
        for id in islice(ids, _MOST_NAMES)
        for printed in _candidates(query, subject, store, person=id)
    )
    weighed = _weigh(query, subject, spoken)
    results = _best(
        (found for found, hits in weighed if hits is None or hits.quotation or hits.paragraph), limit
    )
    others = sorted(set(bearers.names) - {bearers.name})
    also = f" (also {', '.join(others)})" if others else ""
    read_as = _read_as(query, name=bearers.name + also)
    if results:
        return Reply(query, read_as, results)
    count = sum(entry.quotes for entry in bearers.entries)
    note = (
        f"Of {count:,} statements by {bearers.name}{also}, none{_days(query)} has a word of "
        f"“{query.subject}” in it or in its paragraph: try other words for the subject."
        if query.subject
        else f"{bearers.name}{also} has no statements{_days(query)}."
    )
    return Reply(query, read_as, note=note)


def _answer_who(query: Query, store: Searchable, limit: int) -> Reply:
    """Who said something: a word of the subject in the quotation, and all others in its paragraph or the
    article's title, standfirst or headings."""
    subject = subject_of(query)
    spoken = _candidates(query, subject, store, person=None)
    weighed = _weigh(query, subject, spoken)
    fitting = (
        found
        for found, hits in weighed
        if hits is None or (subject and hits.quotation and hits.anywhere.issuperset(subject.stems))
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


def _candidates(
    query: Query, subject: Subject | None, store: Searchable, *, person: str | None
) -> Iterator[Printed]:
    """The statements to weigh, as many as are weighed at most."""
    wanted = Filter(person=person, since=query.since, until=query.until)
    if subject is None:
        yield from islice(store.printed(wanted), _MOST_WEIGHED)
    else:
        yield from (printed for printed, _ in islice(store.search(subject.words, wanted), _MOST_WEIGHED))


def _weigh(
    query: Query, subject: Subject | None, spoken: Iterable[Printed]
) -> Iterator[tuple[Answer, Hits | None]]:
    for printed in spoken:
        hits = find_hits(printed, subject, with_name=query.shape == "words") if subject else None
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


def _tell_apart(asked: str, bearers: list[Bearers]) -> str:
    """Who bears a name, so that one of them can be asked about."""
    ordered = sorted(bearers, key=lambda one: -sum(entry.quotes for entry in one.entries))
    told = []
    for one in ordered[:_MOST_TOLD]:
        role = next((role.words for entry in one.entries for role in entry.roles), None)
        told.append(f"{one.name} ({role})" if role else one.name)
    more = f" and {len(ordered) - _MOST_TOLD} more" if len(ordered) > _MOST_TOLD else ""
    return (
        f"“{asked}” may be {len(ordered)} different speakers, so nothing is shown: {'; '.join(told)}{more}. "
        "Ask again with one of these names in full."
    )


def _tell_unknown(asked: str, near: tuple[str, ...]) -> str:
    """That nobody bears a name, and who bears one like it."""
    hint = f" Spelled much like it: {'; '.join(near)}." if near else ""
    return f"No speaker has the name or the role “{asked}”: all names and roles were searched.{hint}"
