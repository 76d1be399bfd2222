"""A file's name from the title of a sheet, harmless on every system whatever the title holds."""

from __future__ import annotations

import re
import unicodedata

MOST_BYTES = 120
"""Bytes of a name in UTF-8 without its ending. File systems take 255; folders that sync, and archives, take less."""

_UNNAMED = "quotations"
_APOSTROPHES = re.compile(r"(?<=\w)['’](?=\w)")

# Windows takes these for devices, whatever their case and ending.
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{device}{n}" for device in ("com", "lpt") for n in range(10))}
)

# Letters and marks that show nothing: Hangul fillers, the grapheme joiner, Khmer and Mongolian ones, variation
# selectors.
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)


def file_name(title: str, ending: str) -> str:
    """Return a name such as "what-did-Lavrov-say.xlsx": the letters and digits of the title in NFKC with single hyphens
    between them, at most `MOST_BYTES` bytes, and the ending. A title without any gives "quotations"."""
    stem = _words(unicodedata.normalize("NFKC", _APOSTROPHES.sub("", title)))
    stem = stem.encode("utf-8")[:MOST_BYTES].decode("utf-8", "ignore").rstrip("-") or _UNNAMED
    if stem.casefold() in _DEVICES:
        stem = f"{stem}-{_UNNAMED}"
    after = "".join(letter for letter in ending.lower() if letter.isascii() and letter.isalnum())
    return f"{stem}.{after}" if after else stem


def _words(text: str) -> str:
    """Its letters and digits, each with the marks that stand on it, and one hyphen for all else between them."""
    kept: list[str] = []
    for sign in text:
        what = unicodedata.category(sign)[0]
        if not _UNSEEN.match(sign) and (what in "LN" or (what == "M" and kept and kept[-1] != "-")):
            kept.append(sign)
        elif kept and kept[-1] != "-":
            kept.append("-")
    return "".join(kept)
