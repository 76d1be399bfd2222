"""The desk itself: an open collection, who may come to it, and one writer at a time."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from starlette.exceptions import HTTPException
from starlette.requests import Request

from quotetrack.collection import Collection
from quotetrack.desk.handing_out import HandingOut
from quotetrack.desk.jobs import Jobs
from quotetrack.desk.recent import Recalled, RecentResults
from quotetrack.desk.sessions import Access
from quotetrack.errors import QuotetrackError
from quotetrack.records import Alarm, Facets, Filter

_LOG = logging.getLogger("quotetrack.desk")
_DRAFTS_WAIT = 30.0
"""Seconds that a draft waits for others that are being checked."""
_PATIENCE = 0.03
"""Seconds that a page waits for what is counted or found behind it. Of 100,000 quotations counts take some 0.3 s, and
alarms 6 s."""
_QUIET = 1.5
"""Seconds without a decision after which what is left of linking is made up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a desk is served.

    Attributes:
        hosts: The names and ports, as a browser sends them, by which it may be called.
        cookie: The name of its cookie: another for each port, since browsers do not tell ports apart.
        is_https: Whether browsers reach it by https, as through a proxy.
    """

    hosts: frozenset[str]
    cookie: str = "quotetrack"
    is_https: bool = False


@dataclass(slots=True, kw_only=True)
class Desk:
    """A collection on a desk. Any number of threads may read it at once; `writing` lets one write."""

    collection: Collection
    access: Access
    settings: Settings
    handing_out: HandingOut = field(default_factory=HandingOut)
    jobs: Jobs = field(init=False)
    recent: RecentResults = field(default_factory=RecentResults)
    patience: float = _PATIENCE
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _drafts: threading.Lock = field(default_factory=threading.Lock)
    _written: threading.Event = field(default_factory=threading.Event)
    _closed: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.jobs = Jobs(self.collection, written=self._note_written)

    @contextmanager
    def writing(self) -> Iterator[Collection]:
        """Write the collection, while no other request does. What is left of linking is made up soon after."""
        with self._lock:
            yield self.collection
        self._note_written()

    def facets(self, filter: Filter) -> Facets | None:
        """Return what the collection counts of a filter, which may be of a minute ago; None if it takes long, and the
        page is to ask again."""
        kept = self.recent.look(
            ("facets", filter), lambda: self.collection.facets(filter), wait=self.patience
        )
        return None if kept is None else kept.value

    def alarms(self, *, unshown: bool) -> Recalled[list[Alarm]] | None:
        """Return all alarms, which may be of a minute ago; None if it takes long to find them, as with `facets`."""
        return self.recent.look(
            ("alarms", unshown), lambda: self.collection.alarms(unshown=unshown), wait=self.patience
        )

    def news(self) -> Recalled[dict[str, int]] | None:
        """Return how much is new of each saved question, which may be of a minute ago; None if it takes long, as with
        `facets`."""

        def counted() -> dict[str, int]:
            names = (saved.name for saved in self.collection.watches())
            return {name: len(self.collection.watch(name, link=False).news) for name in names}

        return self.recent.look("news", counted, wait=self.patience)

    def _note_written(self) -> None:
        self.recent.forget()
        self._written.set()

    @contextmanager
    def reading_a_draft(self) -> Iterator[None]:
        """Check a draft while no other request does: the language pipeline takes a core, and is not made for several
        threads. 503 if others take too long."""
        if not self._drafts.acquire(timeout=_DRAFTS_WAIT):
            raise HTTPException(503, "other drafts are being checked: come again in a minute")
        try:
            yield
        finally:
            self._drafts.release()

    def warm_up(self) -> None:
        """Load what the first question needs before anybody asks it: the weights, 0.3 s."""
        with suppress(QuotetrackError):  # a database that does not answer says so to whoever asks next
            self.collection.ask("what was said", limit=1)

    def make_up(self) -> None:
        """Link what decisions have left unlinked, whenever there is a pause, until `close`. It has its own thread."""
        while not self._closed.is_set():
            self._written.wait()
            self._written.clear()
            if self._closed.wait(_QUIET) or self._written.is_set():
                continue
            try:
                self.collection.link(workers=1)
                self.recent.forget()
            except QuotetrackError as error:
                # It is noted in the database what is left; whatever writes next makes it up.
                _LOG.warning("linking is left for later: %s", error)

    def close(self) -> None:
        """Let `make_up` end, and what adds articles."""
        self.jobs.close()
        self.recent.close()
        self._closed.set()
        self._written.set()


def desk_of(request: Request) -> Desk:
    """Return the desk that a request has come to."""
    desk: Desk = request.app.state.desk
    return desk
