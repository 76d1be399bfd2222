"""Counts as bars: a line of months."""

from __future__ import annotations

from collections.abc import Sequence

_BARS = " ▁▂▃▄▅▆▇█"


def sparkline(quotes: Sequence[int]) -> str:
    """Return a bar for each count, the tallest for the most; nothing for none."""
    most = max(quotes, default=0)
    return "".join(_BARS[-(-n * (len(_BARS) - 1) // most)] if most else " " for n in quotes)
