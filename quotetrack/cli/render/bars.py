"""Counts as bars: a line of months."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from quotetrack.records import Period

_BARS = " ▁▂▃▄▅▆▇█"
_MOST_BARS = 60
_MONTH = re.compile(r"\d{4}-\d{2}", re.ASCII)


def sparkline(quotes: Sequence[int]) -> str:
    """Return a bar for each count, the tallest for the most; nothing for none."""
    most = max(quotes, default=0)
    return "".join(_BARS[-(-n * (len(_BARS) - 1) // most)] if most else " " for n in quotes)


def monthly(months: Iterable[Period]) -> Iterator[tuple[str, int]]:
    """Yield every month from the first to the last of these, with its quotations, the latest 60."""
    counted = {
        int(period.name[:4]) * 12 + int(period.name[5:]) - 1: period.quotes
        for period in months
        if period.name is not None and _MONTH.fullmatch(period.name)
    }
    if counted:
        last = max(counted)
        for month in range(max(min(counted), last - _MOST_BARS + 1), last + 1):
            yield f"{month // 12}-{month % 12 + 1:02}", counted.get(month, 0)
