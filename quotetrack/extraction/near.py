"""The model's proposals, asked for by place: which of them tell of the same words as a quote."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from quotetrack.records import Proposal, Quote, Span

_REACH = 8_000
"""Code points behind a proposal's start within which all of its content lies: a window of the model is shorter."""


def shared(left: Sequence[Span], right: Sequence[Span]) -> int:
    """Code points that two sets of spans have in common."""
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in left for b in right)


def overlap(left: Sequence[Span], right: Sequence[Span]) -> float:
    """What two sets of spans share, of all that either holds, 0-1."""
    both = shared(left, right)
    return both / max(1, sum(span.end - span.start for span in (*left, *right)) - both)


class ProposalIndex:
    """The proposals of an article; `all` has them by place."""

    def __init__(self, proposals: Sequence[Proposal]) -> None:
        self.all = sorted(proposals, key=lambda p: (p.content[0].start, p.content[-1].end))
        self._starts = [p.content[0].start for p in self.all]

    def best(self, content: Sequence[Span], cue: Sequence[Span]) -> Proposal | None:
        """The proposal that holds most of the content, first of all one with the same cue; None if none holds half
        of it."""
        length = sum(span.end - span.start for span in content)
        fitting = [p for p in self._at(content) if 2 * shared(p.content, content) >= length]
        return max(
            fitting,
            key=lambda p: (shared(p.cue, cue) > 0, shared(p.content, content), p.sure),
            default=None,
        )

    def same(self, claim: Quote) -> Proposal | None:
        """The proposal that is the same claim: its cue is, or half of its content; None if there is none."""
        near = max(
            # What holds the claim's own cue is a report of the claim, by somebody else.
            (p for p in self._at(claim.content) if not shared(p.content, claim.cue)),
            key=lambda p: (shared(p.cue, claim.cue) > 0, overlap(p.content, claim.content)),
            default=None,
        )
        is_same = near and (shared(near.cue, claim.cue) or overlap(near.content, claim.content) >= 0.5)
        return near if is_same else None

    def _at(self, content: Sequence[Span]) -> Iterator[Proposal]:
        """Those that share words with the content."""
        first = bisect_left(self._starts, content[0].start - _REACH)
        last = bisect_right(self._starts, content[-1].end)
        return (p for p in self.all[first:last] if shared(p.content, content))
