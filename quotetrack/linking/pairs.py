"""Pairs of statements by the hundred thousand: which are worth comparing, and what they are to each other.

A pair is one number: the places of both in all statements, the smaller first.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from quotetrack.linking.blocking import Index, candidates
from quotetrack.linking.features import Floats
from quotetrack.linking.relations import Related, relate
from quotetrack.linking.scorer import Scorer
from quotetrack.linking.signatures import Signatures

Pairs = NDArray[np.uint64]

_BITS = np.uint64(32)
_LOW = np.uint64((1 << 32) - 1)


def packed(a: NDArray[np.intp], b: NDArray[np.intp]) -> Pairs:
    """Each two places as one number."""
    return (np.minimum(a, b).astype(np.uint64) << _BITS) | np.maximum(a, b).astype(np.uint64)


def unpacked(pairs: Pairs) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The two places of each pair, the smaller first."""
    return (pairs >> _BITS).astype(np.intp), (pairs & _LOW).astype(np.intp)


def pairs_of(all: Signatures, index: Index, size: Floats, start: int, end: int) -> Pairs:
    """The pairs of the statements from `start` to `end` with their candidates, each once."""
    end = min(end, len(all))
    a, b = candidates(index.hits(start, end), all[start:end], all, size)
    return np.unique(packed(a + start, b))


def kept(all: Signatures, pairs: Pairs, scorer: Scorer) -> tuple[Pairs, Related]:
    """Of the pairs those that are linked, with what they are to each other."""
    a, b = unpacked(pairs)
    related = relate(all, a, b, scorer)
    chosen = related.is_kept
    return pairs[chosen], related.only(chosen)


def chances(all: Signatures, a: Sequence[int], b: Sequence[int], scorer: Scorer) -> Floats:
    """The probability of each two to tell one utterance, as a copy or not. Two statements of one article do not: a
    report tells an utterance once."""
    left, right = np.array(a, np.intp), np.array(b, np.intp)
    out: Floats = relate(all, left, right, scorer, thorough=True).probabilities[:, :2].sum(axis=1)
    out[all["article"][left] == all["article"][right]] = 0.0
    return out
