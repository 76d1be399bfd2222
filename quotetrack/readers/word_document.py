"""A Word document (DOCX) → the words of its paragraphs, as they stand once all changes are accepted."""

from __future__ import annotations

import io
import zlib
from typing import Any
from zipfile import BadZipFile, ZipFile

from quotetrack.errors import ReadError

_WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""What older programs show in the place of a text box: its words a second time."""
_MAIN = "/officeDocument"
"""How the type of the relation ends that leads to the document's own part."""
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_MOST_BYTES = 64_000_000
"""Bytes of a part that are unpacked. A novel has two million."""
_NO_DOCUMENT = "no Word document can be read in it ({}); save it as .docx again, or its text as .txt"


def docx_paragraphs(data: bytes) -> list[str]:
    """Return the words of each paragraph of a document, in order, empty ones and those of tables among them. Words that
    a tracked change deletes are left out, those that one inserts are taken in.

    Raises:
        ReadError: the bytes are no such document.
    """
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            body = _parse(_unpack(archive, _main_part(archive)))
    except (
        BadZipFile,
        zlib.error,
        KeyError,
        NotImplementedError,
        RuntimeError,
        OSError,
        EOFError,
        ValueError,
    ) as error:
        raise ReadError(_NO_DOCUMENT.format(str(error).strip("'\"") or type(error).__name__)) from error
    return [
        _words(paragraph)
        for paragraph in body.iter(f"{_WORDS}p")
        if next(paragraph.iterancestors(_FALLBACK), None) is None
    ]


def _main_part(archive: ZipFile) -> str:
    for relation in _parse(_unpack(archive, "_rels/.rels")):
        if (relation.get("Type") or "").endswith(_MAIN):
            return (relation.get("Target") or "").lstrip("/")
    raise ValueError("no part of it is the document")


def _unpack(archive: ZipFile, name: str) -> bytes:
    """Return a part; ValueError for one that unpacks to more than any document has."""
    with archive.open(name) as part:
        unpacked = part.read(_MOST_BYTES + 1)
    if len(unpacked) > _MOST_BYTES:
        raise ValueError("it is too large")
    return unpacked


def _parse(part: bytes) -> Any:
    """Return the root of a part, which may name no entities and fetch nothing; ValueError for what is no XML."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(part, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError("its XML is broken") from error


def _words(paragraph: Any) -> str:
    """Return the words of a paragraph without those of paragraphs inside it, such as a text box has."""
    pieces: list[str] = []
    for node in paragraph.iter(*(f"{_WORDS}{name}" for name in ("t", *_SIGNS))):
        holder = next(node.iterancestors(f"{_WORDS}p"), None)
        if holder is paragraph and next(node.iterancestors(f"{_WORDS}moveFrom"), None) is None:
            name = node.tag.removeprefix(_WORDS)
            pieces.append(node.text or "" if name == "t" else _SIGNS[name])
    return "".join(pieces)
