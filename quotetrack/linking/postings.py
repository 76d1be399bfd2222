"""The inverted index as rows of a database: under each word the statements that have it, under each bucket of trigrams
those that have one of them. What `blocking.InvertedIndex` does in memory, a few statements at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quotetrack.linking.blocking import SETTINGS, TRIGRAM, Meetings, index_keys, key_weights, run_starts
from quotetrack.linking.signatures import Signatures

PostingRows = Mapping[int, tuple[int, bytes]]
"""By its key the row of a word or of a bucket: how many own it, and the bytes that tell whom."""

TRIGRAM_BUCKETS = np.uint64((1 << 20) - 1)
"""Trigrams are many and mostly owned by one statement; they share rows by the last bits of their numbers."""
_ENTRY = np.dtype([("key", "<u4"), ("owner", "<u4")])
_OWNER = np.dtype("<u4")


def row_keys(lot: Signatures) -> list[int]:
    """Return the keys of all rows that tell of what the statements have, in order."""
    return list(map(int, np.unique(_in_buckets(index_keys(lot)[0]))))


def _in_buckets(keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    return np.where(keys >= TRIGRAM, TRIGRAM | (keys & TRIGRAM_BUCKETS), keys)


def make_rows(
    lot: Signatures, owners: NDArray[np.int64], before: PostingRows
) -> Iterator[tuple[int, int, bytes]]:
    """Yield the rows of the statements' words and trigrams with these statements in them, by key: the key, how many own
    it, and the bytes. `before` are the rows kept so far under `row_keys`; `owners` number the statements, each higher
    than all before."""
    keys, place = index_keys(lot)
    yield from rows_of_keys(keys, owners[place], before)


def rows_of_keys(
    keys: NDArray[np.uint64], owner: NDArray[np.int64], before: PostingRows
) -> Iterator[tuple[int, int, bytes]]:
    """Yield the rows of these keys as `make_rows` does; the owner of each is given."""
    row = _in_buckets(keys)
    order = np.lexsort((owner, row))
    row, keys, owner = row[order], keys[order], owner[order]
    for start, end in pairwise([*run_starts(row).tolist(), len(row)]):
        key = int(row[start])
        count, kept = before.get(key, (0, b""))
        yield key, count + end - start, kept + _bytes_of(key, keys[start:end], owner[start:end], len(kept))


def _bytes_of(key: int, keys: NDArray[np.uint64], owners: NDArray[np.int64], taken: int) -> bytes:
    """Return what to add to the `taken` bytes of a row: of a bucket all entries, of a word owners up to a budget."""
    if key < int(TRIGRAM):
        room = SETTINGS.budget - taken // _OWNER.itemsize
        return owners[: max(room, 0)].astype(_OWNER).tobytes()
    entries = np.empty(len(keys), _ENTRY)
    entries["key"], entries["owner"] = keys & np.uint64(0xFFFFFFFF), owners
    return entries.tobytes()


def look_up(rows: PostingRows, lot: Signatures, total: int) -> Meetings:
    """Return whom the statements of the `lot` meet, by owners' numbers. `rows` are those that they themselves stand in;
    `total` statements are indexed."""
    keys, place = index_keys(lot)
    owners = [_owners(int(key), rows) for key in keys]
    counts = np.array([count for count, _ in owners], np.intp)
    weight = key_weights(keys, counts, total)
    order = np.lexsort((keys, counts, place))
    met = np.cumsum(counts[order])
    begins = np.searchsorted(place[order], place[order])
    before = (met - counts[order])[begins]
    # A key that goes beyond the budget is left out, unless it is the first.
    chosen = order[(met - before <= SETTINGS.budget) | (begins == np.arange(len(order)))]
    b = [owners[n][1][: SETTINGS.budget] for n in chosen.tolist()]
    lengths = np.array([len(met_there) for met_there in b], np.intp)
    return Meetings(
        np.repeat(place[chosen], lengths),
        np.concatenate([np.zeros(0, np.intp), *b]),
        np.repeat(weight[chosen], lengths),
    )


def without_gone(key: int, kept: bytes, here: NDArray[np.int64]) -> bytes | None:
    """Return what a row tells of the statements that are here; None if its bytes are not those of a row."""
    is_word = key < int(TRIGRAM)
    kind: np.dtype[Any] = _OWNER if is_word else _ENTRY
    if len(kept) % kind.itemsize:
        return None
    told = np.frombuffer(kept, kind)
    return bytes(told[np.isin(told if is_word else told["owner"], here)].tobytes())


def is_full(key: int, kept: bytes) -> bool:
    """Return True for a row that takes no more statements."""
    return key < int(TRIGRAM) and len(kept) // _OWNER.itemsize >= SETTINGS.budget


def _owners(key: int, rows: PostingRows) -> tuple[int, NDArray[np.intp]]:
    """Return how many own a key, and those that its row tells of."""
    if key < int(TRIGRAM):
        count, kept = rows[key]
        return count, np.frombuffer(kept, _OWNER).astype(np.intp)
    entries = np.frombuffer(rows[int(TRIGRAM) | key & int(TRIGRAM_BUCKETS)][1], _ENTRY)
    owners = entries["owner"][entries["key"] == (key & 0xFFFFFFFF)].astype(np.intp)
    return len(owners), owners
