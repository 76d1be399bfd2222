"""Ranks the statements of a store for one question: which come into question, and how near each is to its subject."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from quotetrack.query.questions import Query
from quotetrack.query.ranking import MatchFinder, SubjectMatches, explain_score, subject_score, weigh_subject
from quotetrack.query.synonyms import load_meanings
from quotetrack.query.weighing import WEIGHED, Weigher, shipped_weights
from quotetrack.records import Filter, Printed
from quotetrack.speakers.directory import Searchable
from quotetrack.speakers.lookup import spelled_otherwise
from quotetrack.speakers.roles import aliases_in
from quotetrack.text.folding import fold_words, key_words


@dataclass(frozen=True, slots=True)
class RankerSettings:
    """How much of a store is read for a question, and what is near enough to answer. All were chosen by hand: run
    `quotetrack evaluate` and `benchmarks/ask_speed.py` again after a change."""

    # How many statements come into question, the store's best first, and how many of them are weighed. Neither depends
    # on how many are shown, so that the order does not either, until more are wanted.
    ranked: int = 200
    closely: int = 60
    # The first of these where others than those found are looked for who are described alike.
    alike: int = 60
    # If so many have all words of the subject, those with only some are not looked up, and if so many have some, not
    # those with others that mean the same.
    plenty: int = 150
    # Of how many of those the articles are read for more by the same speaker, and how much more.
    most_beside: int = 30
    # How likely a statement must answer to be shown, as a part of how likely the best does.
    also: float = 0.25
    # What counts, of what is asked for word for word, a quotation in other words.
    other_words: float = 0.9


SETTINGS = RankerSettings()


@dataclass(frozen=True, slots=True)
class RankedStatement:
    """A statement by its row in the store: how near it is to the subject (0-1), how likely it answers (0-1), and why.
    `day` is when it was said or published (None: unknown). `is_word_for_word`: it has the very words asked for. `id` is
    that of the statement."""

    row: int
    nearness: float
    score: float
    why: str
    day: str | None = None
    is_word_for_word: bool = False
    id: str = ""


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
    None if it is about everything. `is_cut`: more came into question than were read."""

    def __init__(
        self,
        query: Query,
        store: Searchable,
        filter: Filter,
        limit: int,
        described: str | None = None,
        *,
        is_alike: bool = False,
    ) -> None:
        """`described` is what the question calls the speaker, if that is not a name that was recognised. Nobody answers
        who is described otherwise, and with `is_alike` nobody who is not described so."""
        self._is_alike, self.is_cut = is_alike, False
        self._query, self._store, self._filter = query, store, filter
        self._limit, self._most = limit, max(SETTINGS.alike if is_alike else SETTINGS.ranked, limit)
        self._words = f" {' '.join(fold_words(query.words))} " if query.words else None
        self.subject, self._finder = None, None
        if query.subject is not None:
            has_case = not query.question.isupper()
            aliases = aliases_in(query.subject, store)
            if has_case:
                aliases |= spelled_otherwise(query.subject, store)
            self.subject = weigh_subject(query.subject, load_meanings(), aliases, has_case=has_case)
            self._finder = MatchFinder(self.subject, with_name=query.shape == "words")
        self._weigher = Weigher(query, self.subject, described)

    def by_speakers(self, speakers: Mapping[str, int]) -> list[RankedStatement]:
        """Return what these speakers said, and how likely each answers. `speakers` maps ids to how many statements each
        has."""
        return [self._rank(*statement) for statement in self._of(speakers)]

    def by_unnamed(self, quotes: int) -> list[RankedStatement]:
        """Return what those not named said whom the filter chooses; `quotes` is how many statements they have."""
        return [self._rank(*statement) for statement in self._read(self._filter, quotes)]

    def by_anybody(self) -> list[RankedStatement]:
        """Return what anybody said with a word of the subject in or around it."""
        return [self._rank(*statement) for statement in self._read(self._filter)]

    def weigh_all(self, speakers: Mapping[str, int]) -> list[tuple[Printed, tuple[float, ...]]]:
        """Return what is weighed of each statement that comes into question: by these speakers, without any by
        anybody."""
        read = self._of(speakers) if speakers else self._read(self._filter)
        return [(printed, self._weigher.weigh(printed, matches)) for _, printed, matches in read]

    def _of(self, speakers: Mapping[str, int]) -> Sequence[_Matched]:
        return self._read(replace(self._filter, people=tuple(speakers)), sum(speakers.values()))

    def _read(self, wanted: Filter, quotes: int | None = None) -> Sequence[_Matched]:
        """The statements to rank, at most as many as are read closely: those with a word of the subject, nearest first.
        Of those who have no more `quotes` than come into question it is all, which holds what says the same in other
        words too."""
        subject, wanted = self.subject, replace(wanted, limit=self._most)
        if subject is None or (quotes is not None and quotes <= self._most):
            every = list(self._store.statements.search_light((), wanted))
            self.is_cut = self.is_cut or len(every) >= self._most
            return list(self._matched(every))
        stages = ((subject.words, True), (subject.called, False), (subject.searched, False))
        enough = max(min(SETTINGS.plenty, self._most), self._limit)
        candidates = self._search(stages, wanted, enough)
        if quotes is not None and candidates:
            first = list(candidates)[: SETTINGS.most_beside]
            candidates |= self._store.statements.same_article(
                first, replace(wanted, limit=SETTINGS.most_beside)
            )
        self.is_cut = self.is_cut or len(candidates) >= self._most
        found = list(self._matched(candidates.items()))
        found.sort(key=lambda one: -subject_score(subject, one[2]) if one[2] else 0.0)
        return found[: max(SETTINGS.closely, self._limit)]

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
            if self._query.source is not None and not _is_from(printed, self._query.source):
                continue
            if self._weigher.may_be_meant(printed, is_alike=self._is_alike):
                matches = self._finder.find_in(printed) if self._finder else None
                if self._query.speaker is not None or not self._weigher.is_off_the_subject(matches):
                    yield row, printed, matches

    def _rank(self, row: int, printed: Printed, matches: SubjectMatches | None) -> RankedStatement:
        weighed = self._weigher.weigh(printed, matches)
        near = weighed[WEIGHED.index("subject")]
        # Likelihoods tell no more than hundredths; what is as likely comes in the order of its days.
        score = round(shipped_weights().likelihood(weighed), 2)
        has_words = self._words is not None and self._words in f" {' '.join(fold_words(printed.text))} "
        if self._words is not None:
            score = 1.0 if has_words else SETTINGS.other_words * score
        said_on = printed.statement.attribution.said_on
        day = said_on.date if said_on else printed.article.published
        return RankedStatement(
            row, near, score, explain_score(self.subject, matches), day, has_words, printed.id
        )


def worth_showing(ranked: Sequence[RankedStatement]) -> list[RankedStatement]:
    """Return those that are not far less likely to answer than the best."""
    least = SETTINGS.also * max((one.score for one in ranked), default=0.0)
    return [one for one in ranked if one.score >= least]
