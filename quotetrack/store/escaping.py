"""What happens to strings on their way into the database: the escape that lets any text be stored
and come back exactly, and the folding that look-ups and the full-text index share."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata

# PostgreSQL refuses NUL in text, and neither database takes a lone surrogate. U+001A SUBSTITUTE never
# stands in prose, so it opens the escape: U+001A and four hexadecimal digits for each such code point,
# itself included. All other text is stored as it is, readable with any tool.
_REFUSED = re.compile("[\x00\x1a\ud800-\udfff]")
_ESCAPED = re.compile("\x1a([0-9a-f]{4})")

_WORD = re.compile(r"[^\W_]+")

# Letters that Unicode does not decompose, and that people type without their stroke.
_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)

# A B-tree entry of PostgreSQL holds 2,700 bytes; no word that someone looks up is near this long.
_LONGEST_WORD = 100


def escape(text: str) -> str:
    """`text` as both databases can hold it; `unescape` gives it back exactly."""
    if not _REFUSED.search(text):
        return text
    return _REFUSED.sub(lambda found: f"\x1a{ord(found.group()):04x}", text)


def unescape(stored: str) -> str:
    """The text that `escape` was given."""
    if "\x1a" not in stored:
        return stored
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), stored)


def fold_words(text: str) -> tuple[str, ...]:
    """The words of `text` in order, without case, accents and punctuation: "Łukasz O'Neill" gives
    ("lukasz", "o", "neill")."""
    if text.isascii():
        found = _WORD.findall(text.lower())
    else:
        apart = unicodedata.normalize("NFKD", text)
        bare = "".join(char for char in apart if not unicodedata.combining(char))
        found = _WORD.findall(bare.casefold().translate(_PLAIN))
    return tuple(word[:_LONGEST_WORD] for word in found)


def fingerprint(*parts: object) -> str:
    """64 hexadecimal digits that stand for `parts` where an index needs something short."""
    return hashlib.sha256(json.dumps(parts).encode("ascii")).hexdigest()
