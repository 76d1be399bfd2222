"""Exports of whole collections, line by line: what `quotetrack export` writes."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from quotetrack.errors import ReadError
from quotetrack.readers.bounded import LARGEST_INPUT, bounded_lines, read_one_line, require_regular
from quotetrack.readers.files import reason_of
from quotetrack.records import WHOLE_KINDS, Failure, WholeArticle, WholeRecord
from quotetrack.records.encoding import MisfitError, decode_as

_VERSION = 1
"""The newest form of the lines that is read."""
_LONGEST = 20 * LARGEST_INPUT
"""Bytes of a line: an article has several texts, each with all that was found in it."""


@dataclass(slots=True)
class OpenInput:
    """An input whose first line has been read: the name it goes by, that line, and the rest."""

    where: str
    first: bytes
    rest: BinaryIO
    _is_read: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether it is an export of a whole collection."""
        return self.first.startswith(b'{"quotetrack": "collection"')

    def readline(self, size: int = -1) -> bytes:
        """Return the first line, and then the next ones, of so many bytes at most."""
        if self._is_read:
            return self.rest.readline(size)
        self._is_read = True
        return self.first


def open_inputs(
    inputs: Iterable[str | Path], stdin: BinaryIO | None, max_size: int | None = None
) -> Iterator[OpenInput | Failure]:
    """Yield each input, open until the next is asked for, or a Failure for one that cannot be read. Lines of more than
    `max_size` bytes, by default 50 million, are not read."""
    most = LARGEST_INPUT if max_size is None else max_size
    for path in map(Path, inputs):
        with ExitStack() as opened:
            try:
                if str(path) == "-":
                    stream = stdin or sys.stdin.buffer
                else:
                    require_regular(path)
                    stream = opened.enter_context(path.open("rb"))
                first = read_one_line(stream, most)
            except ReadError as error:
                yield Failure(str(path), str(error))
                continue
            except (OSError, ValueError) as error:
                reason = f"cannot be read: {reason_of(error)}; expected a file of JSON Lines"
                yield Failure(str(path), reason)
                continue
            yield OpenInput(str(path), first, stream)


def read_collection(opened: OpenInput) -> Iterator[WholeRecord | Failure]:
    """Yield the records of an export, and a Failure for each line that is none.

    ReadError if a later version wrote it. A file that was cut off ends in a Failure.
    """
    header = _object(opened.first)
    if header.get("version") != _VERSION:
        raise ReadError(
            f"{opened.where} is an export of version {header.get('version')}; this program reads version {_VERSION}: "
            "update with `pip install --upgrade quotetrack`"
        )
    read, end = 0, None
    for number, line in enumerate(bounded_lines(opened.rest, _LONGEST), start=2):
        if not line.strip():
            continue
        try:
            told = _object(line)
            if "end" in told:
                end = told["end"]
                break
            yield _record(told)
        except (MisfitError, ReadError) as error:
            yield Failure(f"{opened.where}:{number}", str(error))
        read += 1
    if end != read:
        what = f"{read:,} records and no end" if end is None else f"{read:,} records, {end} are expected"
        yield Failure(opened.where, f"the export is not whole: {what}; write it anew, or take a copy that is")


def _object(line: bytes) -> dict[str, Any]:
    try:
        told = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise ReadError(f"is no JSON ({error}); expected a line of `quotetrack export`") from error
    if not isinstance(told, dict) or not told:
        raise ReadError("is no object; expected a line of `quotetrack export`")
    return told


def _record(told: dict[str, Any]) -> WholeRecord:
    name, value = next(iter(told.items()))
    if name not in WHOLE_KINDS:
        raise ReadError(f"holds {name[:60]!r}; one of {', '.join(WHOLE_KINDS)} is expected")
    record = decode_as(WHOLE_KINDS[name], value)
    texts = record.texts if isinstance(record, WholeArticle) else ()
    for text in texts:
        if text.extraction.article.digest != text.digest:
            raise ReadError(
                f"text {text.number} has another digest than stands beside it: the line was changed"
            )
    return record
