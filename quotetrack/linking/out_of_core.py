"""Linking more statements than memory should hold: signatures lie in a file, candidates are found shard by shard by way
of DuckDB's files, and pairs are put in order on disk. What in_memory does for a store of ordinary size.

The pairs are those that are found in memory, and the same functions score them.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from quotetrack.errors import UsageError
from quotetrack.linking import pairs, postings, shards
from quotetrack.linking.in_memory import Loaded, in_lots_of_pairs, link_rows
from quotetrack.linking.in_memory import loaded as in_memory_loaded
from quotetrack.linking.scorer import Scorer
from quotetrack.linking.shard_pairs import shard_pairs
from quotetrack.linking.signatures import SIGNATURE, Signatures
from quotetrack.parallel import spread_lots
from quotetrack.store.batches import in_batches
from quotetrack.store.link_queries import LinkRow
from quotetrack.store.linking import Owner

ABOVE = 500_000
"""Statements linked together above which it is done out of core. In memory they take 2 GB, and 4.1 GB for twice as many
(`benchmarks/link_scale.py`): as much as a laptop has to spare."""
_NEEDED = 3_000
"""Bytes of disk that there must be for each statement. It takes 1.8 kB (`benchmarks/block_scale.py`), and sorting some
more."""
_LOG = logging.getLogger("quotetrack")


@contextmanager
def scratch_folder(total: int, *, wanted: bool | None = None) -> Iterator[Path | None]:
    """Open a folder in which so many statements are linked out of core, gone at the end; None if it is to be done in
    memory. `wanted` says which of the two; if it is None, the number does, and whether DuckDB is installed.

    UsageError if it is wanted and DuckDB is missing, or if the disk has too little room."""
    if not (total > ABOVE if wanted is None else wanted):
        yield None
    elif shards.has_duckdb():
        with tempfile.TemporaryDirectory(prefix="quotetrack-") as folder:
            _check_room(Path(folder), total)
            yield Path(folder)
    elif wanted:
        raise UsageError("linking out of core needs DuckDB: pip install 'quotetrack[duckdb]'")
    else:
        _LOG.warning(
            f"linking {total:,} statements in memory, about {total // 240_000} GB; "
            "with DuckDB it takes less: pip install 'quotetrack[duckdb]'"
        )
        yield None


def _check_room(folder: Path, total: int) -> None:
    needed, free = total * _NEEDED, shutil.disk_usage(folder).free
    if needed > free:
        raise UsageError(
            f"linking {total:,} statements needs about {needed / 1e9:.1f} GB in {folder.parent} for a while, and "
            f"{free / 1e9:.1f} GB are free: set TMPDIR to a folder with more room"
        )


@dataclass(frozen=True, slots=True)
class OutOfCoreSettings:
    """How much is done at once. Rerun `benchmarks/block_scale.py` before changing one."""

    # Statements whose pairs are put in order together, about 35 pairs each.
    in_range: int = 1 << 17
    # Signatures that are written to the file at once.
    signatures: int = 10_000


SETTINGS = OutOfCoreSettings()


def loaded_on_disk(rows: Iterable[tuple[Owner, bytes]], folder: Path) -> Loaded:
    """Return signatures as `in_memory.loaded` does; they lie in a file of the folder."""
    ids = [np.zeros(0, np.int64)]
    path = folder / "signatures"
    with path.open("wb") as out:
        for batch in in_batches(rows, SETTINGS.signatures):
            some, lot = in_memory_loaded(batch)
            ids.append(some)
            lot.tofile(out)
    return np.concatenate(ids), read_signatures(path)


def read_signatures(path: Path) -> Signatures:
    """Return the signatures that lie in a file, read as they are asked for."""
    if not path.stat().st_size:
        return np.zeros(0, SIGNATURE)
    return np.memmap(path, SIGNATURE, "r").view(np.ndarray)


def posting_rows(ids: NDArray[np.int64], folder: Path) -> Iterator[tuple[int, int, bytes]]:
    """Yield the rows of postings of all statements, as `postings.make_rows` does."""
    for keys, owner in shards.read_slices(folder):
        yield from postings.rows_of_keys(keys, ids[owner], {})


def links_on_disk(
    loaded: Loaded, scorer: Scorer, folder: Path, workers: int, *, beat: Callable[[], None]
) -> Iterator[list[LinkRow]]:
    """Yield the links of all statements to all, a lot of pairs at a time. `beat` is called now and then."""
    ids, everything = loaded
    ranges = compared_on_disk(folder, workers, beat=beat)
    lots = chain.from_iterable(map(in_lots_of_pairs, ranges))
    for linked, related in spread_lots(partial(pairs.link_pairs, everything, scorer), lots, workers=workers):
        yield link_rows(linked, related, ids)


def compared_on_disk(
    folder: Path, workers: int, *, beat: Callable[[], None] = lambda: None
) -> Iterator[pairs.PackedPairs]:
    """Yield all pairs worth comparing, each once and in order, those of a range of statements at a time."""
    ranges = folder / "pairs"
    ranges.mkdir()
    numbers = range(shards.count_shards(folder))
    for found in spread_lots(partial(shard_pairs, folder), numbers, workers=workers):
        _put_in_ranges(found, ranges)
        beat()
    for path in sorted(ranges.iterdir()):
        yield pairs.once_each(np.fromfile(path, np.uint64))
        path.unlink()


def find_pairs(everything: Signatures, workers: int, *, by_meaning: bool = False) -> pairs.PackedPairs:
    """Return all pairs worth comparing, in memory; by way of the disk all the same, and `by_meaning` too if asked."""
    with scratch_folder(len(everything), wanted=True) as folder:
        assert folder is not None
        shards.make_shards(everything, folder, threads=workers, by_meaning=by_meaning)
        found = list(compared_on_disk(folder, workers))
    return np.concatenate([np.zeros(0, np.uint64), *found])


def _put_in_ranges(found: pairs.PackedPairs, folder: Path) -> None:
    """Append pairs, which are in order, to the file of the range that their smaller place is in."""
    ranges = pairs.unpack(found)[0] // SETTINGS.in_range
    for number in np.unique(ranges).tolist():
        start, end = np.searchsorted(ranges, [number, number + 1])
        with (folder / f"{number:06}").open("ab") as out:
            found[start:end].tofile(out)
