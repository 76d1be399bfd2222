"""Weighs the statements of a store for one question: which come into question, and how near each is to its subject."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from quotetrack.query.questions import Query
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
from quotetrack.query.synonyms import load_meanings
from quotetrack.records import Filter, Printed
from quotetrack.speakers.directory import Searchable
from quotetrack.speakers.roles import aliases_in
from quotetrack.text.folding import fold_words, key_words

_TIMES, _OF_ANYBODY = 2, 3
"""Of how many times as many as are shown the statements of one speaker, or of anybody, are weighed; the store gives its
best first."""
_PLENTY = 100
"""Where so many have all words of the subject, those that have only some, or others that mean the same, stay unread."""
_MOST_BESIDE = 30
"""Of how many of those the articles are read for more by the same speaker, and how much more."""
_ENOUGH, _ALSO = 0.1, 0.02
"""How much of the subject the best statement of somebody asked about must be about (`on_subject`), so that there is an
answer at all, and how much the others."""
_OTHER_WORDS = 0.9
"""What counts, of what is asked for word for word, a quotation in other words."""
_MOST_OF_IT = 0.6
"""The same where anybody may have said it, title and headings included."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A statement by its row in the store, how near it is to the subject (0-1), how well it answers (0-1), and why; the
    day it was said or published (None: unknown), and whether it has the words asked for, word for word."""

    row: int
    nearness: float
    score: float
    why: str
    day: str | None = None
    is_word_for_word: bool = False


def subject_in(query: Query, store: Searchable) -> Subject | None:
    """What a question is about, with who is meant by roles in it; None where it is about everything."""
    if query.subject is None:
        return None
    return subject_of(query, load_meanings(), aliases_in(query.subject, store))


def narrowed(wanted: Filter, query: Query) -> Filter:
    """The filter, and what the question asks for besides."""
    since = max((day for day in (wanted.since, query.since) if day), default=None)
    until = min((day for day in (wanted.until, query.until) if day), default=None)
    return replace(wanted, since=since, until=until, kind=wanted.kind or query.kind)


def _is_from(printed: Printed, source: str) -> bool:
    """True where an article is by this outlet or agency, or the quotation came by it: "told dpa", "the agency said"."""
    article, attribution = printed.article, printed.statement.attribution
    told = (span.of(article.text) for span in (*attribution.via, *filter(None, (attribution.hearer,))))
    outlet = (article.source.name, article.source.domain) if article.source else ()
    wanted = {*key_words(source)}
    return any(wanted <= {*fold_words(one)} for one in (*told, *filter(None, outlet), *article.agencies))


class Weigher:
    """Weighs statements for one question."""

    def __init__(
        self, query: Query, subject: Subject | None, store: Searchable, filter: Filter, limit: int
    ) -> None:
        self._limit = limit
        self.subject = subject
        self._filter = filter
        self._query, self._store = query, store
        self._seen = Seen(subject) if subject is not None else None
        self._words = f" {' '.join(fold_words(query.words))} " if query.words else None

    def nearest(self, speakers: Sequence[str]) -> dict[str, float]:
        """How near to the subject the nearest of what each of these speakers said is (0-1); 0 where nothing has its
        words. It tells them apart, for less than reading what they said."""
        best = dict.fromkeys(speakers, 0.0)
        if self.subject is None:
            return best
        wanted = replace(self._filter, people=tuple(speakers), limit=_OF_ANYBODY * self._limit)
        stages = ((self.subject.words, True), (self.subject.called, False))
        found = self._found(stages, wanted, min(_PLENTY, self._limit))
        owners = self._store.speakers.ids_of(list(found))
        for row, printed, hits in self._with_hits(found.items()):
            if (owner := owners.get(row)) in best:
                best[owner] = max(best[owner], self._weigh(row, printed, hits).nearness)
        return best

    def spoken(self, speakers: Mapping[str, int]) -> list[Weighed]:
        """All that these speakers, by id, said on the subject; nothing where none of it is near enough to answer. With
        each stands how many statements they have."""
        found = [
            self._weigh(row, printed, hits)
            for id, quotes in speakers.items()
            for row, printed, hits in self._read(id, all=quotes <= _TIMES * self._limit)
        ]
        if max((one.nearness for one in found), default=0.0) < _ENOUGH:
            return []
        return [one for one in found if one.nearness >= _ALSO]

    def by_anybody(self) -> list[Weighed]:
        """All that anybody said on the subject: something of it in the quotation, or the verb asked for as its cue, and
        most of it there, in its paragraph or in the article's title, standfirst or headings."""
        return [
            self._weigh(row, printed, hits)
            for row, printed, hits in self._read(None)
            if hits is None or self._is_about(printed, hits)
        ]

    def _read(self, person: str | None, *, all: bool = False) -> Iterator[tuple[int, Printed, Hits | None]]:
        return self._with_hits(self._candidates(person, all=all))

    def _with_hits(self, found: Iterable[tuple[int, Printed]]) -> Iterator[tuple[int, Printed, Hits | None]]:
        for row, printed in found:
            if self._query.source is not None and not _is_from(printed, self._query.source):
                continue
            hits = None
            if self.subject is not None and self._seen is not None:
                hits = find_hits(printed, self.subject, self._seen, with_name=self._query.shape == "words")
            yield row, printed, hits

    def _candidates(self, person: str | None, *, all: bool) -> Iterable[tuple[int, Printed]]:
        """The statements to weigh, as many as are weighed at most: those with a word of the subject, or `all`, which
        finds what says the same in other words too."""
        most = (_TIMES if person else _OF_ANYBODY) * self._limit
        wanted = replace(self._filter, person=person, limit=most)
        if self.subject is None or all:
            return self._store.statements.search_light((), wanted)
        own, called, more = self.subject.words, self.subject.called, self.subject.searched
        found = self._found(((own, True), (called, False), (more, False)), wanted, min(_PLENTY, most))
        if person is not None and found:
            first = list(found)[:_MOST_BESIDE]
            found |= dict(self._store.statements.same_article(first, replace(wanted, limit=_MOST_BESIDE)))
        return found.items()

    def _found(
        self, stages: Iterable[tuple[Sequence[str], bool]], wanted: Filter, enough: int
    ) -> dict[int, Printed]:
        """What has any of the words, or every one, of each stage in turn, until there is enough."""
        found: dict[int, Printed] = {}
        for words, every in stages:
            if len(found) < enough:
                found |= dict(self._store.statements.search_light(words, wanted, every=every))
        return found

    def _weigh(self, row: int, printed: Printed, hits: Hits | None) -> Weighed:
        near = on_subject(self.subject, hits) if self.subject is not None and hits is not None else 1.0
        how_well = score(self._query, printed, self.subject, hits)
        said_on = printed.statement.attribution.said_on
        has_words = self._words is not None and self._words in f" {' '.join(fold_words(printed.text))} "
        return Weighed(
            row,
            near,
            1.0 if has_words else how_well if self._words is None else _OTHER_WORDS * how_well,
            tell_why(self.subject, hits),
            said_on.date if said_on else printed.article.published,
            has_words,
        )

    def _is_about(self, printed: Printed, hits: Hits) -> bool:
        if self.subject is None:
            return True
        places = zip(self.subject.weights, hits.quotation, hits.paragraph, hits.article, strict=True)
        here = any(hits.quotation) or is_told_so(self._query, printed)
        return here and sum(weight * max(near) for weight, *near in places) >= _MOST_OF_IT
