"""What several benchmarks do alike: their options, times and memory, and the loading of a gold set's scorer."""

from __future__ import annotations

import argparse
import importlib.util
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Any


def make_parser(description: str | None) -> argparse.ArgumentParser:
    """Return a parser of options whose help is the benchmark's docstring as it stands."""
    return argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )


def seconds_of(work: Callable[[], object]) -> float:
    """Return how long one call takes, in seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def print_times(times: Mapping[str, Sequence[float]], raw: Sequence[float]) -> None:
    """Print the median and the 95th percentile in milliseconds of each kind, of all, and of SQLite's own index.

    `times` are seconds by kind, `raw` the seconds of the full-text index asked for the same words.
    """
    every = list(chain.from_iterable(times.values()))
    ratio = f"; all / raw at the 95th percentile: {_percentile_95(every) / _percentile_95(raw):.2f}"
    for kind, seconds in {**times, "all": every, "raw FTS5": raw}.items():
        median, high = 1000 * statistics.median(seconds), 1000 * _percentile_95(seconds)
        print(f"  {kind:12} {median:7.1f} {high:7.1f}{ratio if kind == 'raw FTS5' else ''}")


def _percentile_95(seconds: Sequence[float]) -> float:
    return sorted(seconds)[int(0.95 * len(seconds))]


def most_memory() -> float:
    """Return the most memory that this process has held, in mebibytes. Linux only."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def load_scorer(path: Path) -> ModuleType:
    """Return a gold set's scorer as a module; what lies beside it can be imported from now on."""
    sys.path.insert(0, str(path.parent))
    spec = importlib.util.spec_from_file_location(f"{path.parent.name}_scorer", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run_of_nothing(scorer: ModuleType, prefix: Path, *, own: bool) -> Any:
    """Return the view that the scorer of `events` has of a set; it runs no program, so that a database is elsewhere."""
    silent = type("Silent", (scorer.Run,), {"qt": staticmethod(lambda *_: "")})
    return silent(str(prefix), "", own, tempfile.mkdtemp())
