"""The actors of a run: started, given portions, and known to have died if they have."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from quotetrack.cluster.actors import Extractor
from quotetrack.cluster.aside import Aside
from quotetrack.cluster.shards import Recipe
from quotetrack.errors import QuotetrackError, UsageError
from quotetrack.records import Article

_QUEUED = 2
"""Portions that an actor is given: the one that it works on, and the next. So none waits while results are read."""
_A_WHILE = 0.25
"""Seconds for which the thread of Ray's calls waits in one: so long it takes at most to stop a run."""
_STARTS = 3
"""How many actors in a row may die before they have begun, for each that is wanted."""


@dataclass(slots=True)
class Portion:
    """Articles of one shard that an actor extracts together.

    Attributes:
        place: The number of the shard in the stream.
        first: The number of the first article in the shard.
        articles: The articles.
        tries: How many actors have died of it.
        is_suspect: Whether it may be what ends its actors. Then an actor has nothing but it: one that ends at once
            takes with it what it has just done, if that has not been sent yet.
    """

    place: int
    first: int
    articles: tuple[Article, ...]
    tries: int = 0
    is_suspect: bool = False


@dataclass(frozen=True, slots=True)
class Died:
    """What comes of a portion whose actor has died.

    Attributes:
        reason: What Ray says of it.
        is_blamed: Whether the actor was at it, or would have been next.
    """

    reason: str
    is_blamed: bool


@dataclass(slots=True, eq=False)
class _Actor:
    handle: Any
    has_begun: bool = False
    queue: deque[tuple[Any, Portion | None]] = field(default_factory=deque)
    """References to what has yet to come, with their portions; None for its beginning."""

    def can_take(self, portion: Portion) -> bool:
        """True if it has begun, and may be given the portion now."""
        has_suspect = any(held is not None and held.is_suspect for _, held in self.queue)
        most = 0 if portion.is_suspect or has_suspect else _QUEUED - 1
        return self.has_begun and len(self.queue) <= most


class Team:
    """Up to `count` actors. One that dies is replaced, as long as new ones begin."""

    def __init__(self, ray: Any, aside: Aside, recipe: Recipe, *, count: int) -> None:
        self._ray, self._aside, self._recipe, self.count = ray, aside, recipe, count
        self._remote = ray.remote(num_cpus=1, max_restarts=0)(Extractor)
        self._failed = 0
        self._actors: list[_Actor] = []

    def start(self) -> None:
        """Ask for the actors. None of them has begun yet."""
        for _ in range(self.count):
            self._aside(self._start)

    def stop(self) -> None:
        """End all actors, whatever they are at."""
        while self._actors:
            self._aside(self._ray.kill, self._actors.pop().handle)

    def give(self, portion: Portion) -> bool:
        """Give the portion to the actor with the least to do; False if none can take it now."""
        able = [actor for actor in self._actors if actor.can_take(portion)]
        if not able:
            return False
        actor = min(able, key=lambda one: len(one.queue))
        self._aside(self._submit, actor, portion)
        return True

    def has_begun(self) -> bool:
        """True once all actors have their models."""
        return all(actor.has_begun for actor in self._actors)

    def came(self) -> list[tuple[Portion, list[bytes] | Died]]:
        """Return the portions that are done, and those whose actor has died: as soon as there is one, or none after a
        while. QuotetrackError if an actor raises one, or if none begins."""
        return self._aside(self._take)

    def _take(self) -> list[tuple[Portion, list[bytes] | Died]]:
        heads = {actor.queue[0][0]: actor for actor in self._actors if actor.queue}
        self._ray.wait(list(heads), timeout=_A_WHILE)
        ready, _ = self._ray.wait(list(heads), num_returns=len(heads), timeout=0)
        return [came for ref in ready for came in self._taken(heads[ref])]

    def _submit(self, actor: _Actor, portion: Portion) -> None:
        actor.queue.append((actor.handle.extract.remote(portion.articles), portion))

    def _start(self) -> None:
        actor = _Actor(self._remote.remote(self._recipe))
        actor.queue.append((actor.handle.begin.remote(), None))
        self._actors.append(actor)

    def _taken(self, actor: _Actor) -> Iterator[tuple[Portion, list[bytes] | Died]]:
        from ray.exceptions import RayError, RayTaskError

        ref, portion = actor.queue[0]
        try:
            result = self._ray.get(ref)
        except RayTaskError:  # raised by what ran: a mistake of ours
            raise
        except RayError as error:
            yield from self._buried(actor, " ".join(str(error).split()))
            return
        actor.queue.popleft()
        if isinstance(result, QuotetrackError):
            raise result
        if portion is not None:
            yield portion, result
            return
        self._require_equal(result)
        actor.has_begun, self._failed = True, 0

    def _buried(self, actor: _Actor, reason: str) -> Iterator[tuple[Portion, Died]]:
        """Let go of an actor that does not answer any more, and start another."""
        self._actors.remove(actor)
        self._ray.kill(actor.handle)
        if not actor.has_begun:
            self._failed += 1
        if self._failed < _STARTS * self.count:
            self._start()
        elif not self._actors:
            raise UsageError(f"the workers on the cluster end before they have begun: {reason[:300]}")
        for number, (_, portion) in enumerate(actor.queue):
            if portion is not None:
                yield portion, Died(reason, is_blamed=number == 0)

    def _require_equal(self, versions: object) -> None:
        """UsageError if a machine would find other quotes than this one."""
        if versions != self._recipe.versions:
            raise UsageError(
                f"a machine of the cluster has {_told(versions)}, and this one {_told(self._recipe.versions)}; install "
                "the same versions on all"
            )


def _told(versions: Any) -> str:
    return ", ".join(f"{name} {version}" for name, version in versions)


@contextmanager
def started_team(ray: Any, aside: Aside, recipe: Recipe, *, count: int) -> Iterator[Team]:
    """Give a team of actors, which end with it."""
    made = Team(ray, aside, recipe, count=count)
    try:
        made.start()
        yield made
    finally:
        made.stop()
