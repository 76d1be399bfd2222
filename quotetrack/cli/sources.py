"""`quotetrack sources`: the outlets."""

from __future__ import annotations

import quotetrack
from quotetrack.cli import options
from quotetrack.cli.render.output import Listing, show
from quotetrack.records import EVERYTHING, Filter, SourceEntry

SOURCES: Listing[SourceEntry] = Listing(
    ("outlet", "domain", "articles", "quotes", "first", "last"),
    lambda e: (
        *(e.name or "", e.domain or "", str(e.articles), str(e.quotes)),
        *(e.first or "", e.last or ""),
    ),
    counts=("articles", "quotes"),
    whole=("first", "last"),
)


@options.filtered
def sources(
    db: options.Db = None, wanted: Filter = EVERYTHING, format: options.FormatOption = "table"
) -> None:
    """List the outlets with their articles and quotations."""
    with quotetrack.open(db, create=False) as collection:
        show(collection.sources(wanted), SOURCES, format)
