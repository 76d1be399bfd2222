"""The body of an answer from the web, as it was sent → its bytes and its text. Bounded, whatever it would unpack to."""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from quotetrack.errors import ReadError
from quotetrack.readers.decode import decode

_STEP = 65_536
"""Bytes that are unpacked at a time."""
_MOST_ENCODINGS = 3
"""Servers name one. Each more is another bomb within the bomb."""
_GZIP = b"\x1f\x8b"
_CHARSET = re.compile(r"charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w.:-]{2,40})", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}utf-?8\b", re.IGNORECASE)
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]{0,20}(?:;[^\r\n]{0,400})?\r\n")
_STATEFUL = ("iso-2022", "iso2022", "utf-16", "utf-32", "hz")
"""Encodings whose bytes read as ASCII or UTF-8 too, and as something else."""
_MOST_DAMAGED = 20
"""Bytes of a page in UTF-8 that may be none: what a crawler cut, or a site pasted in from elsewhere."""


def media_type(content_type: str | None) -> str:
    """Return "text/html" for "Text/HTML; charset=utf-8"; "" if nothing is said."""
    return (content_type or "").partition(";")[0].strip().casefold()


def unpack_body(data: bytes, encodings: str | None, most: int) -> bytes:
    """Return the body without the encodings that its header names: gzip, deflate and br.

    A body that was packed as it was not said, or was unpacked by whoever kept it, is taken as it is. One that was cut
    off gives what there is of it.

    Raises:
        ReadError: it unpacks to more than `most` bytes, or its encoding is none of these.
    """
    names = [name.strip().casefold() for name in (encodings or "").split(",")]
    named = [name for name in names if name not in ("", "identity")]
    if len(named) > _MOST_ENCODINGS:
        raise ReadError(f"its body is packed {len(named)} times over; once is expected")
    for name in reversed(named):
        data = _unpacked(data, name, most)
    if len(data) > most:
        raise ReadError(_too_large(most))
    return data


def unpack_gzip(data: bytes, most: int) -> bytes:
    """Return what gzip has packed, and anything else as it is. ReadError above `most` bytes."""
    return _unpacked(data, "gzip", most) if data.startswith(_GZIP) else data


def unchunked(data: bytes) -> bytes:
    """Return a body without the lengths of the chunks that it was sent in; one that holds none as it is.

    What is left of a body that was cut off counts.
    """
    pieces: list[bytes] = []
    at = 0
    while (length := _CHUNK.match(data, at)) is not None:
        size = int(length[1], 16)
        if size == 0:
            break
        pieces.append(data[length.end() : length.end() + size])
        at = length.end() + size
        if data[at : at + 2] == b"\r\n":
            at += 2
    return b"".join(pieces) if pieces else data


def body_text(data: bytes, content_type: str | None) -> str:
    """Return the text of a page: UTF-8 if it is that, else in the charset of its header, else in that of its own head.

    A page that calls itself UTF-8 and is so but for a few bytes has a replacement sign for each of them, as in a
    browser. ReadError if no encoding reads it.
    """
    stated = _CHARSET.search((content_type or "")[:400])
    name = stated[1].casefold() if stated else ""
    if name.startswith(_STATEFUL):
        text = _in(data, name)
        if text is not None:
            return text
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode(data, is_html=True)
    text = _in(data, "utf-8")
    if text is None and (name in ("utf-8", "utf8") or (not name and _META.search(data[:4096]))):
        text = _nearly_utf8(data)
    if text is None and name not in ("", "utf-8", "utf8", "iso-8859-1", "us-ascii"):
        text = _in(data, name)
    return decode(data, is_html=True) if text is None else text


def _in(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError, ValueError):  # it is in another one; the caller asks on
        return None


def _nearly_utf8(data: bytes) -> str | None:
    text = data.decode("utf-8", "replace")
    return text if text.count("\ufffd") <= _MOST_DAMAGED else None


def _unpacked(data: bytes, name: str, most: int) -> bytes:
    name = name.removeprefix("x-")
    if name == "gzip" and not data.startswith(_GZIP):
        return data
    pieces = _PACKERS.get(name)
    if pieces is None:
        raise ReadError(f"its body is packed as {name[:40]!r}; gzip, deflate and br are read")
    whole = bytearray()
    for piece in pieces(data):
        whole += piece
        if len(whole) > most:
            raise ReadError(_too_large(most))
    return bytes(whole) if whole or not data else data


def _gunzipped(data: bytes) -> Iterator[bytes]:
    """Yield what the members of a gzip file hold; what is no member any more is left."""
    while data.startswith(_GZIP):
        packer = zlib.decompressobj(31)
        yield from _inflated(packer, data)
        data = packer.unused_data


def _deflated(data: bytes) -> Iterator[bytes]:
    """Yield what zlib packed, with its header or, as some servers send it, without."""
    yield from _inflated(zlib.decompressobj(15 if data[:1] == b"\x78" else -15), data)


def _inflated(packer: Any, data: bytes) -> Iterator[bytes]:
    try:
        while data and not packer.eof:
            piece = packer.decompress(data, _STEP)
            if not piece and not packer.unconsumed_tail:
                return
            yield piece
            data = packer.unconsumed_tail
    except zlib.error:  # damaged from here on, or never packed: what was before counts
        return


def _from_brotli(data: bytes) -> Iterator[bytes]:
    try:
        import brotli
    except ImportError as error:
        raise ReadError('its body is packed with brotli: pip install "quotetrack[warc]"') from error
    packer = brotli.Decompressor()
    try:
        yield packer.process(data, output_buffer_limit=_STEP)
        while not packer.can_accept_more_data() and not packer.is_finished():
            yield packer.process(b"", output_buffer_limit=_STEP)
    except brotli.error:  # as above
        return


_PACKERS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _gunzipped,
    "deflate": _deflated,
    "br": _from_brotli,
}


def _too_large(most: int) -> str:
    return f"it has more than {most / 1e6:,.1f} MB; give a higher --max-size"
