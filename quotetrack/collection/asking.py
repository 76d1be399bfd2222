"""What a collection is asked: questions, lists of quotations, and what it holds seen from above."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Unpack

from quotetrack.collection.opened import Opened, with_criteria
from quotetrack.collection.quotations import Quotations
from quotetrack.errors import NotFound, UsageError
from quotetrack.records import (
    EVERYTHING,
    Criteria,
    Filter,
    InContext,
    Printed,
    PrintedNotSpeech,
    SourceEntry,
    SpeakerEntry,
    Stats,
    UnnamedEntry,
)

if TYPE_CHECKING:
    from quotetrack.query import Reply
    from quotetrack.records import Development, Period, PeriodLength, SubjectEntry

MOST_ANSWERS = 20
"""Answers to a question, unless a limit is given."""


_OF_NOT_SPEECH = ("about", "source", "since", "until", "limit")
"""The fields of a filter that words which quote nobody can fit."""


class Asking(Opened):
    """The methods that answer questions and list what is stored."""

    def ask(
        self,
        question: str,
        filter: Filter = EVERYTHING,
        *,
        unfold: bool = False,
        today: date | None = None,
        **criteria: Unpack[Criteria],
    ) -> Reply:
        """Answer a question such as "What did Lavrov say about Assad?".

        Args:
            question: The question, or some words.
            filter: Only quotations that it chooses. Its `limit` counts answers, 20 by default; its `speaker` and
                `about` count for nothing, since the question names both.
            unfold: Give every printing of a claim as an answer of its own.
            today: The day from which "last week" is counted; by default the day it is.
            **criteria: Fields of a `Filter`.

        Returns:
            How the question was read, and the answers, best first: one for each claim, with its other printings.

        Raises:
            UsageError: For a question without words or far too long, and for a limit below 1.

        Example:
            >>> reply = collection.ask("What did Lima say about the bridge?", stance="denied")
            >>> [answer.printed.text for answer in reply.results]
            ['the bridge was unsafe']
        """
        from quotetrack.query import answer

        wanted = with_criteria(filter, criteria)
        limit = MOST_ANSWERS if wanted.limit is None else wanted.limit
        today = today or date.today()
        store = self._store(unshown=wanted.unshown)
        return answer(question, store, limit=limit, unfold=unfold, filter=wanted, today=today)

    def quotes(
        self,
        filter: Filter = EVERYTHING,
        *,
        with_claims: bool = False,
        after: str | None = None,
        **criteria: Unpack[Criteria],
    ) -> Quotations:
        """Choose quotations.

        Args:
            filter: Only quotations that it chooses.
            with_claims: Give each with what is known of its claim (`Printed.claim`).
            after: Only those that come behind the quotation with this id, whether the filter chooses that one or not.
            **criteria: Fields of a `Filter`.

        Returns:
            The quotations, to be iterated over: by day of publication (unknown last), article, and place in it.
            `to_dataframe()` reads them into pandas. The first one read raises `NotFound` if there is none `after`.

        Example:
            >>> for printed in collection.quotes(speaker="Petrov", since="2024-01-01"):
            ...     print(printed.text)
            the repairs cost too much
        """
        wanted = self._wanted(filter, criteria)
        return Quotations(self.store, wanted, with_claims=with_claims, after=after)

    def get(self, id_prefix: str) -> Printed:
        """Get one quotation with its article, whether it is shown elsewhere or not.

        Args:
            id_prefix: The quotation's id, or its first four or more characters.

        Returns:
            The quotation.

        Raises:
            NotFound: If no quotation's id begins so, or more than one's.

        Example:
            >>> printed = next(iter(collection.quotes(stance="denied")))
            >>> collection.get(printed.id[:8]).text
            'the bridge was unsafe'
        """
        return self.store.statements.get(id_prefix)

    def not_speech(
        self, filter: Filter = EVERYTHING, **criteria: Unpack[Criteria]
    ) -> Iterator[PrintedNotSpeech]:
        """List what stands in quotation marks and quotes nobody: titles, nicknames, scare quotes.

        Args:
            filter: Only what fits its `about`, `source`, `since`, `until` and `limit`.
            **criteria: Fields of a `Filter`.

        Returns:
            An iterator, by day of publication (unknown last), article, and place in it. Each has the rule that says
            why it quotes nobody.

        Raises:
            UsageError: If the filter asks for what only speech has, such as a speaker.

        Example:
            >>> [(silent.text, silent.not_speech.rule) for silent in collection.not_speech()]
            [('Salt and Rope', 'title'), ('quiet', 'scare quotes')]
        """
        wanted = with_criteria(filter, criteria)
        own = {name: getattr(wanted, name) for name in _OF_NOT_SPEECH}
        wrong = [name for name, value in asdict(wanted).items() if value and name not in own]
        if wrong:
            raise UsageError(
                f"what quotes nobody cannot be filtered by {', '.join(wrong)}: it has none; filter it by "
                f"{', '.join(_OF_NOT_SPEECH)}"
            )
        return self.store.statements.not_speech(**own)

    def subjects(
        self, filter: Filter = EVERYTHING, *, without: str = "", **criteria: Unpack[Criteria]
    ) -> list[SubjectEntry]:
        """List what the articles are about that print quotations.

        Args:
            filter: Only articles that print quotations which it chooses. Its `limit` counts subjects.
            without: Words that are no subject here, such as a speaker's name. Those of the filter's `speaker` never
                are.
            **criteria: Fields of a `Filter`.

        Returns:
            The key terms of those articles, if they print two or more of the quotations, those that tell most first.
            Empty if the articles were stored before key terms were, and have not been added again.

        Example:
            >>> [subject.words for subject in collection.subjects(limit=1)]
            ['bridge']
        """
        from quotetrack.query.lookups import rank_subjects
        from quotetrack.text.folding import fold_words

        wanted = self._wanted(filter, criteria)
        names = fold_words(f"{without} {wanted.speaker or ''}")
        counted = self.store.articles.key_terms(wanted)
        return rank_subjects(counted, limit=wanted.limit, without=names)

    def context(
        self, words: str, filter: Filter = EVERYTHING, **criteria: Unpack[Criteria]
    ) -> Iterator[InContext]:
        """Find where words stand in quotations, in any of their forms.

        Args:
            words: A word, or a few that stand together.
            filter: Only quotations that it chooses. Its `limit` counts places.
            **criteria: Fields of a `Filter`.

        Returns:
            An iterator over the places, by day of publication.

        Raises:
            UsageError: If `words` holds no word.

        Example:
            >>> [place.parts[1] for place in collection.context("repair")]
            ['repairs']
        """
        from quotetrack.query.lookups import in_context

        wanted = self._wanted(filter, criteria)
        printed = self.store.statements.printed(
            replace(wanted, about=f"{wanted.about or ''} {words}", limit=None)
        )
        return islice(in_context(printed, words), wanted.limit)

    def timeline(
        self, filter: Filter = EVERYTHING, *, by: PeriodLength = "month", **criteria: Unpack[Criteria]
    ) -> list[Period]:
        """Count the quotations that each period printed.

        Args:
            filter: Only quotations that it chooses. Its `limit` counts periods, the latest.
            by: "day", "week", "month" or "year".
            **criteria: Fields of a `Filter`.

        Returns:
            The periods in order. Periods without quotations are left out; quotations whose day is unknown come last.

        Example:
            >>> [(period.name, period.quotes) for period in collection.timeline(by="day", speaker="Lima")]
            [('2024-03-01', 2), ('2024-03-05', 1)]
        """
        from quotetrack.query.lookups import periods

        wanted = self._wanted(filter, criteria)
        every = periods(self.store.statements.days(replace(wanted, limit=None)), by)
        return every if wanted.limit is None else every[-wanted.limit :]

    def diff(
        self, before: str, after: str, filter: Filter = EVERYTHING, **criteria: Unpack[Criteria]
    ) -> list[Development]:
        """Find what was printed after one day, up to another, beside all that was printed before.

        Args:
            before: The last day of what was before, "YYYY-MM-DD".
            after: The last day to look at, "YYYY-MM-DD".
            filter: Only quotations that it chooses.
            **criteria: Fields of a `Filter`.

        Returns:
            Each claim that is new, was said again, or contradicts an earlier one, by day of publication.

        Raises:
            UsageError: If either is no day, or no day lies between them.

        Example:
            >>> collection.diff("2024-03-01", "2024-03-31")[0].earlier.article.id
            'harbour'
        """
        from quotetrack.query.developments import developments

        return developments(self.store, before, after, self._wanted(filter, criteria))

    def speakers(
        self, filter: Filter = EVERYTHING, *, offset: int = 0, **criteria: Unpack[Criteria]
    ) -> Iterator[SpeakerEntry]:
        """List the named speakers, each person or body once.

        Args:
            filter: Only the speakers of quotations that it chooses. Its `limit` counts speakers.
            offset: Leave out so many of the first.
            **criteria: Fields of a `Filter`.

        Returns:
            An iterator over the speakers, who is quoted most first.

        Example:
            >>> [speaker.name for speaker in collection.speakers(kind="direct")]
            ['Ana Lima']
        """
        return self.store.speakers.select(with_criteria(filter, criteria), offset=offset)

    def unnamed_speakers(
        self, filter: Filter = EVERYTHING, **criteria: Unpack[Criteria]
    ) -> list[UnnamedEntry]:
        """List the descriptions of speakers who are not named, such as "activists". Each may be many people.

        Args:
            filter: Only the descriptions of quotations that it chooses. Its `limit` counts descriptions.
            **criteria: Fields of a `Filter`.

        Returns:
            The descriptions, most quoted first. Pronouns are none.

        Example:
            >>> collection.unnamed_speakers()
            []
        """
        wanted = self._wanted(filter, criteria)
        return self._store(unshown=wanted.unshown).speakers.unnamed(wanted)

    def speaker(
        self, name: str, filter: Filter = EVERYTHING, **criteria: Unpack[Criteria]
    ) -> list[SpeakerEntry]:
        """Find who bears a name.

        Args:
            name: The name, or some of its words. Case and accents do not count.
            filter: Count only quotations that it chooses.
            **criteria: Fields of a `Filter`.

        Returns:
            The speakers whose name has all these words, who is quoted most first: names, roles and mentions as printed.

        Raises:
            NotFound: If nobody bears the name.

        Example:
            >>> collection.speaker("lima")[0].names
            ('Ana Lima',)
        """
        wanted = with_criteria(filter, criteria)
        if wanted == EVERYTHING:
            entries = self.store.speakers.named(name)
        else:
            entries = list(
                self.store.speakers.select(replace(wanted, speaker=f"{wanted.speaker or ''} {name}".strip()))
            )
        if not entries:
            near = self.names_like(name)
            hint = f"spelled much like it: {'; '.join(near)}" if near else "see `quotetrack speakers`"
            raise NotFound(f"no speaker is named {name!r} in {self.location}: {hint}")
        return entries

    def names_like(self, name: str) -> tuple[str, ...]:
        """Return the names of speakers that are spelled much like this one.

        Args:
            name: A name, as somebody typed it.

        Returns:
            Three names at most, the nearest first; none if somebody bears the name as it is.

        Example:
            >>> collection.names_like("Petrow")
            ('Boris Petrov',)
        """
        from quotetrack.query.readings import names_like

        return names_like(name, self.store)

    def sources(self, filter: Filter = EVERYTHING, **criteria: Unpack[Criteria]) -> Iterator[SourceEntry]:
        """List the outlets.

        Args:
            filter: Only the outlets of quotations that it chooses.
            **criteria: Fields of a `Filter`.

        Returns:
            An iterator over the outlets by name, each with its articles and quotations counted.

        Example:
            >>> [source.name for source in collection.sources(speaker="Lima")]
            ['Harbour Post', 'The Globe']
        """
        return self.store.articles.sources(self._wanted(filter, criteria))

    def stats(self) -> Stats:
        """Count what the database holds.

        Returns:
            The counts.

        Example:
            >>> dict(collection.stats().by_kind)
            {'direct': 2, 'mixed': 0, 'indirect': 2}
        """
        return self.store.articles.stats()
