"""A WARC file → its records one by one, whatever is damaged between them.

Each record of a packed file is a member of its own, so behind damage the next one is looked for by its first bytes.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from quotetrack.errors import ReadError
from quotetrack.readers.files import reason_of

_MISSING = 'web archives are read with fastwarc, which is not installed: pip install "quotetrack[warc]"'
_GZIP = b"\x1f\x8b\x08"
_WARC = b"WARC/1."
_PIECE = 1 << 20
_MOST_DAMAGED = 1000
"""Damaged places of a file that are passed over; then the rest is left."""
_MOST_CUT_OFF = 20
"""Records that announce more than the file holds. Behind each the whole file has to be looked through again."""
_LARGEST_HEADER = 32_768
_BEGINNING = re.compile(rb"\x1f\x8b\x08|\nWARC/1\.")
PAGE_TYPES = ("response", "resource", "revisit")
"""The types of records that stand for a page."""


@dataclass(frozen=True, slots=True)
class DamagedRecord:
    """A place of the file that cannot be read, in bytes from its beginning, and what is wrong there."""

    at: int
    why: str


@dataclass(slots=True)
class WarcPage:
    """A record that stands for a page. Its body is read once, on demand, while no further record is asked for."""

    at: int
    record: Any

    @property
    def type(self) -> str:
        """response, resource or revisit."""
        return str(self.record.record_type)

    def told(self, name: str) -> str:
        """Return a header of the record, as it stands; "" if it has none of that name."""
        return _printable(self.record.headers.get(name))

    def http(self, name: str) -> str:
        """Return a header of the answer; "" if it has none of that name, or there is no answer."""
        headers = self.record.http_headers
        return _printable(headers.get(name)) if headers is not None else ""

    def parse(self) -> None:
        """Read the headers of the answer. ReadError if they cannot be read."""
        try:
            self.record.parse_http(max_header_len=_LARGEST_HEADER, strict_mode=False)
        except (OSError, ValueError) as error:
            raise ReadError(f"its HTTP headers cannot be read ({error})") from error

    @property
    def status(self) -> int | None:
        """The status of the answer; None if there is none."""
        headers = self.record.http_headers
        return headers.status_code if headers is not None else None

    def body(self, most: int) -> bytes | None:
        """Return the body as it was sent; None if it is cut off, of which a `DamagedRecord` tells next.

        ReadError if it is larger than `most` bytes, or damaged.
        """
        size = self.record.content_length
        if size > most:
            raise ReadError(
                f"the record has {size / 1e6:,.1f} MB; {most / 1e6:,.1f} MB are the most (--max-size)"
            )
        try:
            data = bytes(self.record.reader.read(size)) if size else b""
        except (OSError, ValueError, zlib.error) as error:
            raise ReadError(f"the record is damaged ({_why(error)})") from error
        return data if len(data) == size else None


def warc_pages(stream: BinaryIO) -> Iterator[WarcPage | DamagedRecord]:
    """Yield the records of pages, and a `DamagedRecord` for each place that is passed over.

    The stream must be able to jump, and not be moved by others meanwhile.
    """
    start: int | None = stream.tell()
    damaged = cut_off = read = 0
    while start is not None:
        at, why = start, ""
        try:
            for record in _records(stream, start):
                at, read = record.stream_pos, read + 1
                if record.headers.get("Content-Length") is None:
                    why = "a record is cut off within its header"
                    break
                if str(record.record_type) in PAGE_TYPES:
                    yield WarcPage(at, record)
                if missing := _missing(record):
                    why = f"a record is cut off: {missing:,} bytes are missing"
                    cut_off += 1
                    break
        except (OSError, ValueError, EOFError, zlib.error) as error:
            why = f"the file is damaged ({_why(error)})"
        if not why:
            return
        damaged += 1
        if read or damaged == 1:  # what fails at once was told of before
            yield DamagedRecord(at, f"{why}; what can be read behind it is")
        read = 0
        is_enough = damaged >= _MOST_DAMAGED or cut_off >= _MOST_CUT_OFF
        start = None if is_enough else _next_record(stream, at + 1)
        if is_enough:
            yield DamagedRecord(at, f"this is damaged place {damaged:,}; the rest of the file is not read")


def opens_warc(head: bytes) -> bool:
    """Return True for the first bytes of a WARC file, packed or not."""
    if head.startswith(_GZIP):
        try:
            head = zlib.decompressobj(31).decompress(head, 64)
        except zlib.error:  # of no file that can be read
            return False
    return head.startswith(_WARC)


def _records(stream: BinaryIO, start: int) -> Any:
    try:
        from fastwarc.warc import ArchiveIterator
    except ImportError as error:
        raise ReadError(_MISSING) from error
    stream.seek(start)
    return ArchiveIterator(
        stream, parse_http=False, max_header_len=_LARGEST_HEADER, strict_mode=False, verify_digests=False
    )


def _missing(record: Any) -> int:
    """Go to the end of a record; return how many of its bytes are not there."""
    record.consume()
    return int(max(0, record.content_length - record.reader.tell()))


def _next_record(stream: BinaryIO, at: int) -> int | None:
    """Return where the next record begins, from a place on; None if none does."""
    held = b""
    while True:
        stream.seek(at + len(held))
        piece = stream.read(_PIECE)
        held += piece
        for found in _BEGINNING.finditer(held):
            begins = found.start() + found[0].startswith(b"\n")
            if opens_warc(held[begins : begins + 4096]):
                return at + begins
        if not piece:
            return None
        # What may be the beginning of one that goes on in the next piece is looked at again.
        left = held[-4096:]
        at += len(held) - len(left)
        held = left


def _why(error: Exception) -> str:
    return reason_of(error) if isinstance(error, OSError | ValueError) else str(error)


def _printable(value: str | None) -> str:
    return "".join(sign for sign in (value or "")[:4000] if sign.isprintable())
