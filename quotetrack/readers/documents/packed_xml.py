"""XML parts inside a ZIP archive, as office documents have them, unpacked up to a size."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from zipfile import BadZipFile, ZipFile

from quotetrack.errors import ReadError

_MOST_BYTES = 64_000_000
"""Bytes of a part that are unpacked. A novel has two million."""
_BROKEN = (
    BadZipFile,
    zlib.error,
    KeyError,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
)


@contextmanager
def opened_parts(data: bytes, otherwise: str) -> Iterator[ZipFile]:
    """Open the archive that some bytes are. ReadError, in the words `otherwise` with a reason for "{}", if it or a part
    of it cannot be read."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            yield archive
    except _BROKEN as error:
        raise ReadError(otherwise.format(str(error).strip("'\"") or type(error).__name__)) from error


def unpack_part(archive: ZipFile, name: str) -> bytes:
    """Return a part; KeyError if there is none, ValueError for one that unpacks to more than any document has."""
    with archive.open(name) as part:
        unpacked = part.read(_MOST_BYTES + 1)
    if len(unpacked) > _MOST_BYTES:
        raise ValueError("it is too large")
    return unpacked


def parse_part(part: bytes) -> Any:
    """Return the root of a part, which may name no entities and fetch nothing; ValueError for what is no XML."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(part, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError("its XML is broken") from error


def parse_if_there(archive: ZipFile, name: str) -> Any:
    """Return the root of a part; None if there is no such part."""
    return parse_part(unpack_part(archive, name)) if name in archive.namelist() else None
