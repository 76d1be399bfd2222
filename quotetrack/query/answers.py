"""Answers a question from a store: whom it means, which statements answer, and what to say where none do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from quotetrack.errors import UsageError
from quotetrack.query.people import Bearers, Found, find_named, find_speaker
from quotetrack.query.questions import Query, parse_question
from quotetrack.query.searchable import Searchable
from quotetrack.query.weighing import Weighed, Weigher, subject_in
from quotetrack.records import Printed

# How many bearers of a name are looked up, and how many speakers are named where a name is not enough.
_MOST_NAMES, _MOST_TOLD = 20, 6
_FOLDED = 5
"""Of how many times as many as are shown the claims are looked up."""

_OPENING = frozenset(
    "quote quotes quotation quotations statement statements all everything by of from".split()
)
_CLEAR, _LESS = 0.5, 0.65
"""One of several who bear a name is meant who has a statement so much about the subject, and the others none that is
more than so many times as much about it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A statement that answers, its score (0-1), why it does, for a reader, and the other printings of its claim, by
    day of publication."""

    printed: Printed
    score: float
    why: str
    others: tuple[Printed, ...] = ()


@dataclass(frozen=True, slots=True)
class _Shown:
    """How many answers are shown, and whether each printing of a claim is one."""

    limit: int
    unfold: bool


@dataclass(frozen=True, slots=True)
class Reply:
    """What a question got: how it was read, in one sentence, and the answers, best first. `note` says, where
    there are none, what was searched and why nothing is shown; None otherwise."""

    query: Query
    read_as: str
    results: tuple[Answer, ...] = ()
    note: str | None = None


def answer(question: str | Query, store: Searchable, *, limit: int = 20, unfold: bool = False) -> Reply:
    """The statements in `store` that answer, `limit` at most: of each claim the one that answers best, with its other
    printings, or with `unfold` every one.

    A name that several people bear, none of them quoted far more than the others, gets no results and a `note`
    with their names. Raises `UsageError` for a question without words or far too long, and for a limit below 1.
    """
    if limit < 1:
        raise UsageError(f"the limit is {limit}: ask for one answer at least")
    query = parse_question(question) if isinstance(question, str) else question
    shown = _Shown(limit, unfold)
    if query.shape == "words" and (named := _only_a_name(query.question, store)) is not None:
        query = replace(query, shape="speaker", speaker=named, subject=None)
    if query.speaker is None:
        return _answer_who(query, store, shown)
    found = find_speaker(query.speaker, store)
    if not found.bearers and query.shape == "told" and not found.near:
        # "trade talks on grain": nobody is called trade talks, so it was no name.
        return _answer_who(replace(query, shape="words", speaker=None, subject=query.question), store, shown)
    if not found.bearers:
        return Reply(query, _read_as(query), note=_tell_unknown(query.speaker, found.near))
    return _answer_speaker(query, found, store, shown)


def _only_a_name(question: str, store: Searchable) -> str | None:
    """The name that a question consists of ("George Sabra", "quotes by Sabra"); None where it is none."""
    words = question.split()
    opening = next((n for n, word in enumerate(words) if word.lower() not in _OPENING), len(words))
    name = " ".join(words[opening:]).strip("?!.,;:")
    return name if name and find_named(name, store) else None


def _answer_speaker(query: Query, found: Found, store: Searchable, shown: _Shown) -> Reply:
    """What one person or body said: the subject in the quotation or beside it. Where several bear the name and none
    is quoted far more than the others, the one who spoke of the subject, if nobody else did."""
    weigher = Weigher(query, subject_in(query, store), store)
    meant, said = found.chosen, {}
    if weigher.subject is not None:
        said = {one: weigher.spoken(_ids(one)) for one in found.bearers[:_MOST_NAMES]}
        meant = _meant(found, said)
    if meant is None:
        return Reply(query, _read_as(query), note=_tell_apart(found))
    results = _shown(said[meant] if said else weigher.spoken(_ids(meant)), store, shown)
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


def _meant(found: Found, said: Mapping[Bearers, Sequence[Weighed]]) -> Bearers | None:
    """Whom a name means, by who is quoted most and by who spoke of the subject; None where that does not tell."""
    near = {one: max((told.nearness for told in said[one]), default=0.0) for one in said}
    usual = found.chosen
    if usual is not None and near.get(usual, 0.0) >= _CLEAR:
        return usual
    best = max(near, key=lambda one: near[one])
    least = max(_CLEAR, *(near[one] / _LESS for one in near if one is not best), 0.0)
    return best if near[best] >= least else usual


def _ids(bearers: Bearers) -> dict[str, int]:
    """Of whom a name means, each speaker's id with how many statements they have."""
    return dict(islice(((entry.id, entry.quotes) for entry in bearers.entries), _MOST_NAMES))


def _shown(weighed: Iterable[Weighed], store: Searchable, shown: _Shown) -> tuple[Answer, ...]:
    """The best, each claim once unless they are unfolded, with what is printed of them."""
    ranked = sorted(weighed, key=lambda told: -told.score)
    claims = {} if shown.unfold else store.printings([told.row for told in ranked[: _FOLDED * shown.limit]])
    kept: list[Weighed] = []
    seen: set[int] = set()
    for told in ranked:
        if told.row not in seen:
            kept.append(told)
        seen |= {told.row, *claims.get(told.row, ())}
        if len(kept) == shown.limit:
            break
    others = {told.row: [row for row in claims.get(told.row, ()) if row != told.row] for told in kept}
    rows = {row for told in kept for row in (told.row, *others[told.row])}
    whole = store.whole(sorted(rows))
    return tuple(
        Answer(
            whole[told.row],
            told.score,
            told.why,
            tuple(whole[row] for row in others[told.row] if row in whole),
        )
        for told in kept
        if told.row in whole
    )


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


def _answer_who(query: Query, store: Searchable, shown: _Shown) -> Reply:
    """Who said something: something of the subject in the quotation, and most of it there, in its paragraph or in
    the article's title, standfirst or headings."""
    weigher = Weigher(query, subject_in(query, store), store)
    subject = weigher.subject
    results = _shown(weigher.by_anybody(), store, shown)
    if results:
        return Reply(query, _read_as(query), results)
    words = ", ".join(f"“{word}”" for word in subject.words) if subject else ""
    note = (
        f"No quotation{_days(query)} has one of the words {words} in it and the others in its paragraph, "
        "title or headings: try fewer or other words."
    )
    return Reply(query, _read_as(query), note=note)


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
