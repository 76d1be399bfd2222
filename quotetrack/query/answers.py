"""Answers a question from a store: whom it means, which statements answer, and what to say if none do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import NamedTuple, TypeGuard

from quotetrack.errors import UsageError
from quotetrack.query.messages import (
    NOT_ON_THESE_DAYS,
    NOT_WORD_FOR_WORD,
    ask_instead,
    describe_query,
    explain_ambiguous,
    explain_nothing,
    explain_silent,
    explain_unknown,
    explain_unnamed,
    mention_bearers,
    mention_missing,
    mention_others,
    mention_unnamed,
    name_in_full,
)
from quotetrack.query.questions import Query, parse_question
from quotetrack.query.ranking import has_verb
from quotetrack.query.readings import Reading, find_readings, name_asked, split_outlet, without_outlet
from quotetrack.query.replies import Answer, Reply
from quotetrack.query.retrieval import RankedStatement, Ranker, narrow_filter, worth_showing
from quotetrack.query.weighing import shipped_weights
from quotetrack.records import (
    EVERYTHING,
    Filter,
    Printed,
    PrintedNotSpeech,
    SpeakerEntry,
)
from quotetrack.speakers.directory import Searchable
from quotetrack.speakers.grouping import NameLookup, SpeakerGroup
from quotetrack.speakers.lookup import find_speaker
from quotetrack.text.calendar import WEEKDAYS
from quotetrack.text.folding import key_words


@dataclass(frozen=True, slots=True)
class AnswerSettings:
    """Whom a name means, and which statements are shown first. All were chosen by hand: run `quotetrack evaluate` again
    after a change."""

    # Of how many bearers of a name what they said is ranked, and of how many names of one: those quoted most.
    most_names: int = 6
    # Of how many times as many statements as are shown the claims are looked up.
    claims_read: int = 5
    # The statements of all others of that name may be so many times as likely to answer, at most.
    less: float = 0.5
    # How likely the best statement by those who are described as asked, but not named, must answer so that nobody else
    # is looked at; and of those who hold the office asked for. Of those who are named it need only answer at all
    # (`AnswerWeights.least`).
    sure: float = 0.95
    likely: float = 0.4
    # How many statements are shown that came nearest where nothing answers, and how many that are nobody's.
    shown_near: int = 3
    # How many statements with all words of the subject are looked through for those.
    looked_through: int = 50
    # What came first is looked for among statements so many times as near to the subject as the nearest.
    as_near: float = 0.8


SETTINGS = AnswerSettings()

MOST_WEIGHED = 5_000
"""Statements that come into question where every answer is wanted. A few hundred are usual; of 100,000 statements that
have a word in common all would take minutes."""


def answer(
    question: str | Query,
    store: Searchable,
    *,
    limit: int = 20,
    unfold: bool = False,
    filter: Filter = EVERYTHING,
    today: date | None = None,
) -> Reply:
    """The statements in `store` that answer, `limit` at most: of each claim the one that answers best, with its other
    printings, or with `unfold` every one. Only what `filter` chooses is looked at, of which `speaker`, `about` and
    `limit` count for nothing. `today` lets "last week" be read.

    A name that several people bear means the one who is quoted far more than the others, or is far likelier to have
    answered; if there is none, the best of each is shown. If nobody is named as asked, those answer who are described
    so, or who may be. If nothing is likely enough to answer, there are no results, and a `note` says why. Raises
    `UsageError` for a question without words or far too long, and for a limit below 1.
    """
    _require_limit(limit)
    asked, found, query = _settle(question, store, limit=limit, unfold=unfold, filter=filter, today=today)
    if found is None:
        unknown = name_asked(query) or query.question
        note = explain_unknown(unknown, find_speaker(unknown, store).near)
        return Reply(query=query, read_as=describe_query(query, asked.filter), note=note)
    return asked.reply(found)


def _require_limit(limit: int) -> None:
    if limit < 1:
        raise UsageError(f"the limit is {limit}: ask for one answer at least")


class EveryAnswer(NamedTuple):
    """How a question was read, and all that answers it, best first, each printing by itself. `is_cut` if more than
    `MOST_WEIGHED` statements came into question: the others are farther from the subject."""

    read_as: str
    statements: Sequence[RankedStatement] = ()
    is_cut: bool = False


def every_answer(
    question: str, store: Searchable, *, filter: Filter = EVERYTHING, today: date | None = None
) -> EveryAnswer:
    """Return all statements that answer, each that `answer` would give if it were asked for every one. None if nothing
    answers. Raises `UsageError` as `answer` does."""
    asked, found, query = _settle(
        question, store, limit=MOST_WEIGHED, unfold=True, filter=filter, today=today
    )
    if found is None or not _is_enough(found):
        return EveryAnswer(found.read_as if found else describe_query(query, asked.filter))
    best = sorted(worth_showing(found.statements), key=lambda one: -one.score)
    return EveryAnswer(found.read_as, best, is_cut=any(one.is_cut for one in asked.rankers))


def _settle(
    question: str | Query,
    store: Searchable,
    *,
    limit: int,
    unfold: bool,
    filter: Filter,
    today: date | None,
) -> tuple[_Asked, _Found | None, Query]:
    """Return what a question is put to, what the reading finds that is settled on (None: there is no reading), and the
    question as it was read first."""
    query, wanted = _asked(question, store, filter, today)
    asked = _Asked(store, wanted, limit, unfold)
    found = _likeliest(asked, find_readings(query, store))
    if isinstance(question, str) and _may_be_any_day(query) and not _is_enough(found):
        undated, anytime = _asked(question, store, filter, today, has_days=False)
        other = _likeliest(replace(asked, filter=anytime), find_readings(undated, store))
        if _is_enough(other):
            asked, found = (
                replace(asked, filter=anytime),
                replace(other, read_as=other.read_as + NOT_ON_THESE_DAYS),
            )
    return asked, found, query


def answer_of_speaker(
    entry: SpeakerEntry, subject: str, store: Searchable, *, limit: int = 20, filter: Filter = EVERYTHING
) -> Reply:
    """Return what one speaker said about a subject, as `answer` does for a question that nobody else can be meant by,
    every printing by itself. Raises `UsageError` for a limit below 1."""
    _require_limit(limit)
    question = f"what did {entry.name} say about {subject}"
    query = Query(question=question, shape="speaker", speaker=entry.name, subject=subject)
    wanted = replace(filter, speaker=None, about=None, person=None, limit=None)
    asked, bearer = _Asked(store, wanted, limit, unfold=True), SpeakerGroup((entry,))
    found = _Found(
        query,
        asked.ranker(Reading(query)).by_speakers({entry.id: entry.quotes}),
        describe_query(query, wanted, name=entry.name),
        explain_silent(bearer, query, wanted),
    )
    return asked.reply(found)


def weigh_readings(
    question: str, store: Searchable, *, today: date | None = None
) -> list[tuple[Reading, list[tuple[Printed, tuple[float, ...]]]]]:
    """Return for each reading of a question what is weighed (`quotetrack.query.weighing`) of the statements that come
    into question: what the weights are fitted on."""
    query, wanted = _asked(question, store, EVERYTHING, today)
    out = []
    for reading in find_readings(query, store):
        bearers = () if reading.unnamed or reading.lookup is None else reading.lookup.bearers
        people = _all_ids(bearers[: SETTINGS.most_names])
        out.append((reading, _Asked(store, wanted, 1, unfold=True).ranker(reading).weigh_all(people)))
    return out


def _may_be_any_day(query: Query) -> bool:
    """Whether the days of a question may give way: those that may be of an event as well as of its telling ("who denied
    the raid of March 2010"), and a weekday, of which a store has many."""
    is_weekday = query.question.lower().rstrip("?!. ").endswith(WEEKDAYS)
    return bool(query.since or query.until) and (query.speaker is None or is_weekday)


def _is_enough(found: _Found | None) -> TypeGuard[_Found]:
    """Whether something answers."""
    return found is not None and found.likelihood >= shipped_weights().least


def _asked(
    question: str | Query, store: Searchable, filter: Filter, today: date | None, *, has_days: bool = True
) -> tuple[Query, Filter]:
    """A question as it was read, and what may answer it: with the days, the kind and the outlet that it asks for."""
    source, first = filter.source, None
    if isinstance(question, Query):
        query = question
    else:
        rest, first = split_outlet(question, store) if source is None else (question, None)
        query = parse_question(rest, today=today, latest=_latest_day(store, today), has_days=has_days)
    if source is None and first is None:
        query, source = without_outlet(query, store)
    return query, narrow_filter(replace(filter, speaker=None, about=None, source=source or first), query)


@dataclass(frozen=True, slots=True)
class _Found:
    """What one reading of a question finds, ranked; how it was read, why nothing is shown if nothing is, and what to
    ask for whom else it may mean."""

    query: Query
    statements: Sequence[RankedStatement]
    read_as: str
    note: str
    is_chosen: bool = False
    instead: tuple[str, ...] = ()

    @property
    def likelihood(self) -> float:
        """How likely the best of it answers."""
        return max((one.score for one in self.statements), default=0.0)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a question is put to: the store, what of it may answer, how many answers are shown, and whether each
    printing is one. `rankers` are those that were made for its readings."""

    store: Searchable
    filter: Filter
    limit: int
    unfold: bool
    rankers: list[Ranker] = field(default_factory=list)

    def by(self, reading: Reading) -> _Found:
        """Return what answers by one reading."""
        if reading.unnamed:
            return self._of_unnamed(reading)
        if reading.lookup is not None:
            return self._of_speaker(reading, reading.lookup)
        return self._of_anybody(reading)

    def _of_speaker(self, reading: Reading, lookup: NameLookup) -> _Found:
        """What one person or body said. If several bear the name and none is quoted far more than the others, it is the
        one who is far likelier to have answered; if there is none, the best of each. An office is everybody's who has
        held it."""
        query, ranker = reading.query, self.ranker(reading)
        bearers = lookup.bearers[: SETTINGS.most_names]
        if len(bearers) > 1 and not reading.is_by_name:
            names = ", ".join(bearer.name for bearer in bearers)
            return _Found(
                query,
                ranker.by_speakers(_all_ids(bearers)),
                describe_query(query, self.filter, name=f"“{lookup.asked}” ({names})"),
                explain_ambiguous(lookup),
                is_chosen=True,
                instead=ask_instead(query, lookup, None),
            )
        chosen = bearers[0] if len(lookup.bearers) == 1 else None
        by_bearer = {} if chosen else self._by_bearer(ranker, bearers)
        if chosen is None:
            chosen = _choose(lookup, by_bearer)
        read_as = describe_query(query, self.filter, name=name_in_full(chosen) if chosen else None)
        instead = ask_instead(query, lookup, chosen)
        if chosen is None:
            # Whoever wants every answer wants those of each.
            few = 1 if self.limit < MOST_WEIGHED else None
            best = [
                one
                for ranked in by_bearer.values()
                for one in sorted(ranked, key=lambda one: -one.score)[:few]
            ]
            read_as += mention_bearers(lookup)
            return _Found(query, best, read_as, explain_ambiguous(lookup), is_chosen=True, instead=instead)
        statements = by_bearer[chosen] if chosen in by_bearer else ranker.by_speakers(_ids(chosen))
        return _Found(
            query,
            statements,
            f"{read_as}{mention_others(chosen, lookup)}",
            explain_silent(chosen, query, self.filter),
            is_chosen=lookup.is_respelled or len(lookup.bearers) > 1,
            instead=instead,
        )

    def _by_bearer(
        self, ranker: Ranker, bearers: Sequence[SpeakerGroup]
    ) -> dict[SpeakerGroup, list[RankedStatement]]:
        """What each bearer of a name said. If it is on a subject, all of them are searched at once."""
        if ranker.subject is None:
            return {bearer: ranker.by_speakers(_ids(bearer)) for bearer in bearers}
        owner = {id: bearer for bearer in bearers for id in _ids(bearer)}
        ranked = ranker.by_speakers(_all_ids(bearers))
        ids = self.store.speakers.ids_of([one.row for one in ranked])
        found: dict[SpeakerGroup, list[RankedStatement]] = {bearer: [] for bearer in bearers}
        for one in ranked:
            if (id := ids.get(one.row)) in owner:
                found[owner[id]].append(one)
        return found

    def _of_unnamed(self, reading: Reading) -> _Found:
        """What those said who are not named and are described as asked: each for themselves."""
        query, described = reading.query, reading.unnamed
        who = f"unnamed sources described as “{query.speaker}”"
        read_as = describe_query(query, self.filter, name=who)
        return _Found(
            query,
            self.ranker(reading).by_unnamed(sum(entry.quotes for entry in described)),
            f"{read_as}{mention_unnamed(described)}",
            explain_unnamed(described, query, self.filter),
            is_chosen=True,
        )

    def _of_anybody(self, reading: Reading) -> _Found:
        """Who said something."""
        query, asked, ranker = reading.query, reading.asked, self.ranker(reading)
        if asked is not None and asked.speaker is not None:
            # Nobody bears the name or the role: whoever answers is described so at most.
            who = f"anyone who may be “{asked.speaker}”"
            note = explain_unknown(asked.speaker, reading.near)
            read_as = describe_query(asked, self.filter, name=who)
            return _Found(asked, ranker.by_anybody(), read_as, note, is_chosen=True)
        words = ranker.subject.words if ranker.subject else ()
        note = explain_nothing(query, self.filter, words)
        return _Found(query, ranker.by_anybody(), describe_query(query, self.filter), note)

    def ranker(self, reading: Reading) -> Ranker:
        """Return what ranks statements by this reading; of those not named only whom it describes."""
        mentions = tuple(words for entry in reading.unnamed for words in entry.mentions)
        filter = replace(self.filter, mentions=mentions) if mentions else self.filter
        described, is_alike = reading.described, reading.is_alike
        ranker = Ranker(reading.query, self.store, filter, self.limit, described, is_alike=is_alike)
        self.rankers.append(ranker)
        return ranker

    def reply(self, found: _Found) -> Reply:
        """Return the best of what was found, or the note if none of it is likely to answer."""
        if found.likelihood < shipped_weights().least:
            on_subject = [one for one in found.statements if one.nearness > 0]
            near = replace(self, limit=SETTINGS.shown_near)._shown(found.query, on_subject)
            others = self._unattributed(found.query)
            return Reply(
                query=found.query,
                read_as=found.read_as,
                note=found.note,
                nearest=near,
                unattributed=others,
                instead=found.instead,
            )
        read_as, statements = found.read_as, worth_showing(found.statements)
        if found.query.words is not None and not any(one.is_word_for_word for one in statements):
            read_as += NOT_WORD_FOR_WORD
        results = self._shown(found.query, statements)
        read_as += mention_missing(
            found.query,
            has_stance=any(r.printed.statement.attribution.stance == found.query.stance for r in results),
            has_verb=any(has_verb(found.query, r.printed) for r in results),
        )
        return Reply(
            query=found.query,
            read_as=read_as,
            results=results,
            is_chosen=found.is_chosen,
            instead=found.instead,
        )

    def _unattributed(self, query: Query) -> tuple[Printed | PrintedNotSpeech, ...]:
        """What is printed with all words of the subject and is nobody's, as far as the texts tell."""
        subject, most = query.subject, SETTINGS.shown_near
        if subject is None:
            return ()
        wanted = replace(self.filter, mentions=(), people=(), unshown=True, limit=SETTINGS.looked_through)
        words = key_words(subject)
        found = (printed for _, printed in self.store.statements.search_light(words, wanted, every=True))
        nobodys = [printed for printed in found if printed.statement.attribution.speaker is None]
        other = self.store.statements.not_speech(about=subject, limit=most)
        return (*nobodys[:most], *islice(other, max(0, most - len(nobodys))))

    def _shown(self, query: Query, statements: Sequence[RankedStatement]) -> tuple[Answer, ...]:
        """The best, each claim once unless they are unfolded, with what is printed of them."""
        ranked = sorted(statements, key=lambda s: (-s.score, s.day is None, s.day))
        if query.is_earliest and ranked:
            least = SETTINGS.as_near * max(s.nearness for s in ranked)
            ranked.sort(key=lambda s: (s.nearness < least, s.day is None, s.day))
        best = [s.row for s in ranked[: SETTINGS.claims_read * self.limit]]
        claims = {} if self.unfold else self.store.claims.printings(best)
        kept: dict[int, RankedStatement] = {}
        seen: set[int] = set()
        for statement in ranked:
            if statement.row not in seen and len(kept) < self.limit:
                kept[statement.row] = statement
            seen |= {statement.row, *claims.get(statement.row, ())}
        others = {row: [other for other in claims.get(row, ()) if other != row] for row in kept}
        printed = self.store.statements.fetch([each for row in kept for each in (row, *others[row])])
        return tuple(
            Answer(
                printed=printed[row],
                score=statement.score,
                why=statement.why,
                others=tuple(printed[other] for other in others[row] if other in printed),
            )
            for row, statement in kept.items()
            if row in printed
        )


def _choose(
    lookup: NameLookup, by_bearer: Mapping[SpeakerGroup, Sequence[RankedStatement]]
) -> SpeakerGroup | None:
    """Whom a name means, by who is quoted most and by who is likeliest to have answered; None if that does not tell."""
    near = {bearer: max((one.score for one in found), default=0.0) for bearer, found in by_bearer.items()}
    usual = lookup.chosen
    if usual is not None and near.get(usual, 0.0) >= shipped_weights().least:
        return usual
    first, second = sorted(near, key=lambda bearer: near[bearer], reverse=True)[:2]
    return first if near[second] <= SETTINGS.less * near[first] else usual


def _latest_day(store: Searchable, today: date | None) -> date | None:
    """The last day on which the store has an article published, up to today."""
    day = store.articles.last_day()
    latest = date.fromisoformat(day) if day else None
    return min(latest, today) if latest and today else latest


def _ids(bearer: SpeakerGroup) -> dict[str, int]:
    """Of whom a name means, each speaker's id with how many statements they have."""
    return dict(islice(((entry.id, entry.quotes) for entry in bearer.entries), SETTINGS.most_names))


def _all_ids(bearers: Iterable[SpeakerGroup]) -> dict[str, int]:
    return {id: quotes for bearer in bearers for id, quotes in _ids(bearer).items()}


def _likeliest(asked: _Asked, readings: Iterable[Reading]) -> _Found | None:
    """Return what the reading finds by which the best statement is likeliest to answer; None without a reading. None is
    looked at after one that is enough."""
    found: list[_Found] = []
    for reading in readings:
        found.append(asked.by(reading))
        if found[-1].likelihood >= enough_of(reading):
            break
    answering = sorted((one for one in found if _is_enough(one)), key=lambda one: -one.likelihood)
    if not answering:
        # What is told of is how the question was read first.
        return found[0] if found else None
    best, *others = answering
    return replace(best, read_as=best.read_as + "".join(f" Or: {one.read_as}" for one in others[:1]))


def enough_of(reading: Reading, least: float | None = None) -> float:
    """Return how likely the best by a reading must be to answer, so that it does not give way to the next. `least` is
    the bar below which nothing answers; None for that of the shipped weights."""
    if reading.is_by_name:
        return shipped_weights().least if least is None else least
    return SETTINGS.sure if reading.unnamed or reading.lookup is None else SETTINGS.likely
