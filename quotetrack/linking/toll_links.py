"""Links between statements whose tolls are at odds: what `figures` calls a conflict, as rows of links."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from quotetrack.linking.counting import TOLLS
from quotetrack.linking.scorer import OUTCOMES
from quotetrack.linking.signatures import Signatures
from quotetrack.linking.tallies import counted_of, group_counted
from quotetrack.store.link_queries import LinkRow
from quotetrack.store.linking import LinkWork

_CHANCE = 0.75
"""How likely two tolls are at odds that are told to be; docs/accuracy.md has what was read."""
_ALL_TOLLS = (1 << TOLLS) - 1


def toll_links(work: LinkWork, ids: NDArray[np.int64], everything: Signatures) -> list[LinkRow]:
    """Return the links between quotes of different articles whose tolls are at odds, sorted. `ids` are the rows of the
    quotes that are compared, `everything` their signatures."""
    is_toll = (everything["figures"][:, 0] != 0) & ((everything["measures"] & _ALL_TOLLS) > 0)
    printed = work.printed(ids[is_toll].tolist())
    row_of = {one.id: row for row, one in printed.items()}
    article_of = {row: one.article.id for row, one in printed.items()}
    pairs = {
        (min(row, other), max(row, other))
        for group in group_counted(counted_of(printed.values()))
        for one in group
        for row, other in ((row_of[one.count.printed.id], row_of[id]) for id in one.count.conflicts)
        if article_of[row] != article_of[other]
    }
    return [_row(*pair) for pair in sorted(pairs)]


def _row(a: int, b: int) -> LinkRow:
    chances = dict.fromkeys(OUTCOMES, 0.0) | {"contradicts": _CHANCE, "unrelated": 1 - _CHANCE}
    return LinkRow(a=a, b=b, relation="contradicts", score=_CHANCE, decided_by=None, **chances)
