"""Questions that are saved: what each finds that it has not shown yet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Unpack

from quotetrack.collection.opened import Opened, user, with_criteria
from quotetrack.errors import UsageError, require_text
from quotetrack.records import EVERYTHING, Criteria, Filter, News, SavedQuestion, WatchRun, WholeWatch

_LONGEST_GIVEN = 80
"""Characters of a name that is given."""
_LONGEST_MADE = 40
"""Characters of a name that is made of a question."""
_OF_OTHERS = ("speaker", "about", "limit", "person", "people", "mentions")
"""The fields of a filter that a question does without: it names speaker and subject itself, wants every answer, and the
ids of speakers are those of one database."""


class Watching(Opened):
    """The methods that save questions, and find what is new of them."""

    def add_watch(
        self,
        question: str,
        filter: Filter = EVERYTHING,
        *,
        name: str | None = None,
        by: str | None = None,
        from_start: bool = False,
        **criteria: Unpack[Criteria],
    ) -> SavedQuestion:
        """Save a question. What answers it now counts as known.

        Args:
            question: The question, as `ask` takes it.
            filter: Only quotations that it chooses, without `speaker`, `about`, `limit` and ids of speakers.
            name: What to call it; by default its telling words.
            by: Who saves it; by default the user.
            from_start: Take nothing for known, so that the first `watch` gives all that is there.
            **criteria: Fields of a `Filter`.

        Returns:
            The question as it is saved.

        Raises:
            UsageError: For a question or a filter that makes no sense, for a question that is saved already, and for a
                name that another one has.

        Example:
            >>> collection.add_watch("What did Petrov say?", name="petrov").question
            'What did Petrov say?'
        """
        from quotetrack.query.news import note_all

        wanted = with_criteria(filter, criteria)
        _require_plain(wanted)
        saved = self.watches()
        for one in saved:
            if (one.question, one.filter) == (question, wanted):
                raise UsageError(f"this question is saved already, as {one.name!r}")
        called = _made_name(question, {one.name for one in saved}) if name is None else name.strip()
        _require_name(called)
        at = _now()
        new = SavedQuestion(name=called, question=question, made_by=by or user(), made_at=at, filter=wanted)
        self._make_up()
        found = self._news(WholeWatch(question=new))
        self.store.watches.add(new)
        if not from_start:
            self.store.watches.mark([note_all(found)], at=None)
        return new

    def watches(self) -> list[SavedQuestion]:
        """List the questions that are saved.

        Returns:
            The questions, by name.

        Example:
            >>> collection.watches()
            []
        """
        return self.store.watches.select()

    def remove_watch(self, name: str) -> None:
        """Forget a saved question, with all that it has seen.

        Args:
            name: What it is called.

        Raises:
            NotFound: If no question is called so.

        Example:
            >>> collection.remove_watch(collection.add_watch("What did Petrov say?").name)
            >>> collection.watches()
            []
        """
        self.store.watches.remove(name)

    def watch(
        self, name: str, *, since: date | str | None = None, today: date | None = None, link: bool = True
    ) -> WatchRun:
        """Find what is new of a saved question: whatever answers it and was not shown yet.

        A statement stays known if its article is extracted anew or revised, as long as its words are the same.
        `mark_watched` takes what is found as shown; until then it is found again.

        Args:
            name: What the question is called.
            since: Find all that was stored from this day ("YYYY-MM-DD") on instead, shown before or not.
            today: The day from which "last week" is counted; by default the day it is.
            link: First link what is not linked yet. Without it, nothing is written.

        Returns:
            What is new, with all that is to be known once it is shown.

        Raises:
            NotFound: If no question is called so.

        Example:
            >>> saved = collection.add_watch("What did Petrov say?", from_start=True)
            >>> run = collection.watch(saved.name)
            >>> [(one.what, one.printed.text) for one in run.news]
            [('new', 'the repairs cost too much')]
            >>> collection.mark_watched(run)
            >>> collection.watch(saved.name).news
            ()
        """
        whole = self.store.watches.get(name)
        if link:
            self._make_up()
        return self._news(whole, since=since, today=today)

    def mark_watched(self, *runs: WatchRun) -> None:
        """Take what runs have found as shown. Call it once the news have arrived where they should.

        Args:
            *runs: What `watch` has returned, or some of it (`WatchRun.only`).

        Example:
            >>> saved = collection.add_watch("What did Petrov say?")
            >>> collection.mark_watched(collection.watch(saved.name))
            >>> collection.watches()[0].ran_at is None
            False
        """
        self.store.watches.mark(runs, at=_now())

    def watched_before(self, name: str, *, limit: int = 50) -> list[News]:
        """List what a saved question has shown before.

        Args:
            name: What the question is called.
            limit: At most this many.

        Returns:
            The news, those shown last first, as far as the quotations are still printed.

        Raises:
            NotFound: If no question is called so.

        Example:
            >>> saved = collection.add_watch("What did Petrov say?")
            >>> collection.watched_before(saved.name)
            []
        """
        from quotetrack.query.news import shown_before

        whole = self.store.watches.get(name)
        store = self._store(unshown=whole.question.filter.unshown)
        return shown_before(whole, store, limit=limit)

    def _news(
        self, whole: WholeWatch, *, since: date | str | None = None, today: date | None = None
    ) -> WatchRun:
        from quotetrack.query.news import find_news

        day = since.isoformat() if isinstance(since, date) else since
        store = self._store(unshown=whole.question.filter.unshown)
        return find_news(whole, store, at=_now(), since=day, today=today or date.today())


def _require_plain(wanted: Filter) -> None:
    named = [name for name in _OF_OTHERS if getattr(wanted, name) != getattr(EVERYTHING, name)]
    if named:
        raise UsageError(
            f"a saved question cannot be filtered by {', '.join(named)}: name them in the question"
        )


def _require_name(name: str) -> None:
    require_text(name)
    if not name or len(name) > _LONGEST_GIVEN or not name.isprintable():
        raise UsageError(
            f"{name[:_LONGEST_GIVEN]!r} is no name for a question: 1 to {_LONGEST_GIVEN} characters that can be seen"
        )


def _made_name(question: str, taken: Iterable[str]) -> str:
    """Return the telling words of a question as a name that is not taken."""
    from quotetrack.text.folding import key_words

    words = key_words(question)
    name = words[0][:_LONGEST_MADE] if words else "question"
    for word in words[1:]:
        if len(name) + len(word) < _LONGEST_MADE:
            name = f"{name}-{word}"
    free, number, held = name, 1, set(taken)
    while free in held:
        number += 1
        free = f"{name}-{number}"
    return free


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
