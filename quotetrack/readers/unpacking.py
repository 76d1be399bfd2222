"""Bounds on what archives unpack to: one budget for an archive and all archives inside it."""

from __future__ import annotations

import io
import lzma
import tarfile
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO
from zipfile import BadZipFile

from quotetrack.errors import ReadError
from quotetrack.readers.input import Input

_MOST_BYTES = 4_000_000_000
_MOST_MEMBERS = 20_000
_HIGHEST_RATIO = 200
"""Bytes that one packed byte may unpack to: text packs to a tenth, and a table of the same words to a fiftieth."""
_FREE = 1_000_000
"""Bytes that any archive may unpack to, whatever the ratio."""
_MOST_BOMBS = 3
"""Files of an archive that may be bombs before it is left."""
MOST_ARCHIVES = 3
"""Archives inside each other that are opened."""
_PIECE = 1 << 16
_OPEN = threading.local()
UNPACKING_ERRORS = (
    *(BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError),
    *(
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
        LookupError,
        OverflowError,
        MemoryError,
    ),
)
"""What the libraries raise for archives that are broken, or packed in a way that they do not know."""


@dataclass(slots=True)
class UnpackingBudget:
    """What is left to be unpacked, how many archives are open, and how many files unpacked to more than text does."""

    left: int = _MOST_BYTES
    members: int = _MOST_MEMBERS
    depth: int = 0
    bombs: int = 0

    def take_member(self) -> None:
        """Count a member. ReadError if there are too many."""
        self.members -= 1
        if self.members < 0:
            raise ReadError(f"it holds more than {_MOST_MEMBERS:,} files; split it")

    def require_trust(self) -> None:
        """Let go on. ReadError if several files were bombs already: the others are not opened."""
        if self.bombs >= _MOST_BOMBS:
            raise ReadError(
                f"{self.bombs} files of it unpack to more than text does; the others are not opened"
            )

    def take(self, size: int) -> None:
        """Count bytes. ReadError if there are too many."""
        self.left -= size
        if self.left < 0:
            raise ReadError(
                f"it unpacks to more than {_MOST_BYTES // 10**9} GB; unpack it and read the folder"
            )


@contextmanager
def unpacking(input: Input) -> Iterator[UnpackingBudget]:
    """Give the budget of an archive: that of the one it lies in, else a new one.

    Raises:
        ReadError: it lies in too many archives.
    """
    outer: UnpackingBudget | None = getattr(_OPEN, "budget", None) if input.options.depth else None
    budget = outer or UnpackingBudget()
    if budget.depth >= MOST_ARCHIVES:
        raise ReadError(f"it lies in {MOST_ARCHIVES} archives; unpack it and read it alone")
    budget.depth += 1
    before, _OPEN.budget = getattr(_OPEN, "budget", None), budget
    try:
        yield budget
    finally:
        budget.depth -= 1
        _OPEN.budget = before


class CountedStream(io.RawIOBase):
    """A stream that counts what is read from it, and cannot jump."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.size = 0

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Give the next bytes."""
        piece = self._stream.read(min(len(buffer), _PIECE))
        self.size += len(piece)
        buffer[: len(piece)] = piece
        return len(piece)


class UnpackedStream(CountedStream):
    """What unpacks from a stream, counted against a budget and against the packed bytes that it comes from."""

    def __init__(self, stream: BinaryIO, budget: UnpackingBudget, packed: Callable[[], int] | None) -> None:
        super().__init__(stream)
        self._budget, self._packed = budget, packed

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Give the next bytes. ReadError if the archive is broken, if there are too many, or too many for the packed
        ones."""
        try:
            size = super().readinto(buffer)
        except UNPACKING_ERRORS as error:
            raise broken_archive(error) from error
        self._budget.take(size)
        if self._packed is not None and self.size > max(_FREE, _HIGHEST_RATIO * self._packed()):
            self._budget.bombs += 1
            raise ReadError(
                f"it unpacks to more than {_HIGHEST_RATIO} times its size, as no text does; if you trust it, unpack it "
                "and read the folder"
            )
        return size


def unpacked_stream(
    stream: BinaryIO, budget: UnpackingBudget, packed: Callable[[], int] | None = None
) -> io.BufferedReader:
    """Return a stream of what unpacks from another, counted; `packed` tells how many bytes that took, if known."""
    return io.BufferedReader(UnpackedStream(stream, budget, packed), buffer_size=_PIECE)


def broken_archive(error: Exception) -> ReadError:
    """Return what is said of an archive that cannot be unpacked."""
    reason = " ".join(str(error).strip("'\"").split())[:150] or type(error).__name__
    return ReadError(f"it cannot be unpacked ({reason}); pack it anew, as ZIP or tar")
