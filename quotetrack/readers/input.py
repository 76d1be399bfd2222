"""What a reader of one format is given: the bytes, where they come from, what was asked for; and the way back to the
front door for what lies inside it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import BinaryIO

from quotetrack.errors import ReadError
from quotetrack.readers.bounded import LARGEST_INPUT, read_whole
from quotetrack.readers.files import Origin
from quotetrack.records import Article, Failure

MOST_DEPTH = 4
"""Inputs inside each other that are opened: a page in a mail in an archive in an archive."""
_IN_MEMORY = 8_000_000
"""Bytes of a copy that are held in memory; the rest goes to a file."""
_MOST_COPIED = 40
"""How many times the size of one article a whole archive may have, if it has to be copied to be read."""
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """What was asked of reading.

    Attributes:
        most: Bytes of an article, or of a line of JSON Lines, that are read.
        columns: Which column of a table holds which of our fields, as "text" → "body"; others go by their usual names.
        language: The code of the language in which pages of a web archive are kept; None for any.
        zones: Whether what of a page is left out is kept (`Article.left_out`).
        depth: How many inputs this one lies in.

    Example:
        >>> quotetrack.ReadingOptions(columns={"text": "body"}).language is None
        True
    """

    most: int = LARGEST_INPUT
    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    language: str | None = None
    zones: bool = False
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Input:
    """An open input.

    Attributes:
        stream: Its bytes, from the first; it may not be able to jump.
        origin: Where it comes from.
        options: What was asked for.
        open_part: Reads an input inside this one; the front door gives it.
    """

    stream: BinaryIO
    origin: Origin
    options: ReadingOptions
    open_part: Callable[[Input], Iterator[Article | Failure]]

    def whole(self) -> bytes:
        """Return all bytes. ReadError if there are more than an article may have."""
        return read_whole(self.stream, self.options.most)

    def seekable(self) -> BinaryIO:
        """Return the bytes as a stream that can jump: itself, or a copy. ReadError for a copy that grows too large."""
        if self.stream.seekable():
            return self.stream
        copy = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 — it lives as long as its reader
        most = _MOST_COPIED * self.options.most
        size = 0
        while piece := self.stream.read(_PIECE):
            size += len(piece)
            if size > most:
                raise ReadError(f"it has more than {most // 1_000_000} MB; save it as a file and read that")
            copy.write(piece)
        copy.seek(0)
        return copy  # type: ignore[return-value]

    def of_part(self, name: str) -> Origin:
        """Return the origin of what lies inside this input under a name."""
        own = self.origin
        path = None if own.path is None else f"{own.path}#{name}"
        return Origin(f"{own.where}/{name}", PurePosixPath(name).stem or own.id, path)

    def member(self, name: str, stream: BinaryIO) -> Iterator[Article | Failure]:
        """Read what lies inside this input under a name, through the front door. Nothing is raised: what cannot be read
        is a Failure."""
        origin = self.of_part(name)
        if self.options.depth >= MOST_DEPTH:
            yield Failure(
                origin.where, f"it lies in more than {MOST_DEPTH} others; unpack it and read it alone"
            )
            return
        deeper = replace(self.options, depth=self.options.depth + 1)
        yield from self.open_part(replace(self, stream=stream, origin=origin, options=deeper))
