"""Inputs of JSON Lines, each opened with its first line read, which tells what it holds."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from quotetrack.errors import ReadError
from quotetrack.readers.bounded import LARGEST_INPUT, bounded_lines, read_one_line, require_regular
from quotetrack.readers.files import Origin, reason_of
from quotetrack.records import Failure


@dataclass(frozen=True, slots=True)
class OpenInput:
    """An input whose first line has been read: where it comes from, that line, and the rest. Lines of more than `most`
    bytes are not read."""

    origin: Origin
    first: bytes
    rest: BinaryIO
    most: int

    @property
    def is_whole(self) -> bool:
        """Whether it is an export of a whole collection."""
        return self.first.startswith(b'{"quotetrack": "collection"')

    def lines(self) -> Iterator[bytes]:
        """Yield all lines. ReadError at one that is too long."""
        yield self.first
        yield from bounded_lines(self.rest, self.most)


def open_inputs(
    inputs: Iterable[str | Path], *, stdin: BinaryIO | None = None, max_size: int | None = None
) -> Iterator[OpenInput | Failure]:
    """Yield each input, open until the next is asked for, or a Failure for one that cannot be read.

    An input is a file or "-" for `stdin` (default: the process's own). Lines of more than `max_size` bytes, by default
    50 million, are not read.
    """
    most = LARGEST_INPUT if max_size is None else max_size
    for path in map(Path, inputs):
        with ExitStack() as opened:
            try:
                if str(path) == "-":
                    origin, stream = Origin(), stdin or sys.stdin.buffer
                else:
                    require_regular(path)
                    origin, stream = Origin.of_file(path), opened.enter_context(path.open("rb"))
                first = read_one_line(stream, most)
            except ReadError as error:
                yield Failure(str(path), str(error))
            except (OSError, ValueError) as error:
                yield unreadable(str(path), error)
            else:
                yield OpenInput(origin, first, stream, most)


def unreadable(where: str, error: OSError | ValueError) -> Failure:
    """Return the failure of an input that the system cannot read."""
    return Failure(where, f"cannot be read: {reason_of(error)}; expected a file of JSON Lines")
