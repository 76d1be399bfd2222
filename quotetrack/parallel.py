"""Work spread over processes: what comes of each task, in the order of the tasks, with a bounded number under way.

A process works on one task at a time and has a pipe of its own. So a task that ends its process is known, and costs
nothing but itself. No other module knows `multiprocessing`.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, Generic, NoReturn, TypeVar

from quotetrack.errors import QuotetrackError, UsageError
from quotetrack.records import Article, Failure, Given

if TYPE_CHECKING:
    from multiprocessing.context import ForkContext, ForkServerContext, SpawnContext

    Context = ForkContext | ForkServerContext | SpawnContext

Came = TypeVar("Came")
Task = TypeVar("Task")

ENOUGH = 24
"""How many articles one process works on before others are started. They take 2 s to start and load the pipeline, in
which one does a dozen news articles: 24 articles take two processes as long as one, 70 a third less, and 420 half
(`benchmarks/extract_speed.py`)."""
_AHEAD = 8
"""Tasks for each process that may be done, and kept, while one before them is not."""
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""What is set to 1 for a process that has a core: threads of the libraries below numpy would only wait for one
another."""

_ENDING = {getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)}
"""The signals that end a process."""


def spread(
    work: Callable[[Any], Came],
    articles: Iterable[Article | Given | Failure],
    *,
    workers: int | None,
    preload: Sequence[str] = (),
) -> Iterator[Came | Failure]:
    """Yield what `work` makes of each article, in their order; failures go through as they are. With `workers` None, as
    many processes as there are cores, once this one has worked on `ENOUGH` articles.

    `work` must be importable by name. `preload` names modules that load what it needs: on Linux they are imported once
    for all processes, which share that memory. An article whose process dies is a Failure; a QuotetrackError that
    `work` raises is raised here. UsageError if `workers` is less than 1, or if processes do not start."""
    if workers is not None and workers < 1:
        raise UsageError(f"{workers} workers can do nothing; give 1 or more")
    stream = iter(articles)
    count = workers or cores()
    alone = None if count == 1 else ENOUGH if workers is None else 0
    for article in islice(stream, alone):
        yield article if isinstance(article, Failure) else work(article)
    if count > 1:
        team: _Team[Came | Failure] = _Team(work, stream, count, _context_of_articles(preload), _lost_article)
        yield from team.results()


def _context_of_articles(preload: Sequence[str]) -> ForkServerContext | SpawnContext:
    """How processes for articles start. They are never forked from this one: threads of the caller, of a database
    driver or of a progress bar, may hold locks that a forked copy would wait for without end.

    On Linux they are forked from a server that has no threads and has loaded all: a process costs 0.1 s and 60 MB of
    its own, instead of 1.9 s and 270 MB. Elsewhere they are spawned: on macOS, system libraries that numpy and
    onnxruntime call do not bear a fork."""
    if not preload or sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*preload])  # counts for this process's first run, which starts the server
    return context


def spread_lots(work: Callable[[Task], Came], lots: Iterable[Task], *, workers: int) -> Iterator[Came]:
    """Yield what `work` makes of each lot, in their order. The processes are forked, so that the arrays that `work`
    holds, as a `partial`, are copied nowhere. With one worker, or if the system cannot fork, this process does it all.

    QuotetrackError if a process dies, or if `work` raises one."""
    if workers == 1 or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(work, lots)
    else:
        context = multiprocessing.get_context("fork")
        yield from _Team(work, iter(lots), workers, context, _lost_lot).results()


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _lost_article(article: Article | Given, code: int | None) -> Failure:
    """The failure that a process's death makes of its article."""
    own = article.article if isinstance(article, Given) else article
    return Failure(own.key or own.id, f"{_died(code)}; try it alone, or with fewer workers")


def _lost_lot(_: object, code: int | None) -> NoReturn:
    """A lot cannot be left out: what is missing would be linked to nothing."""
    raise QuotetrackError(f"{_died(code)}; nothing is linked: try it again with fewer workers")


def _died(code: int | None) -> str:
    return f"the process that worked on it died (exit code {code}; -9 is killed, often for want of memory)"


class _Team(Generic[Came]):
    """Processes that share a stream of tasks."""

    def __init__(
        self,
        work: Callable[[Any], Came],
        tasks: Iterator[Any],
        count: int,
        context: Context,
        lost: Callable[[Any, int | None], Came],
    ) -> None:
        self._work, self._tasks, self._count, self._context, self._lost = work, tasks, count, context, lost
        self._idle: list[_Process] = []
        self._busy: dict[Connection, tuple[_Process, int, Any]] = {}
        self._done: dict[int, Came] = {}
        self._taken = self._due = 0
        self._is_over = False

    def results(self) -> Iterator[Came]:
        """Yield what comes of each task, in their order; at the end stop all processes, whatever they are at."""
        try:
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
        finally:
            for process in self._alive():
                process.stop()

    def _alive(self) -> list[_Process]:
        return [*self._idle, *(process for process, _, _ in self._busy.values())]

    def _hand_out(self) -> None:
        """Give each process that has nothing to do a task, unless too many wait for one before them."""
        most = self._count * _AHEAD
        while not self._is_over and len(self._busy) < self._count and self._taken - self._due < most:
            task = next(self._tasks, None)
            if task is None:
                self._is_over = True
            elif isinstance(task, Failure):
                self._done[self._taken] = task  # type: ignore[assignment]  # `Came` has it
            else:
                self._give(task)
            self._taken += 1

    def _give(self, task: Any) -> None:
        while True:
            process = self._idle.pop() if self._idle else _Process(self._context, self._work, self._alive())
            self._busy[process.pipe] = process, self._taken, task
            try:
                process.pipe.send(task)
                return
            except OSError:  # it died while it had nothing to do
                self._bury(process)

    def _take_in(self, timeout: float | None = None) -> None:
        """Take what the processes have done, waiting for the first if there is no `timeout`."""
        for pipe in wait(list(self._busy), timeout):
            process, place, task = self._busy[pipe]  # type: ignore[index]
            try:
                came = process.pipe.recv()
            except (EOFError, OSError):
                self._done[place] = self._lost(task, self._bury(process))
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
        """Let go of a process that has died, and return its exit code; UsageError if it had not begun."""
        del self._busy[process.pipe]
        code = process.stop()
        if not process.has_started:
            raise UsageError(
                f"a worker process ended before it began (exit code {code}); keep what it runs in a file, under "
                "if __name__ == '__main__', or use one worker"
            )
        return code


class _Process:
    """A process and our end of its pipe."""

    def __init__(self, context: Context, work: Callable[[Any], object], others: Iterable[_Process]) -> None:
        self.pipe, theirs = context.Pipe()
        self.has_started = False
        # A forked process has copies of our ends of all pipes. It closes them, so that all processes end with ours.
        is_forked = context.get_start_method() == "fork"
        ours = [self.pipe, *(other.pipe for other in others)] if is_forked else []
        self._process = context.Process(target=_serve, args=(theirs, work, ours), daemon=True)
        with _no_signals(), _one_thread():
            self._process.start()
        theirs.close()

    def stop(self) -> int | None:
        """End it, and return its exit code. It holds nothing that would have to be put in order."""
        self.pipe.close()
        self._process.kill()
        self._process.join()
        return self._process.exitcode


@contextmanager
def _no_signals() -> Iterator[None]:
    """While a process starts, Ctrl-C and the like wait; the process inherits that and never sees Ctrl-C: ending it is
    up to us. What a signal raises here would be raised in a forked process too."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # starts with the first process otherwise, and unblocks the signals
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, *_ENDING})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _one_thread() -> Iterator[None]:
    """While a process starts, and with it the server that it is forked from, libraries are told to have no threads."""
    ours = [name for name in ONE_THREAD if name not in os.environ]
    os.environ.update(dict.fromkeys(ours, "1"))
    try:
        yield
    finally:
        for name in ours:
            os.environ.pop(name, None)


def _serve(pipe: Connection, work: Callable[[Any], object], ours: Sequence[Connection]) -> None:
    """What a process does: say that it has begun, then work on what it is given until the pipe closes."""
    for end in ours:
        end.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in _ENDING:  # what this process does with them is not for a copy of it
        signal.signal(number, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
    came: object = None
    while _tell(pipe, came):
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            came = work(task)
        except QuotetrackError as error:
            came = error


def _tell(pipe: Connection, came: object) -> bool:
    """Send what came of a task, and return whether anybody is there to take it."""
    try:
        pipe.send(came)
    except OSError:
        return False
    return True
