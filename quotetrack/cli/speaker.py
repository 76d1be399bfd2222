"""`quotetrack speaker`: who bears a name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

import quotetrack
from quotetrack.cli import options
from quotetrack.cli.render.bars import sparkline
from quotetrack.cli.render.output import Listing, show, write_objects
from quotetrack.cli.speakers import SPEAKERS
from quotetrack.export.overview import MOST_SUBJECTS, monthly, speaker_parts
from quotetrack.records import EVERYTHING, Filter, SpeakerEntry

if TYPE_CHECKING:
    from quotetrack.collection import Collection

FACTS: Listing[tuple[str, str, str]] = Listing(("speaker", "what", "as printed"), lambda row: row)


@options.filtered
def speaker(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help="The name, or some of its words.", autocompletion=options.complete_name
        ),
    ],
    db: options.Db = None,
    wanted: Filter = EVERYTHING,
    format: options.FormatOption = "table",
) -> None:
    """Show who bears a name: each speaker's names, roles with their days, and mentions as printed. Then what the
    articles that quote them are about, outlets, months, first and last day. Of a surname alone that nothing settles,
    show who may be meant."""
    with quotetrack.open(db, create=False) as collection:
        entries = collection.speaker(name, wanted)
        if format == "jsonl":
            write_objects(map(SPEAKERS.to_dict, entries))
        else:
            show((row for entry in entries for row in _rows(entry, collection, wanted)), FACTS, format)


def _rows(entry: SpeakerEntry, collection: Collection, wanted: Filter) -> Iterator[tuple[str, str, str]]:
    """A speaker's rows: one fact each, the name only in the first."""
    own = replace(wanted, speaker=None, person=entry.id, limit=None)
    subjects = collection.subjects(own, limit=MOST_SUBJECTS, without=" ".join(entry.names))
    months = list(monthly(collection.timeline(own)))
    *parts, published = speaker_parts(entry, subjects)
    line = f"{months[0][0]} {sparkline([quotes for _, quotes in months])} {months[-1][0]}" if months else ""
    name = entry.name
    for what, values in (*parts, ("months", (line,) if len(months) > 1 else ()), published):
        for value in values:
            yield name, what, value
            name, what = "", ""
