"""`quotetrack stats`: what a database holds, counted."""

from __future__ import annotations

from collections.abc import Iterator

import quotetrack
from quotetrack.cli import options
from quotetrack.cli.render.output import Listing, show, write_object
from quotetrack.export.wording import STANCE_WORDS
from quotetrack.records import Stats

COUNTS: Listing[tuple[str, str]] = Listing(("what", "held"), lambda pair: pair)


def stats(db: options.Db = None, format: options.FormatOption = "table") -> None:
    """Count what the database holds."""
    with quotetrack.open(db, create=False) as collection:
        held, location = collection.stats(), collection.location
    if format == "jsonl":
        write_object({"database": location, **held.to_dict()})
    else:
        show([("database", location), *_counts(held)], COUNTS, format)


def _counts(held: Stats) -> Iterator[tuple[str, str]]:
    yield "articles", str(held.articles)
    yield "earlier texts of articles", str(held.revisions)
    yield "quotations", str(held.quotes)
    yield from ((f"quotations, {kind}", str(number)) for kind, number in held.by_kind)
    yield from ((f"quotations, {STANCE_WORDS[stance]}", str(number)) for stance, number in held.by_stance)
    yield "quotations without a named speaker", str(held.unattributed)
    yield "speakers", str(held.speakers)
    yield "outlets", str(held.sources)
    yield "first published", held.first or ""
    yield "last published", held.last or ""
