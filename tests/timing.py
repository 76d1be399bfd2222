"""Whether work grows with its input as it should, told from ratios in one run and never from seconds alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from timeit import timeit

FACTOR = 6
"""How many times longer the long input is. Squared time would take 36 times as long."""


def seconds_of(work: Callable[[], object]) -> float:
    """Return the processor time that the work takes, garbage collection left out: that walks over all that a worker has
    loaded, and the longer work meets it more often."""
    return timeit(work, number=1, timer=time.process_time)


def takes_linear_time(work: Callable[[int], object], count: int, *, shortest: float = 0.003) -> bool:
    """Return whether six times the input takes at most twelve times as long.

    A second and third try are allowed, since the machine may do something else meanwhile.
    What is over in less than `shortest` seconds counts as if it took that long.
    """
    for _ in range(3):
        short = max(seconds_of(lambda: work(count)), shortest)
        if seconds_of(lambda: work(count * FACTOR)) < 2 * FACTOR * short:
            return True
    return False
