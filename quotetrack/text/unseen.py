"""Signs inside words that nobody sees: soft hyphens, joiners and byte order marks, as pages leave them."""

from __future__ import annotations

import re

UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""The signs; none means anything in a class of a regular expression."""
_SIGN = re.compile(f"[{UNSEEN}]")
_SPACES = re.compile(r"\s+")


def without_unseen(words: str) -> str:
    """Return words without the signs that nobody sees.

    >>> without_unseen("con\\u00adfirmed")
    'confirmed'
    """
    return _SIGN.sub("", words)


def as_read(words: str) -> str:
    """Return words as they are seen, on one line: runs of white space are one space.

    >>> as_read("Nadia\\n  Oko\\u00adro")
    'Nadia Okoro'
    """
    return _SPACES.sub(" ", without_unseen(words))
