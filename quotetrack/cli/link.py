"""`quotetrack link`: quotations linked that are not linked yet."""

from __future__ import annotations

from typing import Annotated

import typer

from quotetrack.cli import options
from quotetrack.cli.stopping import changing
from quotetrack.export.wording import counted
from quotetrack.records.stored import PATIENCE


def link(
    db: options.Db = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Link everything anew.")] = False,
    workers: options.Workers = None,
    wait: options.Wait = PATIENCE,
    quiet: options.Quiet = False,
) -> None:
    """Link the quotations that are not linked yet. `add` and `load` do so by themselves, unless told --no-link.

    --rebuild links everything anew; claims keep their ids where most of their printings stay together.
    """
    with changing(db, wait=wait) as collection:
        linked = collection.link(rebuild=rebuild, workers=workers)
    if not quiet:
        print(
            f"{counted(linked.statements, 'quotation')} linked: {counted(linked.links, 'link')}, "
            f"{counted(linked.claims, 'claim')} made or changed"
        )
