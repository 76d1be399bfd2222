"""Words that a PDF parts at the ends of lines → whether the hyphen belongs to the word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from quotetrack.text.word_frequency import word_ranks

LINE_END = "\x02"
"""What the PDF library gives for a hyphen that ends a line."""
_SOFT = "\u00ad"
_HYPHENS = f"-\u2010{LINE_END}{_SOFT}"
_LAST_WORD = re.compile(rf"([^\W\d_]{{1,60}})[{_HYPHENS}]$")
_FIRST_WORD = re.compile(r"[^\W\d_]{1,60}")
_WORD = re.compile(r"[^\W\d_]{1,60}(?:-[^\W\d_]{1,60}){0,5}")


class HyphenJoiner:
    """Joins lines, knowing the words that the document prints within its lines.

    A hyphen at the end of a line goes if the joined word stands elsewhere in the document. It stays if the hyphenated
    word does, or if the next line begins with a capital or a figure. Otherwise it goes, unless both parts are English
    words and the joined one is not ("well-known"). Words are compared without regard to case.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._printed: Counter[str] = Counter()
        for line in lines:
            words = _WORD.findall(line.rstrip(_HYPHENS).casefold())
            self._printed.update(words)

    def join(self, before: str, after: str) -> str:
        """Return what stands for `before` at the end of a line if `after` begins the next: without its hyphen, with
        a hyphen and nothing behind it, or with a space."""
        if not before or before[-1] not in _HYPHENS:
            return before + ("" if before.endswith(("—", "/")) and not before.endswith(" —") else " ")
        last, first = _LAST_WORD.search(before), _FIRST_WORD.match(after)
        if last is None or first is None or not first[0][0].islower():
            is_dash = before[-2:-1] in ("", " ")
            return before[:-1] + ("- " if is_dash else "-")
        kept = before[-1] != _SOFT and self._is_hyphenated(last[1].casefold(), first[0].casefold())
        return before[:-1] + ("-" if kept else "")

    def _is_hyphenated(self, last: str, first: str) -> bool:
        joined, parted = self._printed[last + first], self._printed[f"{last}-{first}"]
        if joined or parted:
            return parted > joined
        known = word_ranks()
        return last in known and first in known and last + first not in known


def without_signs(words: str) -> str:
    """Return words with the signs for hyphens of a PDF as hyphens are printed."""
    return words.replace(LINE_END, "-").replace(_SOFT, "")
