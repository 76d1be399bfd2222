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
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w.:-]{2,40})", re.IGNORECASE)
# What an editor of western news types beyond letters in cp1252. Anything else ("³" within a word) says
# that the bytes are of another encoding.
_WESTERN = frozenset("€‚„…†‡‰‹‘’“”•–—™›\u00a0¡¢£¥§©«®°±²³´·»¼½¾¿×÷ªº\u00ad")
_WITHIN_WORD = re.compile(r"[^\W\d_][¡¢£¥§©«®°±²³´·»¼½¾¿×÷ªº€†‡‰•™][^\W\d_]")
LEGACY_SHARE = 0.2
"""Western prose holds at most some 8 % of signs beyond ASCII (measured on Vietnamese-free Latin text);
Cyrillic or Greek read as cp1252 holds over 60 %."""


def check_not_binary(head: bytes) -> None:
    """Raise ReadError where the first bytes are those of a file that holds no text."""
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
    """The text of `data`, a leading byte order mark dropped, newlines untouched.

    Raises ReadError where no encoding reads every byte; nothing is ever replaced.
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
            text = data.decode(name)
        except (UnicodeDecodeError, LookupError):  # the next candidate; the last failure is raised below
            continue
        if name != "cp1252" or _is_western(text):
            return text
    found = _detected(data)
    if found is not None:
        return found
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
    declared = _CHARSET.search(data[:4096]) if is_html else None
    if declared:
        name = declared[1].decode("ascii", "replace").casefold()
        # Browsers read Latin-1 and ASCII as cp1252, and pages count on it.
        yield "cp1252" if name in ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii") else name
    yield "cp1252"


def _is_western(text: str) -> bool:
    beyond = [char for char in text if char > "\x7f"]
    if len(beyond) > max(8, LEGACY_SHARE * len(text)) or _WITHIN_WORD.search(text):
        return False
    return all(char in _WESTERN or char.isalpha() for char in beyond)


def _detected(data: bytes) -> str | None:
    """What charset-normalizer reads the bytes as, every byte accounted for; None where it cannot tell."""
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        return None
    try:
        return data.decode(best.encoding)
    except UnicodeDecodeError:  # it looks at samples: a later byte may prove it wrong
        return None
