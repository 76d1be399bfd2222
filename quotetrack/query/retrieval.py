"""Ranks the statements of a store for one question: which come into question, and how near each is to its subject."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from quotetrack.query.questions import Query
from quotetrack.query.ranking import (
    MatchFinder,
    SubjectMatches,
    answer_score,
    explain_score,
    has_verb,
    subject_score,
    weigh_subject,
)
from quotetrack.query.synonyms import load_meanings
from quotetrack.records import Filter, Printed
from quotetrack.speakers.directory import Searchable
from quotetrack.speakers.roles import aliases_in
from quotetrack.text.folding import fold_words, key_words


@dataclass(frozen=True, slots=True)
class RankerSettings:
    """How much of a store is read for a question, and what is near enough to answer. All were chosen by hand: run
    `quotetrack evaluate` and `benchmarks/ask_speed.py` again after a change."""

    # Of how many times as many as are shown the statements of one speaker are ranked; the store gives its
    # best first.
    of_speaker: int = 2
    # The same for the statements of anybody.
    of_anybody: int = 3
    # If so many have all words of the subject, those with only some, or with others that mean the same, are
    # not read.
    plenty: int = 100
    # Of how many of those the articles are read for more by the same speaker, and how much more.
    most_beside: int = 30
    # How much of the subject (`subject_score`) the best statement of somebody asked about must be about, so
    # that there is an answer at all.
    enough: float = 0.1
    # The same for the others.
    also: float = 0.02
    # How much of the weight of the subject's words a statement by anybody must have, title and headings
    # included.
    most_of_it: float = 0.6
    # What counts, of what is asked for word for word, a quotation in other words.
    other_words: float = 0.9


SETTINGS = RankerSettings()


@dataclass(frozen=True, slots=True)
class RankedStatement:
    """A statement by its row in the store: how near it is to the subject (0-1), how well it answers (0-1), and why.
    `day` is when it was said or published (None: unknown). `is_word_for_word`: it has the very words asked for."""

    row: int
    nearness: float
    score: float
    why: str
    day: str | None = None
    is_word_for_word: bool = False


def narrow_filter(wanted: Filter, query: Query) -> Filter:
    """Return the filter with what the question asks for besides: days and kind."""
    since = max((day for day in (wanted.since, query.since) if day), default=None)
    until = min((day for day in (wanted.until, query.until) if day), default=None)
    return replace(wanted, since=since, until=until, kind=wanted.kind or query.kind)


def _is_from(printed: Printed, source: str) -> bool:
    """True if an article is by this outlet or agency, or the quotation came by it: "told dpa", "the agency said"."""
    article, attribution = printed.article, printed.statement.attribution
    hearer = (attribution.hearer,) if attribution.hearer else ()
    relays = (span.of(article.text) for span in (*attribution.via, *hearer))
    outlet = (article.source.name, article.source.domain) if article.source else ()
    wanted = {*key_words(source)}
    return any(wanted <= {*fold_words(name)} for name in (*relays, *filter(None, outlet), *article.agencies))


_Matched = tuple[int, Printed, SubjectMatches | None]
"""A statement with its row, and where it has the subject; None for a question about everything."""


class Ranker:
    """Ranks statements for one question. `subject` is what the question is about, with who is meant by roles in it;
    None if it is about everything."""

    def __init__(self, query: Query, store: Searchable, filter: Filter, limit: int) -> None:
        self._query, self._store, self._filter, self._limit = query, store, filter, limit
        self._words = f" {' '.join(fold_words(query.words))} " if query.words else None
        self.subject, self._finder = None, None
        if query.subject is not None:
            aliases, has_case = aliases_in(query.subject, store), not query.question.isupper()
            self.subject = weigh_subject(query.subject, load_meanings(), aliases, has_case=has_case)
            self._finder = MatchFinder(self.subject, with_name=query.shape == "words")

    def nearest(self, speakers: Sequence[str]) -> dict[str, float]:
        """Map each of these speakers, by id, to how near to the subject (0-1) the nearest of what they said is; 0 if
        nothing has its words. It tells speakers apart, for less than reading all that they said."""
        best = dict.fromkeys(speakers, 0.0)
        if self.subject is None:
            return best
        wanted = replace(self._filter, people=tuple(speakers), limit=SETTINGS.of_anybody * self._limit)
        stages = ((self.subject.words, True), (self.subject.called, False))
        candidates = self._search(stages, wanted, min(SETTINGS.plenty, self._limit))
        owners = self._store.speakers.ids_of(list(candidates))
        for row, printed, matches in self._matched(candidates.items()):
            if (owner := owners.get(row)) in best:
                best[owner] = max(best[owner], self._rank(row, printed, matches).nearness)
        return best

    def by_speakers(self, speakers: Mapping[str, int]) -> list[RankedStatement]:
        """Return all that these speakers said on the subject; empty if none of it is near enough to answer. `speakers`
        maps ids to how many statements each has."""
        ranked = [
            self._rank(*statement)
            for id, quotes in speakers.items()
            for statement in self._read(id, whole=quotes <= SETTINGS.of_speaker * self._limit)
        ]
        return _near_enough(ranked)

    def by_unnamed(self, quotes: int) -> list[RankedStatement]:
        """Return all on the subject by those not named whom the filter chooses; `quotes` is how many statements they
        have. Empty if none of it is near enough to answer."""
        is_few = quotes <= SETTINGS.of_speaker * self._limit
        return _near_enough([self._rank(*statement) for statement in self._read(None, whole=is_few)])

    def by_anybody(self) -> list[RankedStatement]:
        """Return all that anybody said on the subject. Something of it is in the quotation, or the verb asked for is
        the cue. Most of it is there, in the paragraph, or in the article's title, standfirst or headings."""
        return [
            self._rank(row, printed, matches)
            for row, printed, matches in self._read(None)
            if matches is None or self._is_about(printed, matches)
        ]

    def _read(self, person: str | None, *, whole: bool = False) -> Iterator[_Matched]:
        """Yield the statements to rank, as many as are ranked at most: those with a word of the subject, or if
        `whole` all. All of them also hold what says the same in other words."""
        most = (SETTINGS.of_speaker if person else SETTINGS.of_anybody) * self._limit
        wanted, subject = replace(self._filter, person=person, limit=most), self.subject
        if subject is None or whole:
            return self._matched(self._store.statements.search_light((), wanted))
        stages = ((subject.words, True), (subject.called, False), (subject.searched, False))
        candidates = self._search(stages, wanted, min(SETTINGS.plenty, most))
        if (person is not None or wanted.mentions) and candidates:
            first = list(candidates)[: SETTINGS.most_beside]
            candidates |= self._store.statements.same_article(
                first, replace(wanted, limit=SETTINGS.most_beside)
            )
        return self._matched(candidates.items())

    def _search(
        self, stages: Iterable[tuple[Sequence[str], bool]], wanted: Filter, enough: int
    ) -> dict[int, Printed]:
        """What has any of the words, or every one, of each stage in turn, until there is enough."""
        candidates: dict[int, Printed] = {}
        for words, every in stages:
            if len(candidates) < enough:
                candidates |= self._store.statements.search_light(words, wanted, every=every)
        return candidates

    def _matched(self, candidates: Iterable[tuple[int, Printed]]) -> Iterator[_Matched]:
        for row, printed in candidates:
            if self._query.source is None or _is_from(printed, self._query.source):
                yield row, printed, self._finder.find_in(printed) if self._finder else None

    def _rank(self, row: int, printed: Printed, matches: SubjectMatches | None) -> RankedStatement:
        near = subject_score(self.subject, matches) if self.subject and matches else 1.0
        score = answer_score(self._query, printed, self.subject, matches)
        has_words = self._words is not None and self._words in f" {' '.join(fold_words(printed.text))} "
        if self._words is not None:
            score = 1.0 if has_words else SETTINGS.other_words * score
        said_on = printed.statement.attribution.said_on
        day = said_on.date if said_on else printed.article.published
        return RankedStatement(row, near, score, explain_score(self.subject, matches), day, has_words)

    def _is_about(self, printed: Printed, matches: SubjectMatches) -> bool:
        if self.subject is None:
            return True
        places = zip(self.subject.weights, matches.quotation, matches.paragraph, matches.article, strict=True)
        is_here = any(matches.quotation) or has_verb(self._query, printed)
        return is_here and sum(weight * max(near) for weight, *near in places) >= SETTINGS.most_of_it


def _near_enough(ranked: Sequence[RankedStatement]) -> list[RankedStatement]:
    """What is near to the subject, if any of it is near enough to answer."""
    if max((statement.nearness for statement in ranked), default=0.0) < SETTINGS.enough:
        return []
    return [statement for statement in ranked if statement.nearness >= SETTINGS.also]
