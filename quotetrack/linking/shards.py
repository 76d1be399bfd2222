"""Files from which blocking finds candidates out of core, made by DuckDB, which sorts and counts on disk.

A folder holds, of all statements, `statements.npy` and `postings.parquet`: under each key whose owners are few enough
those owners. Of each shard it holds under `own` the keys of its statements with how many own them. A statement's shard
is a hash of its place. What a shard's candidates are depends on these files alone, so shards can be worked on anywhere.
Under `rows` all keys with their owners lie in slices, from which the rows of `postings` in the store are made.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from quotetrack.linking.blocking import SETTINGS as BLOCKING
from quotetrack.linking.blocking import TRIGRAM, index_keys, sizes
from quotetrack.linking.postings import TRIGRAM_BUCKETS
from quotetrack.linking.signatures import Signatures
from quotetrack.linking.vector_buckets import BUCKET, bits_of, bucket_keys
from quotetrack.linking.vector_buckets import SETTINGS as BUCKETS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class ShardSettings:
    """How much is done at once. Rerun `benchmarks/block_scale.py` before changing one."""

    # Statements of a shard: what they share is in memory while it is worked on, some 400 MB.
    statements: int = 1 << 15
    # Memory that DuckDB takes before it goes on on disk.
    memory: str = "2GB"
    # Statements whose keys are handed to it at once.
    at_once: int = 100_000
    # Statements for each slice of their words, and for each of their trigrams.
    in_slices: int = 200_000


SETTINGS = ShardSettings()
STATEMENT = np.dtype([("article", "i4"), ("speaker", "i4"), ("size", "f4"), ("keys", "u4")])
"""What is kept of each statement: `keys` is how many words and trigrams it has, `size` as in `blocking.sizes`."""
_MOST_SLICES = 128
"""Each is a file that is open while all are written."""

_COUNT = (
    "CREATE TABLE counts AS SELECT key, count(*)::UINTEGER AS n FROM keys GROUP BY key HAVING count(*) > 1"
)
_OWN = """
COPY (SELECT hash(owner) % {shards} AS shard, owner, key, n FROM keys JOIN counts USING (key)
      WHERE key < {bucket} OR n <= {most})
TO '{own}' (FORMAT parquet, PARTITION_BY (shard))"""
_POSTINGS = """
COPY (SELECT key, owner FROM
        (SELECT key, owner FROM keys JOIN counts USING (key)
         WHERE n <= CASE WHEN key < {bucket} THEN {budget} ELSE {most} END
         UNION ALL
         SELECT key, unnest(min(owner, {budget})) AS owner FROM keys JOIN counts USING (key)
         WHERE n > {budget} AND key < {bucket} GROUP BY key)
      ORDER BY key, owner)
TO '{postings}' (FORMAT parquet)"""
_ROWS = """
COPY (SELECT key, owner, CASE WHEN key < {trigram} THEN (key * {slices}) >> 32
                              ELSE {slices} + (((key & {buckets}) * {slices}) >> {bits}) END AS slice
      FROM keys WHERE key < {bucket})
TO '{rows}' (FORMAT parquet, PARTITION_BY (slice))"""


def has_duckdb() -> bool:
    """Return whether the extra `duckdb` is installed."""
    return find_spec("duckdb") is not None


def make_shards(
    everything: Signatures,
    folder: Path,
    *,
    threads: int,
    shards: int | None = None,
    by_meaning: bool = False,
    beat: Callable[[], None] = lambda: None,
) -> int:
    """Write the files of all statements to the folder; return the number of shards. Without `shards` there is one for
    each so many statements. With `by_meaning` those near in meaning are found beside those that share words; by default
    they are not, as nothing of them is worth a link (docs/accuracy.md). `beat` is called every second."""
    count = shards or -(-len(everything) // SETTINGS.statements) or 1
    names = {
        "shards": count,
        "bucket": int(BUCKET),
        "most": BUCKETS.most,
        "budget": BLOCKING.budget,
        "trigram": int(TRIGRAM),
        "slices": min(-(-len(everything) // SETTINGS.in_slices) or 1, _MOST_SLICES),
        "buckets": int(TRIGRAM_BUCKETS),
        "bits": int(TRIGRAM_BUCKETS).bit_length(),
        "own": _quoted(folder / "own"),
        "rows": _quoted(folder / "rows"),
        "postings": _quoted(folder / "postings.parquet"),
    }
    work = folder / "work"
    work.mkdir()
    with connected(work, threads=threads) as database:
        _fill(database, everything, folder, by_meaning, beat)
        for step in (_ROWS, _COUNT, _OWN, "SET preserve_insertion_order = true", _POSTINGS):
            _run(database, step.format(**names), beat)
    shutil.rmtree(work)
    return count


def shard_files(folder: Path, number: int) -> list[str]:
    """Return the paths of a shard's own keys; none if it has no statements."""
    return _files(folder / "own" / f"shard={number}")


def count_shards(folder: Path) -> int:
    """Return a number that is higher than those of all shards that have statements."""
    return (
        max((int(path.name.partition("=")[2]) for path in (folder / "own").glob("shard=*")), default=-1) + 1
    )


def read_slices(folder: Path) -> Iterator[tuple[NDArray[np.uint64], NDArray[np.uint32]]]:
    """Yield all words and trigrams with their owners, by place, a slice of them at a time. No row of `postings` goes
    over two slices."""
    import duckdb

    slices = (folder / "rows").glob("slice=*")
    with duckdb.connect() as database:
        for path in sorted(slices, key=lambda path: int(path.name.partition("=")[2])):
            query = "SELECT key, owner FROM read_parquet($files)"
            found = database.execute(query, {"files": _files(path)}).fetchnumpy()
            yield found["key"], found["owner"]


def _files(folder: Path) -> list[str]:
    return sorted(map(str, folder.glob("*.parquet")))


def _run(database: DuckDBPyConnection, query: str, beat: Callable[[], None]) -> None:
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(database.execute, query)
        try:
            while not wait([running], timeout=1).done:
                beat()
        except BaseException:
            database.interrupt()
            raise
        running.result()


def _fill(
    database: DuckDBPyConnection,
    everything: Signatures,
    folder: Path,
    by_meaning: bool,
    beat: Callable[[], None],
) -> None:
    """Write the table of all keys with their owners, and the array of all statements."""
    database.execute("CREATE TABLE keys (key UBIGINT, owner UINTEGER)")
    kept = np.lib.format.open_memmap(folder / "statements.npy", "w+", STATEMENT, (len(everything),))
    bits = bits_of(len(everything))
    for start in range(0, len(everything), SETTINGS.at_once):
        lot = np.asarray(everything[start : start + SETTINGS.at_once])
        rows = kept[start : start + len(lot)]
        rows["article"], rows["speaker"], rows["size"] = lot["article"], lot["speaker"], sizes(lot)
        keys, place = index_keys(lot)
        rows["keys"] = np.bincount(place, minlength=len(lot))
        for some, owners in ((keys, place), *([bucket_keys(lot, bits)] if by_meaning else [])):
            database.register("lot", {"key": some, "owner": (owners + start).astype(np.uint32)})
            database.execute("INSERT INTO keys SELECT key, owner FROM lot")
            database.unregister("lot")
        beat()
    kept.flush()


@contextmanager
def connected(folder: Path, *, threads: int = 1) -> Iterator[DuckDBPyConnection]:
    """Open a database in the folder that goes on on disk, also in the folder, once its memory is full."""
    import duckdb

    with duckdb.connect(
        folder / "keys.duckdb", config=settings_of(folder / "spilled", threads=threads)
    ) as database:
        yield database


def settings_of(
    spilled: Path, *, threads: int, in_order: bool = False
) -> dict[str, str | bool | int | float | list[str]]:
    """Return settings of a database that goes on in the folder `spilled` once its memory is full. Rows that are read
    stay `in_order`, or come as it is quickest."""
    return {
        "memory_limit": SETTINGS.memory,
        "temp_directory": str(spilled),
        "threads": threads,
        "preserve_insertion_order": in_order,
    }


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
