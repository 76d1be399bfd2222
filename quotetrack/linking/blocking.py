"""Which statements are worth comparing: those that share rare words or rare sequences of words.

An inverted index from keys to the statements that have them. Of each statement the rarest keys are followed first,
until `BUDGET` statements have been met; those met with most weight are its candidates. Whatever the collection's size,
a statement costs the same.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quotetrack.linking.signatures import FINE, Signatures

BUDGET = 1500
"""Statements met by way of a statement's keys, the same one by several counted each time. On PolNeAR's pairs twice as
many find no more."""
CANDIDATES = 50
SEQUENCES_WEIGH = 0.3
"""What a shared sequence counts beside a shared word of the same rarity: its words count by themselves already."""
EVENS = 5.0
"""Added to a statement's own weight, by which what is shared is divided; without it two words would beat a sentence."""
SAME_SPEAKER = 1.3
SEQUENCE = np.uint64(1 << 32)
"""The bit that tells a key of a sequence from one of a word."""
_OWNER_BITS, _WEIGHT_BITS = np.uint64(28), np.uint64(24)
_MOST_AT_ONCE = 1 << 12
"""Statements whose candidates are found in one go: their numbers have 12 bits beside those of owner and weight."""

Pairs = tuple[NDArray[np.intp], NDArray[np.intp]]


@dataclass(frozen=True, slots=True)
class Hits:
    """Meetings: the statement `a` (counted from 0 in the lot asked for) shares a key of this `weight` with `b`."""

    a: NDArray[np.intp]
    b: NDArray[np.intp]
    weight: NDArray[np.float32]


def keys_of(some: Signatures) -> tuple[NDArray[np.uint64], NDArray[np.intp]]:
    """All keys of the statements, each with the place of its owner among them. Keys of sequences have bit 32 set."""
    found, owners = [], []
    for name, mark in (("words", np.uint64(0)), ("grams", SEQUENCE)):
        place, column = np.nonzero(some[name])
        found.append(some[name][place, column].astype(np.uint64) | mark)
        owners.append(place)
    return np.concatenate(found), np.concatenate(owners)


def key_weights(keys: NDArray[np.uint64], counts: NDArray[np.intp], all: int) -> NDArray[np.float32]:
    """What sharing a key counts, where `counts` of `all` statements have it."""
    rarity = np.log(all / np.maximum(counts, 1)).astype(np.float32)
    found: NDArray[np.float32] = (
        rarity * rarity * np.where(keys >= SEQUENCE, SEQUENCES_WEIGH**2, 1.0).astype(np.float32)
    )
    return found


def sizes(some: Signatures) -> NDArray[np.float32]:
    """What the words of each statement weigh, by which candidates are evened."""
    weights = some["weights"].astype(np.float32) / FINE
    found: NDArray[np.float32] = np.sqrt((weights * weights).sum(axis=1)) + EVENS
    return found


class Index:
    """An inverted index in memory of all of `some` statements."""

    def __init__(self, some: Signatures) -> None:
        keys, owners = keys_of(some)
        order = np.argsort(keys, kind="stable")
        ordered = keys[order]
        is_new = np.ones(len(ordered), bool)
        is_new[1:] = ordered[1:] != ordered[:-1]
        first = np.flatnonzero(is_new)
        self._owners = owners[order].astype(np.uint32)
        self._first = np.append(first, len(ordered))
        counts = np.diff(self._first)
        self._weights = key_weights(ordered[first], counts, len(some))
        # The other way round: of each statement its keys, the rarest first.
        of_key = np.repeat(np.arange(len(first), dtype=np.uint32), counts)
        rarest = np.lexsort((counts[of_key], self._owners))
        self._keys = of_key[rarest]
        self._begins = np.searchsorted(self._owners[rarest], np.arange(len(some) + 1))

    def hits(self, start: int, end: int) -> Hits:
        """Whom the statements from `start` to `end` meet, themselves among them."""
        begins = self._begins[start : end + 1]
        keys = self._keys[begins[0] : begins[-1]]
        a = np.repeat(np.arange(end - start), np.diff(begins))
        counts = self._first[keys + 1] - self._first[keys]
        met = np.cumsum(counts)
        before = np.concatenate(([0], met))[begins - begins[0]][a]
        # A key that goes beyond the budget is left out, unless it is the first.
        kept = (met - before <= BUDGET) | (met - counts == before)
        keys, a, counts = keys[kept], a[kept], np.minimum(counts[kept], BUDGET)
        return Hits(
            np.repeat(a, counts),
            self._owners[_ranges(self._first[keys], counts)].astype(np.intp),
            np.repeat(self._weights[keys], counts),
        )


def _ranges(first: NDArray[np.intp], counts: NDArray[np.intp]) -> NDArray[np.intp]:
    """The numbers from each first on, as many as its count, one after the other."""
    ends = np.cumsum(counts)
    found: NDArray[np.intp] = np.repeat(first - (ends - counts), counts)
    return found + np.arange(len(found))


def candidates(hits: Hits, lot: Signatures, all: Signatures, size: NDArray[np.float32]) -> Pairs:
    """For each statement of the `lot` those it is worth comparing with, of `all`, at most `CANDIDATES`: places in the
    lot and in all. Statements of one article are not compared. `size` are the `sizes` of all."""
    if len(lot) > _MOST_AT_ONCE:
        raise ValueError(f"{len(lot)} statements at once; at most {_MOST_AT_ONCE}")
    if not len(hits.a):
        return np.zeros(0, np.intp), np.zeros(0, np.intp)
    a, b, weight = _summed(hits)
    apart = lot["article"][a] != all["article"][b]
    a, b, weight = a[apart], b[apart], weight[apart]
    speaker = lot["speaker"][a]
    score = weight / size[b] * np.where((speaker > 0) & (speaker == all["speaker"][b]), SAME_SPEAKER, 1.0)
    if not len(a):
        return a, b
    kept = _best(a, b, score, CANDIDATES)
    return a[kept], b[kept]


def _summed(hits: Hits) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float32]]:
    """Each two that meet once, with the weight of all their keys. Everything in one number sorts fastest."""
    fine = np.minimum(hits.weight * 256, (1 << 24) - 1).astype(np.uint64)
    packed = (
        (hits.a.astype(np.uint64) << (_OWNER_BITS + _WEIGHT_BITS))
        | (hits.b.astype(np.uint64) << _WEIGHT_BITS)
        | fine
    )
    packed.sort()
    both = packed >> _WEIGHT_BITS
    first = np.flatnonzero(np.concatenate(([True], both[1:] != both[:-1])))
    fine = packed & np.uint64((1 << 24) - 1)
    weight: NDArray[np.float32] = np.add.reduceat(fine.astype(np.float32) / np.float32(256), first)
    both = both[first]
    return (both >> _OWNER_BITS).astype(np.intp), (both & np.uint64((1 << 28) - 1)).astype(np.intp), weight


def narrowed(hits: Hits, most: int) -> Hits:
    """Of each statement the `most` others that it shares most with, before they are evened by their sizes."""
    if not len(hits.a):
        return hits
    a, b, weight = _summed(hits)
    kept = _best(a, b, weight, most)
    return Hits(a[kept], b[kept], weight[kept])


def _best(
    a: NDArray[np.intp], b: NDArray[np.intp], score: NDArray[np.floating], most: int
) -> NDArray[np.intp]:
    """The places of those with the `most` highest scores of each `a`; of equal ones the smaller `b` first."""
    steps = (1 << 24) - 1
    lowest = steps - (score * (steps / max(float(score.max()), 1e-9))).astype(np.uint64)
    packed = (
        (a.astype(np.uint64) << (_OWNER_BITS + _WEIGHT_BITS)) | (lowest << _OWNER_BITS) | b.astype(np.uint64)
    )
    order = np.argsort(packed)
    ordered = a[order]
    begins = np.searchsorted(ordered, ordered, side="left")
    found: NDArray[np.intp] = order[np.arange(len(a)) - begins < most]
    return found
