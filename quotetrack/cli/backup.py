"""`quotetrack backup`: a copy of a database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import quotetrack
from quotetrack.cli import options
from quotetrack.cli.render.terminal import complain
from quotetrack.export.wording import counted


def backup(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The file to write; it is replaced if it is there.")
    ],
    db: options.Db = None,
    quiet: options.Quiet = False,
) -> None:
    """Copy a database into a file, as it is at one moment, while others go on reading and writing.

    The copy is read again and verified before it gets its name. For PostgreSQL use pg_dump, or `quotetrack export`.
    Exit 1 where the database itself has faults, which are in the copy as well.
    """
    with quotetrack.open(db, create=False) as collection:
        copied = collection.backup(file)
    if not quiet:
        print(
            f"{counted(copied.articles, 'article')}, {counted(copied.quotations, 'quotation')} copied to {copied.path}"
            f" and verified: {counted(copied.faults, 'fault')}"
        )
    if copied.faults:
        complain(f"{copied.path} has the faults of the database: `quotetrack verify` lists them")
        raise typer.Exit(1)
