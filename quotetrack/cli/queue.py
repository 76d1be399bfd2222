"""`quotetrack review queue`: what a reviewer should look at next."""

from __future__ import annotations

from typing import Annotated

import typer

import quotetrack
from quotetrack.cli import options
from quotetrack.cli.render.output import nothing_fits, show, write_objects
from quotetrack.cli.render.rows import QUOTATIONS
from quotetrack.cli.render.terminal import complain
from quotetrack.export.wording import counted
from quotetrack.records import EVERYTHING, Filter, Queued, QueueOrder


@options.some_filtered
def queue(
    db: options.Db = None,
    order: Annotated[
        QueueOrder,
        typer.Option(
            "--order",
            metavar="ORDER",
            help="What comes first: unsure (least sure of the speaker) or printed (most often).",
        ),
    ] = "unsure",
    after: Annotated[
        str | None,
        typer.Option(
            "--after",
            metavar="PLACE",
            help="Only what comes behind this place, as was said at the end of the last list, or this id.",
        ),
    ] = None,
    second_for: Annotated[
        str | None,
        typer.Option(
            "--second-for",
            metavar="PERSON",
            help="Only what just one reviewer has decided on, and not this one: to be looked at by two.",
        ),
    ] = None,
    without: Annotated[
        list[str] | None,
        typer.Option("--without", metavar="ID", help="Leave out this quotation. May be given several times."),
    ] = None,
    wanted: Filter = EVERYTHING,
    format: options.FormatOption = "table",
) -> None:
    """List what a reviewer should look at next: the quotations that nobody has decided on, in a stable order.

    Those whose speaker is least sure come first, and those whose speaker is unknown last: they are in nobody's mouth.
    The end says how many are left, and how to go on.
    """
    with quotetrack.open(db, create=False) as collection:
        found = collection.queue(
            wanted, order=order, after=after, second_for=second_for, without=without or ()
        )
        if not found.left:
            complain(nothing_fits("quotation", collection, wanted))
        elif not found.items:
            complain(f"nothing comes behind it; {counted(found.left, 'quotation')} are left before")
        elif format == "jsonl":
            write_objects(map(Queued.to_dict, found.items))
        else:
            show((item.printed for item in found.items), QUOTATIONS, format)
        if found.items:
            complain(
                f"{counted(found.left or 0, 'quotation')} left; go on with --after {found.items[-1].place}"
            )
