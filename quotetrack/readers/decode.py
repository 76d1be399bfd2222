"""Bytes → text, without losing a sign: byte order mark, UTF-8, the page's own word, then legacy encodings."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from quotetrack.errors import ReadError

# UTF-32 before UTF-16: its little-endian mark begins with the other's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w.:-]{2,40})", re.IGNORECASE)
# What an editor of western news types beyond letters in cp1252. Anything else ("³" within a word) says
# that the bytes are of another encoding.
_WESTERN = frozenset("€‚„…†‡‰‹‘’“”•–—™›\u00a0¡¢£¥§©«®°±²³´·»¼½¾¿×÷ªº\u00ad")
_WITHIN_WORD = re.compile(r"[^\W\d_][¡¢£¥§©«®°±²³´·»¼½¾¿×÷ªº€†‡‰•™][^\W\d_]")
# Western prose holds at most some 8 % of signs beyond ASCII (measured on Vietnamese-free Latin text). Cyrillic or Greek
# read as cp1252 holds over 60 %.
_WESTERN_SHARE = 0.2
# Browsers read Latin-1 and ASCII as cp1252, and pages count on it.
_LATIN = ("cp1252", "iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii")


def check_not_binary(head: bytes) -> None:
    """Raise ReadError if the first bytes are those of a file that holds no text."""
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            raise ReadError(f"this is {name}, not text; save its text as .txt or .html and read that")
    marked = any(head.startswith(mark) for mark, _ in _MARKS)
    if not marked and b"\x00" in head:
        raise ReadError(
            f"a NUL byte at byte {head.index(0)}: a binary file, or UTF-16 without its mark; "
            "give a text file, or save it as UTF-8"
        )


def decode(data: bytes, *, is_html: bool = False) -> str:
    """Return the text of `data`, a leading byte order mark dropped, newlines untouched.

    Raises:
        ReadError: no encoding reads every byte; nothing is ever replaced.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], name, offset=len(mark))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        first = error.start
    for name in _candidates(data, is_html=is_html):
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):  # the next candidate; the last failure is raised below
            continue
    raise ReadError(
        f"byte 0x{data[first]:02x} at byte {first} is not UTF-8, and neither cp1252 nor a detected encoding "
        "reads the whole file; save it as UTF-8"
    )


def _strictly(data: bytes, name: str, *, offset: int) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise ReadError(
            f"its mark says {name}, but the bytes at byte {error.start + offset} are not ({error.reason}); "
            "save it as UTF-8"
        ) from error


def _candidates(data: bytes, *, is_html: bool) -> Iterator[str]:
    """Yield the encodings to try in turn: the one a page declares, cp1252 if that reads as western text, and what
    charset-normalizer detects. It looks at samples, so a later byte may prove it wrong."""
    declared = _CHARSET.search(data[:4096]) if is_html else None
    if declared and (name := declared[1].decode("ascii", "replace").casefold()) not in _LATIN:
        yield name
    if _is_western(data.decode("cp1252", "replace")):
        yield "cp1252"
    from charset_normalizer import from_bytes

    if best := from_bytes(data).best():
        yield best.encoding


def _is_western(text: str) -> bool:
    beyond = [char for char in text if char > "\x7f"]
    if len(beyond) > max(8, _WESTERN_SHARE * len(text)) or _WITHIN_WORD.search(text):
        return False
    return all(char in _WESTERN or char.isalpha() for char in beyond)
