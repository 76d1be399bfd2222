"""`quotetrack subjects`: what quotations are about."""

from __future__ import annotations

import quotetrack
from quotetrack.cli import options
from quotetrack.cli.render.output import Listing, show
from quotetrack.records import EVERYTHING, Filter, SubjectEntry

SUBJECT_ENTRIES: Listing[SubjectEntry] = Listing(
    ("subject", "articles", "quotes", "first", "last"),
    lambda e: (e.words, str(e.articles), str(e.quotes), e.first or "", e.last or ""),
    counts=("articles", "quotes"),
    whole=("first", "last"),
)


@options.filtered
def subjects(
    db: options.Db = None, wanted: Filter = EVERYTHING, format: options.FormatOption = "table"
) -> None:
    """List what the articles are about that print quotations: their key terms, those that tell most first."""
    with quotetrack.open(db, create=False) as collection:
        nothing = (
            f"no subject of two quotations that fit in {collection.location}; "
            "articles of older versions must be added again"
        )
        show(collection.subjects(wanted), SUBJECT_ENTRIES, format, nothing=nothing)
