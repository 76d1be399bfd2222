"""`quotetrack facets`: quotations counted by all that a filter can ask for."""

from __future__ import annotations

from typing import Annotated

import typer

import quotetrack
from quotetrack.cli import options
from quotetrack.cli.render.output import Listing, show, write_object
from quotetrack.records import EVERYTHING, FacetCount, Filter
from quotetrack.records.facets import MOST_COUNTED

_LABELS = {
    "speakers": "speaker",
    "sources": "outlet",
    "months": "month",
    "kinds": "kind",
    "stances": "stance",
    "shown": "shown",
    "statuses": "status",
}

FACETS: Listing[tuple[str, FacetCount]] = Listing(
    ("by", "value", "quotes", "id"),
    lambda row: (
        _LABELS[row[0]],
        row[1].name or "unknown",
        str(row[1].quotes),
        row[1].value or "" if row[0] == "speakers" else "",
    ),
    counts=("quotes",),
)


@options.filtered
def facets(
    db: options.Db = None,
    most: Annotated[
        int,
        typer.Option(
            "--most",
            metavar="N",
            min=1,
            max=options.LARGEST,
            help="So many speakers, outlets and months at most, those with most quotations.",
        ),
    ] = MOST_COUNTED,
    wanted: Filter = EVERYTHING,
    format: options.FormatOption = "table",
) -> None:
    """Count quotations by speaker, outlet, month, kind, stance and status, and those that are not shown.

    Every filter given must hold; --limit counts for nothing. What is not shown is counted under "shown" alone, unless
    --unshown asks for it.
    """
    with quotetrack.open(db, create=False) as collection:
        found = collection.facets(wanted, most=most)
        if format == "jsonl":
            write_object(found.to_dict())
        else:
            show(((name, one) for name, counts in found.lists() for one in counts), FACETS, format)
