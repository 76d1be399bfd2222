"""`quotetrack subjects`: what quotations are about."""

from __future__ import annotations

import quotetrack
from quotetrack.cli import options
from quotetrack.cli.render.output import Listing, show
from quotetrack.records import EVERYTHING, Filter, SubjectEntry

SUBJECT_ENTRIES: Listing[SubjectEntry] = Listing(
    ("subject", "quotes", "first", "last"),
    lambda entry: (entry.words, str(entry.quotes), entry.first or "", entry.last or ""),
    counts=("quotes",),
    whole=("first", "last"),
)


@options.filtered
def subjects(
    db: options.Db = None, wanted: Filter = EVERYTHING, format: options.FormatOption = "table"
) -> None:
    """List what quotations are about: the words and names that come up in two or more, those that tell most first."""
    with quotetrack.open(db, create=False) as collection:
        nothing = f"nothing comes up in two quotations that fit in {collection.location}"
        show(collection.subjects(wanted), SUBJECT_ENTRIES, format, nothing=nothing)
