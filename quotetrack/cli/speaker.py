"""`quotetrack speaker`: who bears a name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

import quotetrack
from quotetrack.cli import options
from quotetrack.cli.render.bars import monthly, sparkline
from quotetrack.cli.render.output import Listing, show, write_objects
from quotetrack.cli.speakers import SPEAKERS
from quotetrack.records import EVERYTHING, Filter, RoleEntry, SpeakerEntry

if TYPE_CHECKING:
    from quotetrack.collection import Collection

_MOST_SUBJECTS = 12
"""Subjects of one speaker that are shown."""

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
    subjects = collection.subjects(own, limit=_MOST_SUBJECTS, without=" ".join(entry.names))
    months = list(monthly(collection.timeline(own)))
    line = f"{months[0][0]} {sparkline([quotes for _, quotes in months])} {months[-1][0]}" if months else ""
    parts = (
        ("kind", [entry.kind]),
        ("quotes", [str(entry.quotes)]),
        ("also", entry.names[1:]),
        ("may be", entry.candidates),
        ("role", [f"{r.words} ({days})" if (days := _days(r)) else r.words for r in entry.roles]),
        ("mention", entry.mentions),
        ("quoted on", [f"{subject.words} ({subject.quotes})" for subject in subjects]),
        ("outlet", entry.sources),
        ("months", [line] if len(months) > 1 else []),
        ("published", filter(None, [_days(entry)])),
    )
    name = entry.name
    for what, values in parts:
        for value in values:
            yield name, what, value
            name, what = "", ""


def _days(entry: SpeakerEntry | RoleEntry) -> str:
    return " to ".join(dict.fromkeys(filter(None, (entry.first, entry.last))))
