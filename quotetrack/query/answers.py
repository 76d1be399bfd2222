"""Answers a question from a store: whom it means, which statements answer, and what to say if none do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import dropwhile, islice

from quotetrack.errors import UsageError
from quotetrack.query.messages import (
    NOT_WORD_FOR_WORD,
    describe_query,
    explain_ambiguous,
    explain_nothing,
    explain_silent,
    explain_unknown,
    explain_unnamed,
    mention_others,
    mention_unnamed,
    name_in_full,
)
from quotetrack.query.questions import Query, parse_question
from quotetrack.query.retrieval import RankedStatement, Ranker, narrow_filter
from quotetrack.records import EVERYTHING, Filter, JsonObject, Printed, UnnamedEntry, span_list
from quotetrack.speakers.asked_name import AskedName
from quotetrack.speakers.directory import Searchable
from quotetrack.speakers.grouping import NameLookup, SpeakerGroup
from quotetrack.speakers.lookup import find_named, find_speaker, find_unnamed


@dataclass(frozen=True, slots=True)
class AnswerSettings:
    """Whom a name means, and which statements are shown first. All were chosen by hand: run `quotetrack evaluate` again
    after a change."""

    # Of how many bearers of a name what they said is ranked, and of how many names of one: those quoted most.
    most_names: int = 6
    # Of how many times as many statements as are shown the claims are looked up.
    claims_read: int = 5
    # How much about the subject (0-1) a statement must be so that its speaker is the one meant by a name.
    clear: float = 0.5
    # The statements of all others of that name may be so many times as much about it, at most.
    less: float = 0.65
    # What came first is looked for among statements so many times as near to the subject as the nearest.
    as_near: float = 0.8


SETTINGS = AnswerSettings()

_OPENING = frozenset(
    "quote quotes quotation quotations statement statements all everything by of from".split()
)
_OUTLET = re.compile(r"(?:^|\s)(?:in|by|via|from|on)\s+(\S.{0,80})$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A statement that answers a question.

    Attributes:
        printed: The statement.
        score: How well it answers, 0 to 1.
        why: Why it answers, for a reader.
        others: The other printings of its claim, by day of publication.

    Example:
        >>> answer = collection.ask("What did Petrov say?").results[0]
        >>> answer.printed.text, answer.others
        ('the repairs cost too much', ())
    """

    printed: Printed
    score: float
    why: str
    others: tuple[Printed, ...] = ()

    def to_dict(self, *, rank: int, claim: str | None = None) -> JsonObject:
        """Return the answer as `quotetrack ask --format jsonl` prints it.

        Args:
            rank: The answer's place, counted from 1.
            claim: The id of its claim.

        Returns:
            A new dictionary. What a reviewer has decided is in it only if somebody has.
        """
        printed, attribution = self.printed, self.printed.statement.attribution
        article, quote = printed.article, printed.statement.quote
        return {
            "rank": rank,
            "score": round(self.score, 4),
            "article": article.id,
            "source": article.outlet,
            "published": article.published,
            "url": article.url,
            "content": span_list(quote.content),
            "text": printed.text,
            "speaker": attribution.speaker.to_dict() if attribution.speaker else None,
            "mention": span_list(attribution.mention) or None,
            "kind": quote.kind,
            "stance": attribution.stance,
            "confidence": round(attribution.confidence, 4),
            "shown": printed.shown,
            "claim": claim,
            **({"review": printed.review.to_dict()} if printed.review else {}),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a question got.

    Attributes:
        query: The question as it was read.
        read_as: How it was read, in one sentence.
        results: The answers, best first.
        note: If there are no answers: what was searched, and why nothing is shown. Else None.
        is_chosen: True if the name asked about was read as one of several speakers, or not as it was written;
            `read_as` names them.

    Example:
        >>> reply = collection.ask("What did Petrov say about the repairs?")
        >>> reply.query.speaker, reply.note
        ('Petrov', None)
    """

    query: Query
    read_as: str
    results: tuple[Answer, ...] = ()
    note: str | None = None
    is_chosen: bool = False


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

    A name that several people bear means the one who is quoted far more than the others, or who alone spoke of the
    subject. If there is none, there are no results, and a `note` has the names. If nobody is named as asked, those
    answer who are not named and are described so. Raises `UsageError` for a question without words or far too long, and
    for a limit below 1.
    """
    if limit < 1:
        raise UsageError(f"the limit is {limit}: ask for one answer at least")
    query = parse_question(question, today=today) if isinstance(question, str) else question
    query, source = _without_outlet(query, store) if filter.source is None else (query, filter.source)
    if query.shape == "words" and (name := _only_a_name(query.question, store)) is not None:
        query = replace(query, shape="speaker", speaker=name, subject=None)
    wanted = narrow_filter(replace(filter, speaker=None, about=None, source=source), query)
    asked = _Asked(query, store, wanted, limit, unfold)
    if query.speaker is None:
        return asked.of_anybody()
    lookup = find_speaker(query.speaker, store)
    if unnamed := find_unnamed(lookup, store):
        return asked.of_unnamed(unnamed)
    if lookup.bearers:
        return asked.of_speaker(lookup)
    if query.shape == "told" and not lookup.near:
        # "trade talks on grain": nobody is called trade talks, so it was no name.
        words = replace(query, shape="words", speaker=None, subject=query.question)
        return replace(asked, query=words).of_anybody()
    note = explain_unknown(query.speaker, lookup.near)
    return Reply(query=query, read_as=describe_query(query, wanted), note=note)


def _without_outlet(query: Query, store: Searchable) -> tuple[Query, str | None]:
    """A question without the outlet at the end of its subject ("trade in the Guardian"), if the store has it."""
    ending = _OUTLET.search(query.subject or "")
    outlet = store.articles.outlet(ending[1]) if ending else None
    rest = ending.string[: ending.start()].strip() if ending else ""
    if outlet is None or not (rest or query.speaker):
        return query, None
    return replace(query, subject=rest or None), outlet


def _only_a_name(question: str, store: Searchable) -> str | None:
    """The name that a question consists of ("George Sabra", "quotes by Sabra"); None if it is none."""
    words = dropwhile(lambda word: word.lower() in _OPENING, question.split())
    name = " ".join(words).strip("?!.,;:")
    return name if name and find_named(AskedName.parse(name), store) else None


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question to a store: what may answer it, how many answers are shown, and whether each printing is one."""

    query: Query
    store: Searchable
    filter: Filter
    limit: int
    unfold: bool

    def of_speaker(self, lookup: NameLookup) -> Reply:
        """Answer with what one person or body said: the subject in the quotation or beside it. If several bear the name
        and none is quoted far more than the others, it is the one who spoke of the subject, if nobody else did."""
        ranker = Ranker(self.query, self.store, self.filter, self.limit)
        chosen, is_open = lookup.chosen, len(lookup.bearers) > 1
        if ranker.subject is not None and is_open:
            chosen = _choose(lookup, ranker)
        if chosen is None:
            note = explain_ambiguous(lookup)
            return Reply(query=self.query, read_as=describe_query(self.query, self.filter), note=note)
        read_as = describe_query(self.query, self.filter, name=name_in_full(chosen))
        reply = self._reply(
            ranker.by_speakers(_ids(chosen)),
            f"{read_as}{mention_others(chosen, lookup)}",
            explain_silent(chosen, self.query, self.filter),
        )
        return replace(reply, is_chosen=lookup.is_respelled or is_open)

    def of_unnamed(self, described: Sequence[UnnamedEntry]) -> Reply:
        """Answer with what those said who are not named and are described as asked: each for themselves."""
        mentions = tuple(words for entry in described for words in entry.mentions)
        wanted = replace(self.filter, mentions=mentions)
        ranker = Ranker(self.query, self.store, wanted, self.limit)
        who = f"unnamed sources described as “{self.query.speaker}”"
        read_as = describe_query(self.query, self.filter, name=who)
        reply = self._reply(
            ranker.by_unnamed(sum(entry.quotes for entry in described)),
            f"{read_as}{mention_unnamed(described)}",
            explain_unnamed(described, self.query, self.filter),
        )
        return replace(reply, is_chosen=True)

    def of_anybody(self) -> Reply:
        """Answer with who said something."""
        ranker = Ranker(self.query, self.store, self.filter, self.limit)
        read_as = describe_query(self.query, self.filter)
        words = ranker.subject.words if ranker.subject else ()
        return self._reply(ranker.by_anybody(), read_as, explain_nothing(self.query, self.filter, words))

    def _reply(self, statements: Sequence[RankedStatement], read_as: str, note: str) -> Reply:
        """The best of the statements; the note if there are none."""
        if not statements:
            return Reply(query=self.query, read_as=read_as, note=note)
        if self.query.words is not None and not any(s.is_word_for_word for s in statements):
            read_as += NOT_WORD_FOR_WORD
        return Reply(query=self.query, read_as=read_as, results=self._shown(statements))

    def _shown(self, statements: Sequence[RankedStatement]) -> tuple[Answer, ...]:
        """The best, each claim once unless they are unfolded, with what is printed of them."""
        ranked = sorted(statements, key=lambda s: (-round(s.score, 3), s.day is None, s.day))
        if self.query.is_earliest:
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


def _choose(lookup: NameLookup, ranker: Ranker) -> SpeakerGroup | None:
    """Whom a name means, by who is quoted most and by who spoke of the subject; None if that does not tell."""
    bearers = lookup.bearers[: SETTINGS.most_names]
    nearest = ranker.nearest([id for bearer in bearers for id in _ids(bearer)])
    near = {bearer: max(nearest[id] for id in _ids(bearer)) for bearer in bearers}
    usual = lookup.chosen
    if usual is not None and near.get(usual, 0.0) >= SETTINGS.clear:
        return usual
    best = max(near, key=lambda bearer: near[bearer])
    least = max(SETTINGS.clear, *(near[bearer] / SETTINGS.less for bearer in near if bearer is not best))
    return best if near[best] >= least else usual


def _ids(bearer: SpeakerGroup) -> dict[str, int]:
    """Of whom a name means, each speaker's id with how many statements they have."""
    return dict(islice(((entry.id, entry.quotes) for entry in bearer.entries), SETTINGS.most_names))
