"""Buckets of vectors: statements that mean nearly the same fall into the same ones, whatever their words are.

Random hyperplanes (Charikar 2002): on which side of each a vector lies is a bit, and some bits together number a
bucket. The planes are the same on every machine. All sums are whole numbers, so every processor gives the same bits.
Linking does without them: what they find beside the candidates by words is not worth a link (docs/accuracy.md).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quotetrack.linking.signatures import Signatures
from quotetrack.text.meaning import SIZE


@dataclass(frozen=True, slots=True)
class BucketSettings:
    """How fine the buckets are. Rerun `benchmarks/block_scale.py` before changing one."""

    # Buckets that each statement falls into.
    bands: int = 8
    # Statements in a bucket if they were spread evenly: it has more bits in a larger store.
    in_bucket: int = 16
    # Statements in a bucket from which on it is left out: they have a turn of phrase in common.
    most: int = 200
    # Buckets that two statements have in common to be compared.
    shared: int = 2
    # Statements that each one is compared with beside those it shares words with.
    candidates: int = 10


SETTINGS = BucketSettings()
BUCKET = np.uint64(1 << 34)
"""The bit that tells a key of a bucket from one of a word or a trigram."""
_BAND = np.uint64(28)
_FEWEST, _MOST_BITS = 4, 27


def bits_of(total: int) -> int:
    """Return how many bits number a bucket of a band, for so many statements."""
    return min(max(_FEWEST, (max(total, 1) // SETTINGS.in_bucket).bit_length()), _MOST_BITS)


def bucket_keys(lot: Signatures, bits: int) -> tuple[NDArray[np.uint64], NDArray[np.intp]]:
    """Return the keys of all buckets that the statements fall into, and for each the place of its owner among them. A
    statement without a known word falls into none."""
    # In single precision: each sum is a whole number below 2^24, which it holds exactly in any order of adding.
    sides = lot["meaning"].astype(np.float32) @ _planes(bits) > 0
    powers = np.uint64(1) << np.arange(bits, dtype=np.uint64)
    buckets = (sides.reshape(len(lot), SETTINGS.bands, bits) * powers).sum(axis=2, dtype=np.uint64)
    keys = buckets | BUCKET | (np.arange(SETTINGS.bands, dtype=np.uint64) << _BAND)
    owners = np.flatnonzero(lot["meaning"].any(axis=1))
    return keys[owners].ravel(), np.repeat(owners, SETTINGS.bands)


def _planes(bits: int) -> NDArray[np.float32]:
    """Return hyperplanes by their signs, a column each (splitmix64 of their numbers)."""
    mixed = np.arange(1, SIZE * SETTINGS.bands * bits + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    signs = np.where(mixed >> np.uint64(63), np.float32(1), np.float32(-1))
    return np.asarray(signs.reshape(SIZE, -1))
