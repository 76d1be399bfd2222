"""The candidates of one shard, from the files of its folder alone (`quotetrack.linking.shards`).

By words and trigrams they are those that `blocking` finds in memory. If the shards were made so, those nearest by
meaning are beside them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from quotetrack.linking.blocking import SETTINGS as BLOCKING
from quotetrack.linking.blocking import (
    InvertedIndex,
    KeyLists,
    Meetings,
    choose_candidates,
    key_weights,
    narrow,
    run_starts,
)
from quotetrack.linking.pairs import PackedPairs, once_each, pack
from quotetrack.linking.shards import settings_of, shard_files
from quotetrack.linking.signatures import Signatures
from quotetrack.linking.vector_buckets import BUCKET
from quotetrack.linking.vector_buckets import SETTINGS as BUCKETS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_AT_ONCE = 256
"""Statements whose candidates are chosen in one go: what they meet fits into the cache of a processor. With 1,024 it
takes a third longer."""
# Keys that can be within the budget, and some that are not: `InvertedIndex.meetings` counts those owned alone as well.
_BY_WORDS = """
SELECT owner, key, n, shared FROM
  (SELECT owner, key, n, count(*) OVER (PARTITION BY owner) AS shared,
          sum(n) OVER (PARTITION BY owner ORDER BY n, key ROWS UNBOUNDED PRECEDING) - n AS before
   FROM read_parquet($own) WHERE key < $bucket)
WHERE before <= $budget ORDER BY owner, n, key"""
_BY_MEANING = """
SELECT owner, key, n FROM read_parquet($own) WHERE key >= $bucket ORDER BY owner, n, key"""
_LISTS = "SELECT key, owner FROM read_parquet($postings) SEMI JOIN wanted USING (key)"


@dataclass(frozen=True, slots=True)
class PairShard:
    """The statements of a shard that share a key with others, by their places, and an index of whom they meet."""

    owners: NDArray[np.intp]
    index: InvertedIndex


def shard_pairs(folder: Path, number: int) -> PackedPairs:
    """Return the pairs of the statements of this shard with their candidates, each once, by places; empty if the shard
    has no statements."""
    import duckdb

    own = shard_files(folder, number)
    if not own:
        return np.zeros(0, np.uint64)
    statements = np.load(folder / "statements.npy", mmap_mode="r").view(np.ndarray)
    with duckdb.connect(
        config=settings_of(folder / f"spilled-{number}", threads=1, in_order=True)
    ) as database:
        read = _Reading(database, {"own": own, "bucket": int(BUCKET)}, folder, statements)
        found = _chosen(read.by_words(), statements)
        if by_meaning := read.by_meaning():
            found += _near_in_meaning(by_meaning, statements)
    return once_each(np.concatenate([np.zeros(0, np.uint64), *found]))


@dataclass(frozen=True, slots=True)
class _Reading:
    """The files of a shard, asked by queries."""

    database: DuckDBPyConnection
    named: dict[str, list[str] | int]
    folder: Path
    statements: Signatures

    def by_words(self) -> PairShard:
        """Return what words and trigrams lead to."""
        own = self.database.execute(_BY_WORDS, {**self.named, "budget": BLOCKING.budget}).fetchnumpy()
        return self._shard(own, self.statements["keys"][own["owner"]].astype(np.intp) - own["shared"])

    def by_meaning(self) -> PairShard | None:
        """Return what buckets lead to; None if the shards were made without them."""
        own = self.database.execute(_BY_MEANING, self.named).fetchnumpy()
        if not len(own["owner"]):
            return None
        return self._shard(own, np.zeros(len(own["owner"]), np.intp))

    def _shard(self, own: dict[str, NDArray[Any]], met_alone: NDArray[np.intp]) -> PairShard:
        """Return what these keys lead to; for each it is given how often its owner has met itself alone."""
        owners, first = np.unique(own["owner"], return_index=True)
        keys, place = np.unique(own["key"], return_inverse=True)
        counts = np.zeros(len(keys), np.intp)
        counts[place] = own["n"]
        begins = np.append(first, len(own["owner"]))
        listed, starts = self._lists(keys)
        weights = key_weights(keys, counts, len(self.statements))
        lists = KeyLists(listed, starts, weights, met_alone[first])
        return PairShard(
            owners.astype(np.intp), InvertedIndex.gathered(lists, place.astype(np.uint32), begins)
        )

    def _lists(self, keys: NDArray[np.uint64]) -> tuple[NDArray[np.uint32], NDArray[np.intp]]:
        """Return the owners of each of these keys, which are in order, and where those of each begin and end."""
        self.database.register("wanted", {"key": keys})
        postings = str(self.folder / "postings.parquet")
        found = self.database.execute(_LISTS, {"postings": postings}).fetchnumpy()
        self.database.unregister("wanted")
        listed, owners = found["key"], found["owner"]
        # One thread reads them in the order in which they lie, which is the one wanted; no query promises it.
        if np.any(listed[1:] < listed[:-1]):
            order = np.lexsort((owners, listed))
            listed, owners = listed[order], owners[order]
        return owners, np.append(run_starts(listed), len(listed))


def _chosen(shard: PairShard, statements: Signatures) -> list[PackedPairs]:
    found = []
    for start in range(0, len(shard.owners), _AT_ONCE):
        places = shard.owners[start : start + _AT_ONCE]
        met = shard.index.meetings(start, start + len(places))
        met = choose_candidates(met, statements[places], statements, statements["size"])
        found.append(pack(places[met.a], met.b))
    return found


def _near_in_meaning(shard: PairShard, statements: Signatures) -> list[PackedPairs]:
    """Return for each statement those that it shares most buckets with."""
    found = []
    for start in range(0, len(shard.owners), _AT_ONCE):
        places = shard.owners[start : start + _AT_ONCE]
        met = shard.index.meetings(start, start + len(places))
        met = met.only(statements["article"][places[met.a]] != statements["article"][met.b])
        met = Meetings(met.a, met.b, np.ones(len(met.a), np.float32))
        met = narrow(met, BUCKETS.candidates)
        met = met.only(met.weight >= BUCKETS.shared)
        found.append(pack(places[met.a], met.b))
    return found
