"""Input that may be endless, read up to a size: a file as a whole, or JSON Lines line by line."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from quotetrack.errors import ReadError

LARGEST_INPUT = 50_000_000
"""Bytes of an article, or of a line of JSON Lines, that are read if nothing else is said: a novel has 1 MB."""


def read_whole(stream: BinaryIO, most: int = LARGEST_INPUT, *, before: int = 0) -> bytes:
    """Return what is left of a stream. ReadError if that is more than `most` bytes, with those that were read `before`;
    no more is read then."""
    data = stream.read(max(0, most - before) + 1)
    if len(data) > most - before:
        raise ReadError(f"it has more than {_megabytes(most)}; give a smaller file, or a higher --max-size")
    return data


def read_one_line(stream: BinaryIO, most: int = LARGEST_INPUT) -> bytes:
    """Return the next line with its end, b"" behind the last. ReadError if it has more than `most` bytes."""
    line = stream.readline(most + 1)
    if len(line) > most:
        raise ReadError(
            f"it has more than {_megabytes(most)} in one line, which is not read, nor what comes behind it; give "
            "articles of less, or a higher --max-size"
        )
    return line


def bounded_lines(stream: BinaryIO, most: int = LARGEST_INPUT) -> Iterator[bytes]:
    """Yield the lines of a stream as they come. ReadError at one that has more than `most` bytes."""
    while line := read_one_line(stream, most):
        yield line


def require_regular(path: Path) -> None:
    """Refuse what is neither a file nor a folder, since it may never end: ReadError for a pipe or a device. OSError if
    there is nothing of that name."""
    mode = path.stat().st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        what = "a pipe" if stat.S_ISFIFO(mode) else "a device or a socket"
        raise ReadError(f"this is {what}, not a file; to read from one, redirect it to stdin and name it -")


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB" if size >= 1e6 else f"{size:,} bytes"
