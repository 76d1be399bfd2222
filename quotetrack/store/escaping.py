"""Escapes strings on their way into the database, so that any text can be stored and comes back exactly."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable

from sqlalchemy import Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

# PostgreSQL refuses NUL in text, and neither database takes a lone surrogate. U+001A SUBSTITUTE never
# stands in prose, so it opens the escape: U+001A and four hexadecimal digits for each such code point,
# itself included. All other text is stored as it is, readable with any tool.
_REFUSED = re.compile("[\x00\x1a\ud800-\udfff]")
_ESCAPED = re.compile("\x1a([0-9a-f]{4})")


def escape(text: str) -> str:
    """Return `text` as both databases can hold it; `unescape` gives it back exactly."""
    return _REFUSED.sub(lambda found: f"\x1a{ord(found.group()):04x}", text)


def unescape(stored: str) -> str:
    """Return the text that `escape` was given."""
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), stored)


def plain(stored: str | None) -> str | None:
    """Return the text that `escape` was given; None for None."""
    return stored if stored is None or "\x1a" not in stored else unescape(stored)


def fingerprint(*parts: object) -> str:
    """Return the SHA-256 of `parts` in hexadecimal, for an index that needs something short."""
    return hashlib.sha256(json.dumps(parts).encode("ascii")).hexdigest()


class Verbatim(TypeDecorator[str]):
    """Text that may hold anything, NUL and lone surrogates too (see `escape`)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else escape(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], str | None]:  # noqa: ARG002
        # Called for each value that is read: no method in between, which takes three times as long.
        return plain
