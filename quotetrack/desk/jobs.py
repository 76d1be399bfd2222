"""Articles that were sent, added one lot after the other behind the pages. A job goes on when its page is left."""

from __future__ import annotations

import logging
import secrets
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Literal

from quotetrack.collection import Added, Collection
from quotetrack.errors import QuotetrackError, UsageError
from quotetrack.readers import NamedFile, Overrides
from quotetrack.records import Article, Failure

_LOG = logging.getLogger("quotetrack.desk")
MOST_WAITING = 20
"""Jobs that wait or run; whoever sends more is told to come later."""
_MOST_KEPT = 100
"""Jobs whose pages are kept, the latest."""
MOST_FAILURES = 200
"""Failures of a job that are named."""

JobState = Literal["waits", "runs", "done", "failed"]


class _ClosedError(QuotetrackError):
    """The desk is closed while a job runs."""


@dataclass(slots=True, kw_only=True)
class Job:
    """Articles that somebody has sent, and how far they are.

    Attributes:
        id: What its address ends in.
        by: Who has sent it.
        sent: When.
        names: What was sent, by the names that it came under.
        expected: About how many articles that is.
        state: Whether it waits, runs, is done, or was broken off.
        seen: How many articles have been dealt with, those that failed among them.
        failures: The first of what failed.
        added: What it came to, once it is done.
        said: Why it was broken off.
    """

    id: str
    by: str
    sent: datetime
    names: tuple[str, ...]
    expected: int
    state: JobState = "waits"
    seen: int = 0
    failures: list[Failure] = field(default_factory=list)
    added: Added | None = None
    said: str = ""

    @property
    def is_over(self) -> bool:
        """Whether nothing more comes of it."""
        return self.state in ("done", "failed")


class Jobs:
    """The jobs of a desk. They are worked on one at a time, first come first served, by one thread."""

    def __init__(self, collection: Collection, *, written: Callable[[], None]) -> None:
        """`written` is called once a job has stored something that is not linked yet."""
        self._collection, self._written = collection, written
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._worker = ThreadPoolExecutor(1, "adding")

    def get(self, id: str) -> Job | None:
        """Return a job; None if there is none, or it was long ago."""
        return self._jobs.get(id)

    def latest(self) -> list[Job]:
        """Return the jobs whose pages are kept, the latest first."""
        with self._lock:
            return list(reversed(self._jobs.values()))

    def require_room(self) -> None:
        """Raise UsageError if too many jobs wait."""
        with self._lock:
            waiting = sum(not job.is_over for job in self._jobs.values())
        if waiting >= MOST_WAITING:
            raise UsageError(f"{waiting} lots of articles are waiting to be added: send yours later")

    def start(
        self,
        inputs: Sequence[NamedFile],
        folder: tempfile.TemporaryDirectory[str],
        *,
        overrides: Overrides,
        by: str,
        expected: int,
    ) -> Job:
        """Take on articles, whose files lie in a folder that is removed when they have been read."""
        names = tuple(file.name for file in inputs)
        job = Job(id=secrets.token_hex(8), by=by, sent=datetime.now(), names=names, expected=expected)
        with self._lock:
            self._jobs[job.id] = job
            over = [old.id for old in self._jobs.values() if old.is_over]
            for id in over[: max(0, len(self._jobs) - _MOST_KEPT)]:
                del self._jobs[id]
        done = self._worker.submit(self._run, job, inputs, overrides)
        done.add_done_callback(partial(_clear_up, folder))
        return job

    def close(self) -> None:
        """Let the job that runs end behind the article that it is at, and start no other."""
        self._closed.set()
        self._worker.shutdown(wait=False, cancel_futures=True)

    def _run(self, job: Job, inputs: Sequence[NamedFile], overrides: Overrides) -> None:
        """Add what was sent. Each article is stored by itself, so that decisions are made meanwhile."""

        def watch(seen: Article | Failure) -> None:
            job.seen += 1
            if isinstance(seen, Failure) and len(job.failures) < MOST_FAILURES:
                job.failures.append(seen)
            if self._closed.is_set():
                raise _ClosedError("the desk was closed")

        job.state = "runs"
        try:
            job.added = self._collection.add(
                inputs, overrides=overrides, watch=watch, workers=None, link=False
            )
            job.state = "done"
        except QuotetrackError as error:
            job.said = str(error)
        finally:
            if job.state != "done":
                job.state, job.said = "failed", job.said or "an error of the program's own; the log has it"
            self._written()


def _clear_up(folder: tempfile.TemporaryDirectory[str], future: Future[None]) -> None:
    """Remove what was sent, whether it was read or not."""
    folder.cleanup()
    if not future.cancelled() and (bug := future.exception()) is not None:
        _LOG.error("a job has ended by an error of the program's own", exc_info=bug)
