"""The streams that the program was started with, made fit to be written to: closed ones are there, and what cannot be
written is one error."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from quotetrack.output import Sink, sink_to

_WIDTHS = range(10, 10_000)
"""Columns of a terminal that are believed."""


def open_streams() -> None:
    """Make standard input, output and error fit to be used.

    A stream that is closed is opened anew, so that no file gets its number: there is nothing to read, writing to stdout
    fails, and stderr goes nowhere. What stdout does not take raises `OutputError`, what stderr does not take is lost.
    """
    for number, mode in enumerate((os.O_RDONLY, os.O_RDONLY, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            with suppress(OSError):
                # It takes the lowest number that is free.
                os.set_inheritable(os.open(os.devnull, mode), True)
    if sys.stdin is None:
        sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0, closefd=False)))
    out, err = sys.stdout or _reopened(1), sys.stderr or _reopened(2)
    sys.stdout = sys.__stdout__ = _on_sink(  # type: ignore[misc]  # as it is meant by whoever asks for it
        out, lambda raw: sink_to(raw, "standard output")
    )
    sys.stderr = sys.__stderr__ = _on_sink(  # type: ignore[misc]
        err, lambda raw: Sink(raw, lambda _: None)
    )
    # Rich takes what these say for the terminal's size, whatever it is.
    for name in ("COLUMNS", "LINES"):
        size = os.environ.get(name, "")
        if size and not (size.isdecimal() and len(size) < 5 and int(size) in _WIDTHS):
            del os.environ[name]


def _reopened(number: int) -> Any:
    return io.TextIOWrapper(
        io.BufferedWriter(io.FileIO(number, "wb", closefd=False)), line_buffering=number == 2
    )


def _on_sink(stream: Any, sink: Callable[[Any], Sink]) -> io.TextIOWrapper:
    """Return a stream that writes where another did, through a sink. A word that its encoding lacks is spelled out
    rather than ending the run."""
    encoding, by_line = stream.encoding, stream.line_buffering or stream.write_through
    buffer = stream.detach()
    raw = buffer.detach() if hasattr(buffer, "detach") else buffer
    return io.TextIOWrapper(
        io.BufferedWriter(sink(raw)), encoding=encoding, errors="backslashreplace", line_buffering=by_line
    )
