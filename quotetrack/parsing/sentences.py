"""The sentences of an article, numbered through its paragraphs, so that a distance can be told in sentences."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from quotetrack.parsing.paragraphs import Paragraph


class Sentences:
    """Numbers the sentences of an article. A quoted utterance, which is masked, is part of its reporter's sentence."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self._starts = [[s.start for s in p.doc.sents] if len(p.doc) else [] for p in paragraphs]
        self._before = [0, *accumulate(len(starts) or 1 for starts in self._starts)]

    def number(self, paragraph: Paragraph, i: int) -> int:
        """Return the number of the sentence that a token of a paragraph stands in."""
        return self._before[paragraph.number] + max(0, bisect_right(self._starts[paragraph.number], i) - 1)
