"""`quotetrack timeline`: quotations counted by day, week, month or year."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

import quotetrack
from quotetrack.cli import options
from quotetrack.cli.render.output import Listing, nothing_fits, opened, show
from quotetrack.cli.render.terminal import complain, console, is_terminal
from quotetrack.records import EVERYTHING, Filter, Period, PeriodLength


@options.filtered
def timeline(
    db: options.Db = None,
    wanted: Filter = EVERYTHING,
    by: Annotated[
        PeriodLength, typer.Option("--by", metavar="LENGTH", help="day, week, month or year.")
    ] = "month",
    format: options.FormatOption = "table",
    svg: options.Svg = None,
) -> None:
    """Count the quotations of each month, or of each day, week or year. --limit takes the latest."""
    with quotetrack.open(db, create=False) as collection:
        periods = collection.timeline(wanted, by=by)
        nothing = "" if periods else nothing_fits("quotation", collection, wanted)
    if svg is not None:
        _draw(periods, by, wanted, svg)
        return
    layout: Listing[Period] = Listing((by, "quotes"), lambda p: (p.name or "unknown", str(p.quotes)))
    if format == "table" and is_terminal(sys.stdout):
        most = max((period.quotes for period in periods), default=1)
        width = max(4, min(40, console().width - 24))
        layout = Listing(
            (by, "quotes", ""),
            lambda p: (p.name or "unknown", str(p.quotes), "█" * max(1, round(width * p.quotes / most))),
            counts=("quotes",),
            whole=(by,),
        )
    show(periods, layout, format, nothing=nothing)


def _draw(periods: Sequence[Period], by: PeriodLength, wanted: Filter, svg: Path) -> None:
    """Write the picture of what was counted."""
    from quotetrack.export.bars_drawing import write_bars
    from quotetrack.export.wording import counted, filter_in_words

    with opened(svg) as out:
        drawn = write_bars(periods, by, filter_in_words(wanted), out)
    complain(f"{counted(drawn, by)} drawn")
