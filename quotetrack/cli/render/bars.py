"""Counts as bars: a line of months."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

_BARS = " ▁▂▃▄▅▆▇█"
_MOST_BARS = 60


def sparkline(quotes: Sequence[int]) -> str:
    """A bar for each count, the tallest for the most; nothing for none."""
    most = max(quotes, default=0)
    return "".join(_BARS[-(-n * (len(_BARS) - 1) // most)] if most else " " for n in quotes)


def monthly(days: Iterable[tuple[str | None, int]]) -> Iterator[tuple[str, int]]:
    """Every month from the first to the last that is known, with its quotations, the latest sixty."""
    counted: dict[int, int] = {}
    for day, quotes in days:
        if day and day[:4].isdigit() and day[5:7].isdigit():
            month = int(day[:4]) * 12 + int(day[5:7]) - 1
            counted[month] = counted.get(month, 0) + quotes
    if counted:
        last = max(counted)
        for month in range(max(min(counted), last - _MOST_BARS + 1), last + 1):
            yield f"{month // 12}-{month % 12 + 1:02}", counted.get(month, 0)
