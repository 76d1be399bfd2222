"""A picture of counts by period: a bar for each, with its number in figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from quotetrack.export import wording
from quotetrack.export.drawn_text import width_of, wrapped
from quotetrack.export.templating import environment
from quotetrack.records import Period, PeriodLength

MOST_BARS = 60
"""Periods of a picture, the latest."""
_WIDTH = 480
_SIZE, _STEP, _HEAD = 13, 22, 34


def drawn_bars(periods: Sequence[Period], by: PeriodLength, what: str) -> dict[str, object]:
    """Return what a template draws of the periods. `what` tells which quotations are counted, for the heading."""
    shown = periods[-MOST_BARS:]
    left, most = len(periods) - len(shown), max((period.quotes for period in shown), default=1)
    names = [period.name or "unknown" for period in shown]
    numbers = [f"{period.quotes:,}" for period in shown]
    edge = 12 + round(max(map(width_of, names), default=0.0) * _SIZE)
    room = _WIDTH - edge - 26 - round(max(map(width_of, numbers), default=0.0) * _SIZE)
    title = f"Quotations by {by}: {what}"
    total = sum(period.quotes for period in shown)
    foot = _HEAD + _STEP * len(shown) + 16
    return {
        "id": "bars",
        "title": title,
        "desc": f"{wording.counted(total, 'quotation')} in {wording.counted(len(shown), by)}; at most {most:,} in one.",
        "head": wrapped(title, (_WIDTH - 24) / 16, most=1),
        "width": _WIDTH,
        "height": foot + 10 if left else foot,
        "names": edge,
        "bars": [
            {
                "name": name,
                "number": number,
                "y": _HEAD + _STEP * place,
                "width": max(1, round(room * period.quotes / most)),
            }
            for place, (name, number, period) in enumerate(zip(names, numbers, shown, strict=True))
        ],
        "left": left,
        "unit": by,
        "foot": foot,
    }


def write_bars(periods: Sequence[Period], by: PeriodLength, what: str, out: BinaryIO) -> int:
    """Write the picture as an SVG file of its own; return how many periods it shows."""
    drawn = drawn_bars(periods, by, what)
    out.write(environment().get_template("bars.svg").render(picture=drawn).encode("utf-8"))
    return min(len(periods), MOST_BARS)
