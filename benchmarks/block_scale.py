"""How blocking out of core grows: `python benchmarks/block_scale.py [COUNT ...]` (default 100,000, 1,000,000 and
4,000,000 statements).

Makes signatures of invented statements (`invented_signatures`). First links 10,000 of them from the candidates of
memory and from those found out of core, and prints what of the former is found. Then prints for each size how long it
takes to find all pairs worth comparing out of core, by two processes; the memory they need together, with the pages of
files that are read, and without them; the disk that is needed at one time, beside the signatures; and the exponents of
growth between the last two sizes, carried on to 10⁷ and 10⁸ statements: that is a calculation, not a measurement. Up to
--beside statements the same is done in memory. Exponents are those of the processors' time of all processes together.
"""

from __future__ import annotations

import math
import os
import shutil
import tempfile
import threading
import time
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from invented_signatures import Invented
from link_scale import Peak
from measuring import make_parser

from quotetrack.linking import in_memory, out_of_core, pairs, shards
from quotetrack.linking.scorer import shipped_scorer
from quotetrack.linking.shard_pairs import shard_pairs
from quotetrack.linking.signatures import SIGNATURE, Signatures
from quotetrack.parallel import spread_lots

SIZES = (100_000, 1_000_000, 4_000_000)
COMPARED = 10_000
CARRIED = (10_000_000, 100_000_000)
WORKERS = 2
ROOM = "room"


def main() -> None:
    """Compare, then measure each size."""
    parser = make_parser(__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument(
        "--keep", type=Path, help="a folder in which the signatures stay, to be measured again"
    )
    parser.add_argument("--beside", type=int, default=1_000_000, help="up to so many, in memory as well")
    parser.add_argument("--shards", type=int, default=0, help="look at so many of a size's shards, not all")
    parser.add_argument("--by-meaning", action="store_true", help="find those near in meaning as well")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.keep) as scratch:
        everything = signatures(options.keep or Path(scratch), max(*options.sizes, COMPARED))
        compare(everything[:COMPARED], options.by_meaning)
        measured = [measure(everything[:size], Path(scratch), options) for size in options.sizes]
        if len(measured) > 1:
            carry_on(options.sizes[-2:], measured[-2:])


def signatures(folder: Path, size: int) -> Signatures:
    """The signatures of so many statements, from a file in the folder, which is made if it is not there."""
    path = folder / f"signatures-{size}.npy"
    if not path.exists():
        invented = Invented(size)
        if not invented.agrees():
            raise SystemExit(
                "the signatures are not those of the texts: invented_signatures.py is out of date"
            )
        folder.mkdir(parents=True, exist_ok=True)
        invented.write(path)
    return np.load(path, mmap_mode="r").view(np.ndarray)


def compare(everything: Signatures, by_meaning: bool) -> None:
    """Print how many of the pairs and of the links of memory are found out of core."""
    known = in_memory.worth_comparing(everything, 1)
    found = out_of_core.find_pairs(everything, 1, by_meaning=by_meaning)
    links, others = (_linked(everything, some) for some in (known, found))
    print(
        f"{len(everything):,} statements: {np.isin(known, found).mean():.4f} of {len(known):,} pairs of memory and "
        f"{np.isin(links, others).mean():.4f} of {len(links):,} links are found out of core; {len(found):,} pairs and "
        f"{len(others):,} links in all",
        flush=True,
    )


def _linked(everything: Signatures, some: pairs.PackedPairs) -> pairs.PackedPairs:
    score = partial(pairs.link_pairs, everything, shipped_scorer())
    lots = spread_lots(score, in_memory.in_lots_of_pairs(some), workers=WORKERS)
    return np.concatenate([linked for linked, _ in lots])


def measure(everything: Signatures, scratch: Path, options: Namespace) -> tuple[float, int]:
    """Print what finding the pairs of all statements takes; return processor seconds, and bytes of disk. Of some
    shards the whole is reckoned, pairs with those that two shards find counted twice."""
    size = len(everything)
    if size <= options.beside:
        loaded = np.array(everything)
        with _measured(scratch / ROOM) as cost:
            found = len(in_memory.worth_comparing(loaded, WORKERS))
        print(f"{size:>10,} in memory: {cost}; {found / size:.1f} pairs a statement", flush=True)
        del loaded
    folder = scratch / ROOM
    folder.mkdir()
    with _measured(folder) as making:
        count = shards.make_shards(everything, folder, threads=WORKERS, by_meaning=options.by_meaning)
    print(f"{size:>10,} on disk, {count} shards made: {making}", flush=True)
    looked = min(options.shards, count) or count
    with _measured(folder) as finding:
        if looked == count:
            found = sum(map(len, out_of_core.compared_on_disk(folder, WORKERS)))
        else:
            each = spread_lots(partial(shard_pairs, folder), range(looked), workers=WORKERS)
            found = sum(map(len, each)) * count // looked
    shutil.rmtree(folder)
    rest = "" if looked == count else f" for {looked} of them"
    print(f"{'':10} pairs found{rest}: {finding}; {found / size:.1f} pairs a statement", flush=True)
    disk = max(making.disk, finding.disk + (0 if looked == count else found * 8))
    worked = making.worked + finding.worked * count / looked
    print(f"{'':10} together {worked:,.0f} s of processors, {disk / 1e6:,.0f} MB of disk", flush=True)
    return worked, disk


@dataclass
class Cost:
    """What a piece of work takes: seconds, seconds of processors, megabytes of memory, those that are no pages of
    files, and bytes of disk."""

    took: float = 0.0
    worked: float = 0.0
    memory: float = 0.0
    own: float = 0.0
    disk: int = 0

    def __str__(self) -> str:
        return (
            f"{self.took:.1f} s, {self.worked:.1f} s of processors; {self.memory:,.0f} MB, {self.own:,.0f} MB of it no "
            f"pages of files; {self.disk / 1e6:,.0f} MB of disk"
        )


@contextmanager
def _measured(folder: Path) -> Iterator[Cost]:
    """Measure what is done meanwhile, and the most that lies in the folder."""
    cost, disk, peak = Cost(), _Disk(folder), Peak()
    started, worked = time.perf_counter(), _processor()
    yield cost
    cost.took, cost.worked = time.perf_counter() - started, _processor() - worked
    cost.memory, cost.own, cost.disk = peak.stop(), peak.own, disk.stop()


def _processor() -> float:
    """Seconds that this process has had of processors, and its children that are over."""
    return sum(os.times()[:4])


def carry_on(sizes: Sequence[int], measured: Sequence[tuple[float, int]]) -> None:
    """Print the exponents between two sizes, and what they would come to."""
    growth = math.log(sizes[1] / sizes[0])
    (before, disk_before), (worked, disk) = measured
    in_time, on_disk = math.log(worked / before) / growth, math.log(disk / disk_before) / growth
    print(
        f"exponents from {sizes[0]:,} to {sizes[1]:,}: {in_time:.2f} of processors' time, {on_disk:.2f} of disk"
    )
    for size in CARRIED:
        times = size / sizes[1]
        hours, room = worked * times**in_time / 3600, disk * times**on_disk
        print(
            f"{size:>11,} calculated, not measured: {hours:.1f} hours of one processor, {room / 1e9:.0f} GB of disk "
            f"beside {size * SIGNATURE.itemsize / 1e9:.0f} GB of signatures"
        )


class _Disk:
    """The most bytes that lie in a folder at one time, looked at twice a second."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._most, self._is_over = folder, 0, False
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> int:
        self._is_over = True
        self._thread.join()
        return self._most

    def _watch(self) -> None:
        while not self._is_over:
            self._most = max(self._most, sum(map(_bytes_of, self._folder.rglob("*"))))
            time.sleep(0.5)


def _bytes_of(path: Path) -> int:
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:  # it is gone by now
        return 0


if __name__ == "__main__":
    main()
