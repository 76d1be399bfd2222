"""Answers a question from a store: whom it means, which statements answer, and what to say where none do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from quotetrack.errors import UsageError
from quotetrack.query.messages import (
    NOT_WORD_FOR_WORD,
    called,
    read_as,
    tell_apart,
    tell_nothing,
    tell_silent,
    tell_unknown,
    told_of_others,
)
from quotetrack.query.questions import Query, parse_question
from quotetrack.query.retrieval import Weighed, Weigher, narrowed, subject_in
from quotetrack.records import EVERYTHING, Filter, JsonObject, Printed, span_list
from quotetrack.speakers.directory import Searchable
from quotetrack.speakers.grouping import Found, SpeakerGroup
from quotetrack.speakers.lookup import find_named, find_speaker

_MOST_NAMES = 6
"""Of how many bearers of a name what they said is weighed, and of how many names of one: those quoted most."""
_FOLDED = 5
"""Of how many times as many as are shown the claims are looked up."""
_CLEAR, _LESS = 0.5, 0.65
"""One of several who bear a name is meant who has a statement so much about the subject, and the others none that is
more than so many times as much about it."""
_AS_NEAR = 0.8
"""What came first is looked for among those that are so much as near to the subject as the nearest."""
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

    A name that several people bear, none of them quoted far more than the others or the only one who spoke of the
    subject, gets no results and a `note` with their names. Raises `UsageError` for a question without words or far too
    long, and for a limit below 1.
    """
    if limit < 1:
        raise UsageError(f"the limit is {limit}: ask for one answer at least")
    query = parse_question(question, today=today) if isinstance(question, str) else question
    query, source = _without_outlet(query, store) if filter.source is None else (query, filter.source)
    if query.shape == "words" and (named := _only_a_name(query.question, store)) is not None:
        query = replace(query, shape="speaker", speaker=named, subject=None)
    wanted = narrowed(replace(filter, speaker=None, about=None, source=source), query)
    asked = _Asked(query, store, wanted, limit, unfold)
    if query.speaker is None:
        return asked.of_anybody()
    found = find_speaker(query.speaker, store)
    if not found.bearers and query.shape == "told" and not found.near:
        # "trade talks on grain": nobody is called trade talks, so it was no name.
        return replace(
            asked, query=replace(query, shape="words", speaker=None, subject=query.question)
        ).of_anybody()
    if not found.bearers:
        return Reply(
            query=query, read_as=read_as(query, wanted), note=tell_unknown(query.speaker, found.near)
        )
    return asked.of_speaker(found)


def _without_outlet(query: Query, store: Searchable) -> tuple[Query, str | None]:
    """A question without the outlet at the end of its subject ("trade in the Guardian"), where the store has it."""
    found = _OUTLET.search(query.subject or "")
    outlet = store.articles.outlet(found[1]) if found else None
    if not found or outlet is None or query.subject is None:
        return query, None
    rest = query.subject[: found.start()].strip()
    if not rest and query.speaker is None:
        return query, None
    return replace(query, subject=rest or None), outlet


def _only_a_name(question: str, store: Searchable) -> str | None:
    """The name that a question consists of ("George Sabra", "quotes by Sabra"); None where it is none."""
    words = question.split()
    opening = next((n for n, word in enumerate(words) if word.lower() not in _OPENING), len(words))
    name = " ".join(words[opening:]).strip("?!.,;:")
    return name if name and find_named(name, store) else None


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question to a store: what may answer it, how many answers are shown, and whether each printing is one."""

    query: Query
    store: Searchable
    filter: Filter
    limit: int
    unfold: bool

    def of_speaker(self, found: Found) -> Reply:
        """What one person or body said: the subject in the quotation or beside it. Where several bear the name and none
        is quoted far more than the others, the one who spoke of the subject, if nobody else did."""
        query = self.query
        weigher = Weigher(query, subject_in(query, self.store), self.store, self.filter, self.limit)
        meant = found.chosen
        if weigher.subject is not None and len(found.bearers) > 1:
            meant = _meant(found, weigher)
        if meant is None:
            return Reply(query=query, read_as=read_as(query, self.filter), note=tell_apart(found))
        weighed = weigher.spoken(_ids(meant))
        told = f"{read_as(query, self.filter, name=called(meant))}{told_of_others(meant, found)}"
        is_chosen = found.is_respelled or len(found.bearers) > 1
        if not weighed:
            return Reply(
                query=query, read_as=told, note=tell_silent(meant, query, self.filter), is_chosen=is_chosen
            )
        return Reply(
            query=query,
            read_as=f"{told}{self._remark(weighed)}",
            results=self._shown(weighed),
            is_chosen=is_chosen,
        )

    def of_anybody(self) -> Reply:
        """Who said something."""
        query = self.query
        weigher = Weigher(query, subject_in(query, self.store), self.store, self.filter, self.limit)
        weighed = weigher.by_anybody()
        told = read_as(query, self.filter)
        if not weighed:
            words = weigher.subject.words if weigher.subject else ()
            return Reply(query=query, read_as=told, note=tell_nothing(query, self.filter, words))
        return Reply(query=query, read_as=f"{told}{self._remark(weighed)}", results=self._shown(weighed))

    def _remark(self, weighed: Iterable[Weighed]) -> str:
        is_told = self.query.words is None or any(told.is_word_for_word for told in weighed)
        return "" if is_told else NOT_WORD_FOR_WORD

    def _shown(self, weighed: Sequence[Weighed]) -> tuple[Answer, ...]:
        """The best, each claim once unless they are unfolded, with what is printed of them."""
        ranked = sorted(weighed, key=lambda told: (-round(told.score, 3), told.day is None, told.day))
        if self.query.is_earliest:
            least = _AS_NEAR * max(told.nearness for told in ranked)
            ranked.sort(key=lambda told: (told.nearness < least, told.day is None, told.day))
        best = [told.row for told in ranked[: _FOLDED * self.limit]]
        claims = {} if self.unfold else self.store.claims.printings(best)
        kept: list[Weighed] = []
        seen: set[int] = set()
        for told in ranked:
            if told.row not in seen:
                kept.append(told)
            seen |= {told.row, *claims.get(told.row, ())}
            if len(kept) == self.limit:
                break
        others = {told.row: [row for row in claims.get(told.row, ()) if row != told.row] for told in kept}
        whole = self.store.statements.fetch([row for told in kept for row in (told.row, *others[told.row])])
        return tuple(
            Answer(
                printed=whole[told.row], score=told.score, why=told.why, others=_of(whole, others[told.row])
            )
            for told in kept
            if told.row in whole
        )


def _of(whole: Mapping[int, Printed], rows: Iterable[int]) -> tuple[Printed, ...]:
    return tuple(whole[row] for row in rows if row in whole)


def _meant(found: Found, weigher: Weigher) -> SpeakerGroup | None:
    """Whom a name means, by who is quoted most and by who spoke of the subject; None where that does not tell."""
    bearers = found.bearers[:_MOST_NAMES]
    nearest = weigher.nearest([id for one in bearers for id in _ids(one)])
    near = {one: max(nearest[id] for id in _ids(one)) for one in bearers}
    usual = found.chosen
    if usual is not None and near.get(usual, 0.0) >= _CLEAR:
        return usual
    best = max(near, key=lambda one: near[one])
    least = max(_CLEAR, *(near[one] / _LESS for one in near if one is not best))
    return best if near[best] >= least else usual


def _ids(bearers: SpeakerGroup) -> dict[str, int]:
    """Of whom a name means, each speaker's id with how many statements they have."""
    return dict(islice(((entry.id, entry.quotes) for entry in bearers.entries), _MOST_NAMES))
