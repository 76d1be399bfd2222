"""What the library has to say while it works, on stderr: for whom it waits, and what has yet to be linked."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from quotetrack.cli.render.terminal import complain

_ALL = logging.getLogger("quotetrack")
_PENDING = logging.getLogger("quotetrack.pending")


class _OnStderr(logging.Handler):
    """Prints each message as one line."""

    def emit(self, record: logging.LogRecord) -> None:
        """Print it."""
        complain(record.getMessage())


@contextmanager
def notices_shown() -> Iterator[None]:
    """Show inside what the library says."""
    handler, level = _OnStderr(), _ALL.level
    _ALL.addHandler(handler)
    _ALL.setLevel(logging.INFO)
    try:
        yield
    finally:
        _ALL.removeHandler(handler)
        _ALL.setLevel(level)


@contextmanager
def pending_unsaid() -> Iterator[None]:
    """Say nothing inside of what has yet to be linked: this run is going to do it."""
    _PENDING.disabled = True
    try:
        yield
    finally:
        _PENDING.disabled = False
