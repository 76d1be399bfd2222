"""Shards → what was found in their articles, in their order: handed out, tried again if an actor dies, and kept."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack

from quotetrack.cluster.kept import ShardFolder
from quotetrack.cluster.shards import Shard
from quotetrack.cluster.team import Died, Portion, Team
from quotetrack.records import Article, Extraction, Failure
from quotetrack.records.shard import from_line, to_line

_AHEAD = 4
"""Shards for each actor that may be with it, or done and held, while one before them is not."""
_TRIES = 2
"""How many actors may die of a shard, and then of a single article of it, before that is given up: one may die by
chance, as a machine is switched off."""

Result = Extraction | Failure


class Walk:
    """One run over a stream of shards and failures. `start` gives the team; it is asked for with the first shard that
    is not in the folder, so that a run of what is done needs no cluster."""

    def __init__(
        self,
        stream: Iterator[Shard | Failure],
        folder: ShardFolder,
        start: Callable[[], AbstractContextManager[Team]],
    ) -> None:
        self._stream, self._folder, self._start = stream, folder, start
        self._team: Team | None = None
        self._waiting: deque[Portion] = deque()
        self._under_way: dict[int, tuple[Shard, list[bytes | None]]] = {}
        """The shards that are not done, each with the lines of its articles, None for those that have yet to come."""
        self._done: dict[int, Sequence[Result]] = {}
        self._taken = self._due = 0
        self._is_over = False

    def results(self) -> Iterator[Result]:
        """Yield what comes of each article, in their order; at the end stop all actors, whatever they are at."""
        with ExitStack() as closing:
            while True:
                self._go_on(closing)
                if self._due in self._done:
                    yield from self._done.pop(self._due)
                    self._due += 1
                elif self._team is not None and self._under_way:
                    self._take_in(self._team)
                else:
                    return

    def _go_on(self, closing: ExitStack) -> None:
        """Give out portions until no actor can take one, or too much waits for a shard before it."""
        while True:
            if self._waiting:
                self._team = self._team or closing.enter_context(self._start())
                if not self._team.give(self._waiting[0]):
                    return
                self._waiting.popleft()
            elif self._is_over or self._taken - self._due >= _AHEAD * (self._team.count if self._team else 1):
                return
            else:
                self._take_up()

    def _take_up(self) -> None:
        """Take the next shard or failure of the stream."""
        item = next(self._stream, None)
        if item is None:
            self._is_over = True
            return
        place = self._taken
        self._taken += 1
        if isinstance(item, Failure):
            self._done[place] = [item]
        elif (kept := self._folder.read(item)) is not None:
            self._done[place] = kept
        else:
            self._under_way[place] = item, [None] * len(item.articles)
            self._waiting.append(Portion(place, 0, item.articles))

    def _take_in(self, team: Team) -> None:
        for portion, came in team.came():
            if isinstance(came, Died):
                self._try_again(portion, came)
            else:
                self._fill(portion, came)

    def _try_again(self, portion: Portion, died: Died) -> None:
        """Put a portion back to the front; in parts, if it may be one of its articles that ends the actors."""
        if died.is_blamed:
            portion.tries, portion.is_suspect = portion.tries + 1, True
        if portion.tries < _TRIES:
            self._waiting.appendleft(portion)
        elif len(portion.articles) > 1:
            parts = [
                Portion(portion.place, portion.first + number, (article,), is_suspect=True)
                for number, article in enumerate(portion.articles)
            ]
            self._waiting.extendleft(reversed(parts))
        else:
            self._fill(portion, [to_line(_lost(portion.articles[0], died))])

    def _fill(self, portion: Portion, lines: list[bytes]) -> None:
        """Put the lines of a portion into their shard. With all of them it is done, and kept. One with a failure
        is not kept: another run shall try that again."""
        shard, held = self._under_way[portion.place]
        held[portion.first : portion.first + len(lines)] = lines
        whole = [line for line in held if line is not None]
        if len(whole) < len(held):
            return
        del self._under_way[portion.place]
        results = self._done[portion.place] = [from_line(line) for line in whole]
        if not any(isinstance(result, Failure) for result in results):
            self._folder.write(shard, whole)


def _lost(article: Article, died: Died) -> Failure:
    """The failure that the death of its actors makes of an article."""
    return Failure(
        article.key or article.id,
        f"{_TRIES} workers of the cluster died of it ({died.reason[:200]}); try it alone, or where more memory is",
    )
