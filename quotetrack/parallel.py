"""Articles spread over processes: what comes of each, in the order of the articles, with a bounded number under way.

A process works on one article at a time and has a pipe of its own. So an article that ends its process is known, and
costs nothing but itself.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from quotetrack.errors import QuotetrackError, UsageError
from quotetrack.records import Article, Failure, Given

T = TypeVar("T")
Task = Article | Given
"""What is worked on: an article, or one of which somebody else has found what is said in it."""

ENOUGH = 24
"""How many articles one process works on before others are started. Two take 1.5 s to start and load the pipeline, in
which one does a dozen news articles: 24 articles take two processes as long as one, 70 a third less, and 420 half
(`benchmarks/extract_speed.py`)."""
_AHEAD = 8
"""Articles for each process that may be done, and kept, while one before them is not."""
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""Every process has a core; threads of the libraries below numpy would only wait for one another."""


def spread(
    work: Callable[[Any], T], articles: Iterable[Task | Failure], *, workers: int | None
) -> Iterator[T | Failure]:
    """What `work` makes of each article, in their order; failures go through as they are. With `workers` None, as many
    processes as there are cores, once this one has worked on `ENOUGH` articles.

    `work` must be importable by name. An article whose process dies is a Failure; a QuotetrackError that `work` raises
    is raised here. UsageError where `workers` is less than 1 and where processes do not start."""
    if workers is not None and workers < 1:
        raise UsageError(f"{workers} workers can do nothing; give 1 or more")
    stream = iter(articles)
    count = workers or cores()
    alone = None if count == 1 else ENOUGH if workers is None else 0
    for article in islice(stream, alone):
        yield article if isinstance(article, Failure) else work(article)
    if count > 1:
        team = _Team(work, stream, count)
        try:
            yield from team.results()
        finally:
            team.stop()


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Team(Generic[T]):
    """Processes that share a stream of articles."""

    def __init__(self, work: Callable[[Any], T], articles: Iterator[Task | Failure], count: int) -> None:
        self._work, self._articles, self._count = work, articles, count
        self._idle: list[_Process] = []
        self._busy: dict[Connection, tuple[_Process, int, Task]] = {}
        self._done: dict[int, T | Failure] = {}
        self._taken = self._due = 0
        self._is_over = False

    def results(self) -> Iterator[T | Failure]:
        """What comes of each article, in their order."""
        while True:
            self._hand_out()
            if self._due in self._done:
                self._due += 1
                yield self._done.pop(self._due - 1)
                self._take_in(timeout=0)
            elif self._busy:
                self._take_in()
            else:
                return

    def stop(self) -> None:
        """End all processes, whatever they are at."""
        for process in [*self._idle, *(process for process, _, _ in self._busy.values())]:
            process.stop()

    def _hand_out(self) -> None:
        """Give each process that has nothing to do an article, unless too many wait for one before them."""
        most = self._count * _AHEAD
        while not self._is_over and len(self._busy) < self._count and self._taken - self._due < most:
            article = next(self._articles, None)
            if article is None:
                self._is_over = True
            elif isinstance(article, Failure):
                self._done[self._taken] = article
            else:
                self._give(article)
            self._taken += 1

    def _give(self, article: Task) -> None:
        while True:
            process = self._idle.pop() if self._idle else _Process(self._work)
            self._busy[process.pipe] = process, self._taken, article
            try:
                process.pipe.send(article)
                return
            except OSError:  # it died while it had nothing to do
                self._bury(process)

    def _take_in(self, timeout: float | None = None) -> None:
        """Take what the processes have done, waiting for the first where there is no `timeout`."""
        for pipe in wait(list(self._busy), timeout):
            process, place, article = self._busy[pipe]  # type: ignore[index]
            try:
                came = process.pipe.recv()
            except (EOFError, OSError):
                self._done[place] = _lost(article, self._bury(process))
                continue
            if came is None:
                process.has_started = True
            elif isinstance(came, QuotetrackError):
                raise came
            else:
                self._done[place] = came
                self._idle.append(process)
                del self._busy[process.pipe]

    def _bury(self, process: _Process) -> int | None:
        """Let go of a process that has died, and give its exit code; UsageError where it had not begun."""
        del self._busy[process.pipe]
        code = process.stop()
        if not process.has_started:
            raise UsageError(
                f"a worker process ended before it began (exit code {code}); keep what it runs in a file, under "
                "if __name__ == '__main__', or use one worker"
            )
        return code


def _lost(task: Task, code: int | None) -> Failure:
    reason = (
        f"the process that worked on it died (exit code {code}; -9 is killed, often for want of memory); "
        "try it alone, or with fewer workers"
    )
    article = task.article if isinstance(task, Given) else task
    return Failure(article.key or article.id, reason)


class _Process:
    """A process and our end of its pipe."""

    def __init__(self, work: Callable[[Any], object]) -> None:
        # Spawned, not forked: threads of the caller, of a database driver or of a progress bar, may hold locks that a
        # forked copy would wait for without end. A fork server would save little: the pipeline is loaded after it.
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.has_started = False
        self._process = context.Process(target=_serve, args=(theirs, work), daemon=True)
        with _no_interrupt():
            self._process.start()
        theirs.close()

    def stop(self) -> int | None:
        """End it, and give its exit code."""
        self.pipe.close()
        self._process.terminate()
        self._process.join()
        return self._process.exitcode


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """While a process starts, Ctrl-C waits; the process inherits that and never sees it: ending it is up to us."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # starts with the first process otherwise, and unblocks the signal
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: Connection, work: Callable[[Any], object]) -> None:
    """What a process does: says that it has begun, then works on what it is given until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in _ONE_THREAD:
        os.environ.setdefault(name, "1")
    pipe.send(None)
    while True:
        try:
            article = pipe.recv()
        except EOFError:
            return
        try:
            came = work(article)
        except QuotetrackError as error:
            pipe.send(error)
        else:
            pipe.send(came)
