"""`quotetrack export`: a whole collection as JSON Lines."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

import quotetrack
from quotetrack.cli import options
from quotetrack.cli.render.terminal import complain, is_terminal
from quotetrack.errors import UsageError
from quotetrack.export.wording import counted


def export(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="The file to write; it is replaced if it is there; - for stdout."
        ),
    ],
    db: options.Db = None,
    quiet: options.Quiet = False,
) -> None:
    """Write everything that was read, decided, checked and erased as JSON Lines, from either kind of database.

    `quotetrack load FILE` makes an equal collection of it. Links, indexes and counts are left out, as they are made
    anew; claims keep their ids.
    """
    with quotetrack.open(db, create=False) as collection:
        if str(file) != "-":
            number = collection.export(file)
        elif is_terminal(sys.stdout):
            raise UsageError("an export is for a file or a pipe: name a file")
        else:
            sys.stdout.flush()
            number = collection.export(sys.stdout.buffer)
            sys.stdout.buffer.flush()
    if not quiet:
        complain(f"{counted(number, 'record')} written to {'standard output' if str(file) == '-' else file}")
