"""How well proposals match annotated attributions, for choosing among settings: relation F1 as the field measures it.

A relation is right if the contents overlap by half, and source and cue each share a word, or both sides have none.
The scorers that `quotetrack evaluate` calls decide; this is the same measure on what training has at hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quotetrack.records import Proposal, Span
from quotetrack.training.corpus import Annotated, Attributed

_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")


@dataclass(frozen=True, slots=True)
class RelationScore:
    """Relations: how many are annotated, how many proposed, how many of these right."""

    gold: int
    proposed: int
    right: int

    @property
    def precision(self) -> float:
        """Return the share of the proposed ones that are right, 0-1."""
        return self.right / max(1, self.proposed)

    @property
    def recall(self) -> float:
        """Return the share of the annotated ones that are found, 0-1."""
        return self.right / max(1, self.gold)

    @property
    def f1(self) -> float:
        """Return the harmonic mean of both, 0-1."""
        return 2 * self.right / max(1, self.gold + self.proposed)


def score_proposals(pairs: Iterable[tuple[Annotated, Sequence[Proposal]]]) -> RelationScore:
    """Compare the proposals of each article with its annotation."""
    gold = proposed = right = 0
    for annotated, proposals in pairs:
        words = [Span(*match.span()) for match in _WORD.finditer(annotated.article.text)]
        ours = [_words(proposal, words) for proposal in proposals]
        theirs = [_words(attributed, words) for attributed in annotated.attributions]
        gold += sum(bool(content) for content, _, _ in theirs)
        proposed += sum(bool(content) for content, _, _ in ours)
        right += _matched(theirs, ours)
    return RelationScore(gold, proposed, right)


_Words = tuple[frozenset[int], frozenset[int], frozenset[int]]


def _words(relation: Attributed | Proposal, words: Sequence[Span]) -> _Words:
    content, source, cue = (
        frozenset(i for span in spans for i, word in enumerate(words) if word.meets(span))
        for spans in (relation.content, relation.source, relation.cue)
    )
    return content, source, cue


def _matched(theirs: Sequence[_Words], ours: Sequence[_Words]) -> int:
    """Count the pairs that are right, one to one, best overlap first."""
    fits = sorted(
        (
            (-len(a[0] & b[0]) / len(a[0] | b[0]), i, j)
            for i, a in enumerate(theirs)
            for j, b in enumerate(ours)
            if 2 * len(a[0] & b[0]) >= len(a[0] | b[0]) > 0 and _share(a[1], b[1]) and _share(a[2], b[2])
        ),
    )
    left, right = set[int](), set[int]()
    for _, i, j in fits:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
    return len(left)


def _share(a: frozenset[int], b: frozenset[int]) -> bool:
    return bool(a & b) or not (a or b)
