"""The inverted index as rows of a database: under each word the statements that have it, under each bucket of word
sequences those that have one of them. What `block.Index` does in memory, a few statements at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from quotetrack.linking.blocking import BUDGET, SEQUENCE, Hits, key_weights, keys_of
from quotetrack.linking.signatures import Signatures

Rows = Mapping[int, tuple[int, bytes]]
"""By its key the row of a word or of a bucket: how many own it, and the bytes that tell whom."""

_BUCKETS = np.uint64((1 << 20) - 1)
"""Sequences are many and mostly owned by one statement; they share rows by the last bits of their numbers."""
_ENTRY = np.dtype([("key", "<u4"), ("owner", "<u4")])
_OWNER = np.dtype("<u4")


def row_keys(lot: Signatures) -> list[int]:
    """The keys of all rows that tell of what the statements have, in order."""
    keys, _ = keys_of(lot)
    return sorted(set(_rows_of(keys).tolist()))


def _rows_of(keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    return np.where(keys >= SEQUENCE, SEQUENCE | (keys & _BUCKETS), keys)


def grown(rows: Rows, lot: Signatures, owners: NDArray[np.int64]) -> dict[int, tuple[int, bytes]]:
    """The rows of the statements' words and sequences with these statements in them. `rows` are those kept so far
    under `row_keys`; `owners` number the statements, each higher than all before."""
    keys, place = keys_of(lot)
    return {key: _joined(key, rows.get(key), some, who) for key, some, who in _by_row(keys, owners[place])}


def rows_of(some: Signatures, owners: NDArray[np.int64]) -> Iterator[tuple[int, int, bytes]]:
    """All rows of an index made afresh of these statements, by key."""
    keys, place = keys_of(some)
    for key, inside, who in _by_row(keys, owners[place]):
        yield key, *_joined(key, None, inside, who)


def _by_row(
    keys: NDArray[np.uint64], owners: NDArray[np.int64]
) -> Iterator[tuple[int, NDArray[np.uint64], NDArray[np.int64]]]:
    if not len(keys):
        return
    row = _rows_of(keys)
    order = np.lexsort((owners, row))
    row, keys, owners = row[order], keys[order], owners[order]
    first = (
        np.flatnonzero(np.concatenate(([True], row[1:] != row[:-1]))) if len(row) else np.zeros(0, np.intp)
    )
    for start, end in zip(first.tolist(), [*first[1:].tolist(), len(row)], strict=True):
        yield int(row[start]), keys[start:end], owners[start:end]


def _joined(
    key: int, was: tuple[int, bytes] | None, keys: NDArray[np.uint64], owners: NDArray[np.int64]
) -> tuple[int, bytes]:
    count, kept = was or (0, b"")
    if key >= int(SEQUENCE):
        more = np.empty(len(keys), _ENTRY)
        more["key"], more["owner"] = keys & np.uint64(0xFFFFFFFF), owners
        return count + len(keys), kept + more.tobytes()
    room = BUDGET - len(kept) // _OWNER.itemsize
    return count + len(keys), kept + owners[: max(room, 0)].astype(_OWNER).tobytes()


def hits(rows: Rows, lot: Signatures, all: int) -> Hits:
    """Whom the statements of the `lot` meet, by owners' numbers, by way of `rows` that they themselves stand in, where
    `all` statements are indexed."""
    keys, place = keys_of(lot)
    owners = [_owners(int(key), rows) for key in keys]
    counts = np.array([count for count, _ in owners], np.intp)
    order = np.lexsort((keys, counts, place))
    a: list[NDArray[np.intp]] = []
    b: list[NDArray[np.intp]] = []
    weights: list[NDArray[np.float32]] = []
    weight = key_weights(keys, counts, all)
    met, whose = 0, -1
    for one in order.tolist():
        if place[one] != whose:
            met, whose = 0, int(place[one])
            is_first = True
        met += int(counts[one])
        if met <= BUDGET or is_first:
            found = owners[one][1][:BUDGET]
            a.append(np.full(len(found), whose, np.intp))
            b.append(found)
            weights.append(np.full(len(found), weight[one], np.float32))
        is_first = False
    if not a:
        return Hits(np.zeros(0, np.intp), np.zeros(0, np.intp), np.zeros(0, np.float32))
    return Hits(np.concatenate(a), np.concatenate(b), np.concatenate(weights))


def _owners(key: int, rows: Rows) -> tuple[int, NDArray[np.intp]]:
    if key >= int(SEQUENCE):
        entries = np.frombuffer(rows[int(_rows_of(np.array([key], np.uint64))[0])][1], _ENTRY)
        found = entries["owner"][entries["key"] == (key & 0xFFFFFFFF)].astype(np.intp)
        return len(found), found
    count, kept = rows[key]
    return count, np.frombuffer(kept, _OWNER).astype(np.intp)
