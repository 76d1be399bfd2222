"""Pairs of statements by the hundred thousand: which are worth comparing, and what they are to each other.

A pair is one number: the places of both in all statements, the smaller first.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from quotetrack.linking.blocking import InvertedIndex, choose_candidates, run_starts
from quotetrack.linking.features import Floats
from quotetrack.linking.relations import Related, relate
from quotetrack.linking.scorer import Scorer
from quotetrack.linking.signatures import Signatures

PackedPairs = NDArray[np.uint64]

_BITS = np.uint64(32)
_LOW = np.uint64((1 << 32) - 1)


def pack(a: NDArray[np.intp], b: NDArray[np.intp]) -> PackedPairs:
    """Return each two places as one number."""
    return (np.minimum(a, b).astype(np.uint64) << _BITS) | np.maximum(a, b).astype(np.uint64)


def unpack(pairs: PackedPairs) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the two places of each pair, the smaller first."""
    return (pairs >> _BITS).astype(np.intp), (pairs & _LOW).astype(np.intp)


def once_each(pairs: PackedPairs) -> PackedPairs:
    """Return the pairs in order, each once; the array given is put in order as well. `np.unique` takes eight times as
    long."""
    pairs.sort()
    return pairs[run_starts(pairs)]


def pairs_of(everything: Signatures, index: InvertedIndex, size: Floats, places: range) -> PackedPairs:
    """Return the pairs of the statements at these places with their candidates, each once."""
    lot = everything[places.start : places.stop]
    met = choose_candidates(index.meetings(places.start, places.start + len(lot)), lot, everything, size)
    return once_each(pack(met.a + places.start, met.b))


def relate_pairs(everything: Signatures, scorer: Scorer, pairs: PackedPairs) -> Related:
    """Return what the statements of each pair are to each other; all pairs are looked at closely."""
    return relate(everything, *unpack(pairs), scorer, thorough=True)


def link_pairs(everything: Signatures, scorer: Scorer, pairs: PackedPairs) -> tuple[PackedPairs, Related]:
    """Return those of the pairs that are worth a link, with what they are to each other."""
    related = relate(everything, *unpack(pairs), scorer)
    is_kept = related.is_kept
    return pairs[is_kept], related.only(is_kept)
