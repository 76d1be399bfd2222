"""What takes long to count or to find, kept for the next who asks, and made anew behind the pages."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

T = TypeVar("T")

_QUICK = 0.05
"""Seconds; what takes less is made anew each time."""
_FRESH = 60.0
"""Seconds after which what is kept is made anew: other processes write the collection too."""
_MOST_KEPT = 200
"""Results; one of the largest, all alarms of 100,000 quotations, has some megabytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled(Generic[T]):
    """A result that is kept.

    Attributes:
        value: The result.
        made_at: When it was asked of the collection.
        is_old: Whether something may have changed since, so that it is being made anew.
    """

    value: T
    made_at: datetime
    is_old: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    value: Any
    made_at: datetime
    begun: float
    took: float


class RecentResults:
    """Results by the question that they answer. `forget` says that the collection has changed."""

    def __init__(self) -> None:
        self._entries: OrderedDict[Hashable, _Entry] = OrderedDict()
        self._under_way: dict[Hashable, Future[_Entry]] = {}
        self._lock = threading.Lock()
        self._changed_at = 0.0
        self._workers = ThreadPoolExecutor(2, "counting")

    def look(
        self, question: Hashable, make: Callable[[], T], *, wait: float | None = None
    ) -> Recalled[T] | None:
        """Return what `make` returns, or returned before. What was made before a change, and took long, is returned as
        it was, and made anew for the next who asks. If nothing is kept, wait for so many seconds (None: until it is
        made); None if that is not enough."""
        entry = self._entries.get(question)
        is_fresh = entry is not None and entry.begun > max(self._changed_at, time.monotonic() - _FRESH)
        if entry is None or (not is_fresh and entry.took < _QUICK):
            try:
                entry, is_fresh = self._make(question, make).result(wait), True
            except NotYet:
                return None
        elif not is_fresh:
            self._make(question, make)
        return Recalled(value=entry.value, made_at=entry.made_at, is_old=not is_fresh)

    def forget(self) -> None:
        """Take what is kept for old."""
        self._changed_at = time.monotonic()

    def close(self) -> None:
        """Make nothing more."""
        self._workers.shutdown(wait=True, cancel_futures=True)

    def _make(self, question: Hashable, make: Callable[[], Any]) -> Future[_Entry]:
        """Return the work on a result, begun now unless it is under way."""

        def work() -> _Entry:
            at, begun = datetime.now(), time.monotonic()
            try:
                value = make()
            finally:
                with self._lock:
                    self._under_way.pop(question, None)
            entry = _Entry(value, at, begun, time.monotonic() - begun)
            with self._lock:
                self._entries[question] = entry
                self._entries.move_to_end(question)
                while len(self._entries) > _MOST_KEPT:
                    self._entries.popitem(last=False)
            return entry

        with self._lock:
            if question not in self._under_way:
                self._under_way[question] = self._workers.submit(work)
            return self._under_way[question]
