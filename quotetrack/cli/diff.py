"""`quotetrack diff`: what is new since a day."""

from __future__ import annotations

from typing import Annotated

import typer

import quotetrack
from quotetrack.cli import options
from quotetrack.cli.render.output import Listing, show
from quotetrack.cli.render.rows import CSV_HEADINGS, HEADINGS, csv_row, plain_row, printing_line
from quotetrack.records import EVERYTHING, Development, Filter

Day = Annotated[
    str, typer.Argument(metavar="DAY", callback=options.check_day, help="A day, such as 2012-07-05.")
]


def _earlier(development: Development) -> str:
    return printing_line(development.earlier) if development.earlier else ""


DEVELOPMENTS = Listing(
    ("what", *HEADINGS, "earlier"),
    lambda d: (d.what, *plain_row(d.printed), _earlier(d)),
    Development.to_dict,
    csv_headings=("what", *CSV_HEADINGS, "earlier"),
    csv_row=lambda d: (d.what, *csv_row(d.printed), _earlier(d)),
    has_cards=True,
)


@options.filtered
def diff(
    before: Day,
    after: Day,
    db: options.Db = None,
    wanted: Filter = EVERYTHING,
    format: options.FormatOption = "table",
) -> None:
    """Show what was printed after the first day, up to the second, beside all that was printed before: what is new,
    what was said again, and what contradicts something earlier."""
    with quotetrack.open(db, create=False) as collection:
        nothing = f"nothing that fits was printed from {before} to {after} in {collection.location}"
        show(collection.diff(before, after, wanted), DEVELOPMENTS, format, nothing=nothing)
