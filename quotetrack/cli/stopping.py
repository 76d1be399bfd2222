"""Ctrl-C, and the signals that ask a program to end: one exception, which nothing but the end of the program catches,
and what its last line says of what is stored and what is pending."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING

from quotetrack.errors import QuotetrackError

if TYPE_CHECKING:
    from quotetrack.collection import Collection

_SIGNALS = {"SIGINT": "Ctrl-C", "SIGTERM": "SIGTERM", "SIGHUP": "SIGHUP"}
"""The signals that stop the program, and what people call them. Not every system has the last."""
_AT_ONCE = 0.5
"""Seconds in which further signals say the same again; what is half done is put in order meanwhile."""
_SOON = 0.01
"""Seconds until a stop is raised again that Python dropped."""


class Stopped(BaseException):
    """A signal asked the program to stop. Its notes say what is stored and what is pending."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number

    def __str__(self) -> str:
        told = "; ".join(getattr(self, "__notes__", ())) or "nothing was changed"
        return f"stopped by {_SIGNALS[signal.Signals(self.number).name]}: {told}"


def raise_on_signals() -> None:
    """Let the signals that ask the program to end raise `Stopped`, but for those that whoever started it has turned
    off, as `nohup` does."""
    raising = _Raising()
    for number in _numbers():
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, raising.on_signal)
    sys.unraisablehook = raising.on_dropped


def ignore_signals() -> None:
    """Let these signals do nothing any more: the program is at its end."""
    for number in _numbers():
        signal.signal(number, signal.SIG_IGN)


def _numbers() -> Iterator[int]:
    for name in _SIGNALS:
        if hasattr(signal, name):
            yield getattr(signal, name)


class _Raising:
    """Raises `Stopped` for a signal, and again if that was where Python drops what is raised, as in a destructor."""

    def __init__(self) -> None:
        self._last = -_AT_ONCE
        self._number = 0

    def on_signal(self, number: int, _: FrameType | None) -> None:
        if time.monotonic() - self._last >= _AT_ONCE:
            self._last, self._number = time.monotonic(), number
            raise Stopped(number)

    def on_dropped(self, dropped: sys.UnraisableHookArgs) -> None:
        if not isinstance(dropped.exc_value, Stopped):
            sys.__unraisablehook__(dropped)
        elif hasattr(signal, "setitimer"):
            signal.signal(signal.SIGALRM, self._again)
            signal.setitimer(signal.ITIMER_REAL, _SOON)

    def _again(self, _: int, frame: FrameType | None) -> None:
        self._last = -_AT_ONCE
        self.on_signal(self._number, frame)


@contextmanager
def telling(tell: Callable[[], str]) -> Iterator[None]:
    """If the program is stopped inside, let its last line say what `tell` then gives."""
    try:
        yield
    except Stopped as stopped:
        with suppress(QuotetrackError):  # a database that does not answer any more
            stopped.add_note(tell())
        raise


@contextmanager
def changing(db: str | None, *, wait: float, create: bool = False) -> Iterator[Collection]:
    """Open a collection that is going to be changed, which waits so many seconds for others that change it. If the
    program is stopped, its last line says what it holds."""
    import quotetrack
    from quotetrack.cli.notices import pending_unsaid

    with pending_unsaid():
        collection = quotetrack.open(db, create=create, wait=wait)
    with collection, telling(lambda: _holdings(collection)):
        yield collection


def _holdings(collection: Collection) -> str:
    """What a collection holds, and what is pending."""
    from quotetrack.export.wording import counted

    held = collection.store.progress()
    decided = f"{counted(held.decisions, 'decision')} and " if held.decisions else ""
    words = f"{decided}{counted(held.articles, 'article')} with {counted(held.quotations, 'quotation')}"
    pending = (
        f", {held.unlinked:,} of them not linked yet: `quotetrack link` links them" if held.unlinked else ""
    )
    return f"{collection.location} holds {words}{pending}"
