"""How long `quotetrack verify` takes: `python benchmarks/verify_speed.py [COUNT]` (default 100,000).

Makes the store of `ask_speed.py` of so many invented quotations, linked, and verifies it in a process of its own.
Prints what that compared, its seconds and the most memory that it held. Linux only: memory is what /proc tells.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from ask_speed import People, fill
from measuring import make_parser, most_memory

import quotetrack


def main() -> None:
    """Make the store, and measure."""
    parser = make_parser(__doc__)
    parser.add_argument("count", nargs="?", type=int, default=100_000)
    parser.add_argument("--store", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.store:
        measure(options.store)
        return
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch, "quotes.db")
        with quotetrack.open(path) as collection:
            fill(collection.store, People(options.count), options.count)
            collection.link()
        subprocess.run([sys.executable, __file__, "--store", str(path)], check=True)


def measure(path: Path) -> None:
    """Verify a store in this process."""
    compared = Counter[str]()
    start = time.perf_counter()
    with quotetrack.open(path) as collection:
        faults = sum(1 for _ in collection.verify(compared))
    seconds = time.perf_counter() - start
    told = ", ".join(f"{number:,} {name}" for name, number in compared.items())
    print(f"{told}; {faults:,} faults; {seconds:.1f} s, {most_memory():.0f} MiB at most")


if __name__ == "__main__":
    main()
