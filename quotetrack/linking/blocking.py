"""Blocking: which statements are worth comparing, since they share rare words or rare trigrams.

An inverted index from keys to the statements that have them. For each statement the rarest keys are looked up first,
until `budget` statements have been met. Those met with most weight are its candidates. A statement costs the same
whatever the collection's size.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quotetrack.linking.features import Floats
from quotetrack.linking.signatures import FINE, Signatures


@dataclass(frozen=True, slots=True)
class BlockingSettings:
    """Which statements are compared. Rerun `benchmarks/linking_accuracy.py` before changing one."""

    # Statements met by way of a statement's keys, the same one by several counted each time. On PolNeAR's
    # pairs twice as many find no more.
    budget: int = 1500
    # Statements that each one is compared with.
    candidates: int = 50
    # What a shared trigram counts beside a shared word of the same rarity: its words count by themselves
    # already.
    trigram_weight: float = 0.3
    # Added to a statement's own weight, by which what is shared is divided; without it two words would beat a
    # sentence.
    evens: float = 5.0
    # What the score of two statements by one speaker is multiplied by.
    same_speaker: float = 1.3


SETTINGS = BlockingSettings()
TRIGRAM = np.uint64(1 << 32)
"""The bit that tells a key of a trigram from one of a word."""
_OWNER_BITS, _WEIGHT_BITS = np.uint64(28), np.uint64(24)
_STEPS = (1 << 24) - 1
_COARSE = np.uint64(14)
"""Steps of weight that are one to a first look: 2 to the power of it."""
_MOST_AT_ONCE = 1 << 12
"""Statements whose candidates are found in one go: their numbers have 12 bits beside those of owner and weight."""


@dataclass(frozen=True, slots=True)
class Meetings:
    """The statement `a` (counted from 0 in the lot asked for) shares a key of this `weight` with `b`; three arrays of
    one length."""

    a: NDArray[np.intp]
    b: NDArray[np.intp]
    weight: Floats

    def only(self, chosen: NDArray[np.bool_] | NDArray[np.intp]) -> Meetings:
        """Return the chosen meetings: by a truth value each, or by their places."""
        return Meetings(self.a[chosen], self.b[chosen], self.weight[chosen])


def index_keys(lot: Signatures) -> tuple[NDArray[np.uint64], NDArray[np.intp]]:
    """Return all keys of the statements, and for each the place of its owner among them. Those of trigrams have bit 32
    set."""
    words, trigrams = np.nonzero(lot["words"]), np.nonzero(lot["trigrams"])
    keys = lot["words"][words].astype(np.uint64), lot["trigrams"][trigrams].astype(np.uint64) | TRIGRAM
    return np.concatenate(keys), np.concatenate((words[0], trigrams[0]))


def key_weights(keys: NDArray[np.uint64], counts: NDArray[np.intp], total: int) -> Floats:
    """Return what sharing each key counts, if `counts` of `total` statements have it: its inverse document frequency,
    squared."""
    rarity = np.log(total / np.maximum(counts, 1)).astype(np.float32)
    kind = np.where(keys >= TRIGRAM, SETTINGS.trigram_weight**2, 1.0).astype(np.float32)
    return np.asarray(rarity * rarity * kind)


def sizes(lot: Signatures) -> Floats:
    """Return what the words of each statement weigh, by which the scores of candidates are evened."""
    weights = lot["weights"].astype(np.float32) / FINE
    return np.asarray(np.sqrt((weights * weights).sum(axis=1)) + SETTINGS.evens)


@dataclass(frozen=True, slots=True)
class KeyLists:
    """The owners of some keys, those of one between its `first` and the next, in order, and what sharing each key
    weighs. A statement has met itself by so many keys of its own alone (`met_alone`), which have no list."""

    owners: NDArray[np.uint32]
    first: NDArray[np.intp]
    weights: Floats
    met_alone: NDArray[np.intp]


class InvertedIndex:
    """An inverted index in memory of all of these statements."""

    def __init__(self, statements: Signatures) -> None:
        keys, owners = index_keys(statements)
        order = np.argsort(keys, kind="stable")
        ordered = keys[order]
        first = run_starts(ordered)
        self._owners = owners[order].astype(np.uint32)
        self._first = np.append(first, len(order))
        counts = np.diff(self._first)
        self._weights = key_weights(ordered[first], counts, len(statements))
        # The other way round: of each statement its keys, the rarest first.
        of_key = np.repeat(np.arange(len(first), dtype=np.uint32), counts)
        rarest = np.lexsort((counts[of_key], self._owners))
        self._keys = of_key[rarest]
        self._begins = np.searchsorted(self._owners[rarest], np.arange(len(statements) + 1))
        self._met_alone = np.zeros(len(statements), np.intp)

    @classmethod
    def gathered(cls, lists: KeyLists, keys: NDArray[np.uint32], begins: NDArray[np.intp]) -> InvertedIndex:
        """Return an index of some statements only, by lists gathered elsewhere. `keys` are the places in them of each
        statement's keys, the rarest first; those of a statement stand between its `begins` and the next."""
        index = cls.__new__(cls)
        index._owners, index._first, index._weights = lists.owners, lists.first, lists.weights
        index._keys, index._begins, index._met_alone = keys, begins, lists.met_alone
        return index

    def meetings(self, start: int, end: int) -> Meetings:
        """Return whom the statements from `start` to `end` meet, themselves among them."""
        begins = self._begins[start : end + 1]
        keys = self._keys[begins[0] : begins[-1]]
        a = np.repeat(np.arange(end - start), np.diff(begins))
        counts = self._first[keys + 1] - self._first[keys]
        met = np.cumsum(counts)
        alone = self._met_alone[start:end][a]
        before = np.concatenate(([0], met))[begins - begins[0]][a] - alone
        # A key that goes beyond the budget is left out, unless it is the first.
        is_within = (met - before <= SETTINGS.budget) | (met - counts == before)
        keys, a, counts = keys[is_within], a[is_within], np.minimum(counts[is_within], SETTINGS.budget)
        ends = np.cumsum(counts)
        places = np.repeat(self._first[keys] - (ends - counts), counts) + np.arange(counts.sum())
        return Meetings(
            np.repeat(a, counts), self._owners[places].astype(np.intp), np.repeat(self._weights[keys], counts)
        )


def run_starts(ordered: NDArray[np.uint64]) -> NDArray[np.intp]:
    """Return the places where a new value begins in a sorted array, the first among them."""
    return np.flatnonzero(np.diff(ordered, prepend=~ordered[:1]))


def choose_candidates(meetings: Meetings, lot: Signatures, everything: Signatures, size: Floats) -> Meetings:
    """Return for each statement of the `lot` those of `all` that it is worth comparing with, a fixed number at most.

    Statements of one article are not compared. `size` are the `sizes` of all. ValueError if the lot is too large."""
    if len(lot) > _MOST_AT_ONCE:
        raise ValueError(f"{len(lot)} statements at once; at most {_MOST_AT_ONCE}")
    met = _summed(meetings)
    met = met.only(lot["article"][met.a] != everything["article"][met.b])
    speaker = lot["speaker"][met.a]
    is_theirs = (speaker > 0) & (speaker == everything["speaker"][met.b])
    score = met.weight / size[met.b] * np.where(is_theirs, SETTINGS.same_speaker, 1.0)
    return met.only(_best(met, score, SETTINGS.candidates))


def narrow(meetings: Meetings, most: int) -> Meetings:
    """Return for each statement the `most` others that it shares most with, before they are evened by their sizes."""
    met = _summed(meetings)
    return met.only(_best(met, met.weight, most))


def _summed(meetings: Meetings) -> Meetings:
    """Return each two that meet once, with the weight of all their keys. Everything in one number sorts fastest."""
    fine = np.minimum(meetings.weight * 256, _STEPS).astype(np.uint64)
    packed = np.sort(_packed(meetings.a, meetings.b.astype(np.uint64) << _WEIGHT_BITS | fine))
    both = packed >> _WEIGHT_BITS
    first = run_starts(both)
    weight = (packed & np.uint64(_STEPS)).astype(np.float32) / np.float32(256)
    both = both[first]
    a, b = both >> _OWNER_BITS, both & np.uint64((1 << 28) - 1)
    return Meetings(a.astype(np.intp), b.astype(np.intp), np.add.reduceat(weight, first))


def _best(met: Meetings, score: NDArray[np.floating], most: int) -> NDArray[np.intp]:
    """Return the places of those with the `most` highest scores of each `a`; of equal ones the smaller `b` first. They
    are in order of `a`, and come out the same whichever others are in the lot."""
    begins = np.flatnonzero(np.diff(met.a, prepend=-1))
    lengths = np.diff(begins, append=len(met.a))
    highest = np.maximum(np.maximum.reduceat(score, begins), 1e-9) if len(begins) else score
    fine = np.minimum(score * np.repeat(_STEPS / highest, lengths), _STEPS).astype(np.uint64)
    lowest = np.uint64(_STEPS) - fine
    near = _near_best(np.repeat(np.arange(len(begins)), lengths), lowest, most)
    order = near[
        np.argsort(_packed(met.a[near], lowest[near] << _OWNER_BITS | met.b[near].astype(np.uint64)))
    ]
    ordered = met.a[order]
    starts = np.searchsorted(ordered, ordered, side="left")
    return order[np.arange(len(order)) - starts < most]


def _near_best(rows: NDArray[np.intp], lowest: NDArray[np.uint64], most: int) -> NDArray[np.intp]:
    """Return the places of those among which the `most` lowest of each row are, and few others. To count by coarse
    steps and sort what is left takes a fourth of the time of sorting all."""
    level = (lowest >> _COARSE).astype(np.intp)
    width = (_STEPS >> int(_COARSE)) + 1
    counts = np.bincount(rows * width + level, minlength=width * (rows[-1] + 1 if len(rows) else 0))
    enough = np.cumsum(counts.reshape(-1, width), axis=1) >= most
    last = np.where(enough.any(axis=1), enough.argmax(axis=1), width)
    return np.flatnonzero(level <= last[rows])


def _packed(a: NDArray[np.intp], rest: NDArray[np.uint64]) -> NDArray[np.uint64]:
    return a.astype(np.uint64) << (_OWNER_BITS + _WEIGHT_BITS) | rest
