"""A stream whose first bytes were read to tell what it is, put together again."""

from __future__ import annotations

import io
from typing import BinaryIO


class _Rejoined(io.RawIOBase):
    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        self._first, self._rest = memoryview(first), rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Give what was read before, then what comes, as soon as it comes."""
        if self._first:
            piece: bytes | memoryview = self._first[: len(buffer)]
            self._first = self._first[len(piece) :]
        else:
            read = getattr(self._rest, "read1", self._rest.read)
            piece = read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


def rejoined(first: bytes, rest: BinaryIO) -> BinaryIO:
    """Return a stream of the first bytes and all that comes behind them; it cannot jump."""
    return io.BufferedReader(_Rejoined(first, rest))
