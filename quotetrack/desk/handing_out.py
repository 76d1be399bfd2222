"""Who looks at which quotation of the queue, so that two people do not work on the same one; and which are looked at by
two on purpose."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

HELD_FOR = 15 * 60.0
"""Seconds that a quotation stays somebody's after it was shown; whoever went home keeps it no longer."""


@dataclass(slots=True, kw_only=True)
class HandingOut:
    """What was handed out, and to whom. It is known for as long as the desk runs: decisions themselves are stored.

    Attributes:
        double: Which share of the quotations a second person looks at, 0 to 1.
        clock: Gives the time in seconds.
    """

    double: float = 0.0
    clock: Callable[[], float] = time.monotonic
    _held: dict[str, tuple[str, float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def is_double(self, quote: str) -> bool:
        """Return whether a second person looks at this quotation: always the same ones, whoever asks, spread evenly."""
        number = int.from_bytes(hashlib.sha256(f"double {quote}".encode()).digest()[:4], "big")
        return number < self.double * 2**32

    @contextmanager
    def turn(self, name: str | None) -> Iterator[HandedTurn]:
        """Let one person at a time take quotations. Without a name nothing is taken and nothing is held by others."""
        with self._lock:
            now = self.clock()
            for quote in [quote for quote, (_, until) in self._held.items() if until <= now]:
                del self._held[quote]
            others = tuple(quote for quote, (holder, _) in self._held.items() if name and holder != name)
            taken = HandedTurn(others)
            yield taken
            if name:
                self._held |= dict.fromkeys(taken.quotes, (name, now + HELD_FOR))

    def give_back(self, quote: str) -> None:
        """Let a quotation go that has been decided on."""
        with self._lock:
            self._held.pop(quote, None)


@dataclass(slots=True)
class HandedTurn:
    """One person's turn. `held_by_others` are the ids of quotations that others look at."""

    held_by_others: tuple[str, ...]
    quotes: list[str] = field(default_factory=list)

    def take(self, quotes: Iterable[str]) -> None:
        """Take these quotations for this person."""
        self.quotes.extend(quotes)
