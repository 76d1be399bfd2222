"""`quotetrack merge`: another collection into this one."""

from __future__ import annotations

from typing import Annotated

import typer

from quotetrack.cli import options
from quotetrack.cli.render.output import Listing, show
from quotetrack.cli.render.terminal import complain
from quotetrack.cli.stopping import changing
from quotetrack.export.wording import counted
from quotetrack.records import Conflict
from quotetrack.records.stored import PATIENCE


def _row(conflict: Conflict) -> tuple[str, ...]:
    return (conflict.what, conflict.where, conflict.ours, conflict.theirs, conflict.taken)


CONFLICTS: Listing[Conflict] = Listing(("what", "where", "ours", "theirs", "taken"), _row, Conflict.to_dict)


def merge(
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The database to take in: a file, or a URL.")],
    db: options.Db = None,
    workers: options.Workers = None,
    wait: options.Wait = PATIENCE,
    quiet: options.Quiet = False,
    format: options.FormatOption = "table",
) -> None:
    """Take in all that another database holds: articles by their key, decisions by the time they were made.

    What both hold stays as it is here, and gets the texts and decisions that are new. Where the two tell something
    differently, the later counts, and each such conflict is printed. The other database is only read.
    """
    with changing(db, wait=wait, create=True) as collection:
        merged = collection.merge(other, workers=workers)
    show(merged.conflicts, CONFLICTS, format)
    if not quiet:
        complain(f"{merged.summary()}; {counted(len(merged.conflicts), 'conflict')}")
