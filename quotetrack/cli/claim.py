"""`quotetrack claim`: one claim with all its printings, compared."""

from __future__ import annotations

from typing import Annotated

import typer

import quotetrack
from quotetrack.cli import options
from quotetrack.cli.render.output import write_object
from quotetrack.cli.render.terminal import console


def claim(
    id: Annotated[
        str, typer.Argument(metavar="ID", help="The id of a claim or of a quotation, or its beginning.")
    ],
    db: options.Db = None,
    unshown: options.Unshown = False,
    format: options.ShowFormat = "table",
) -> None:
    """Show a claim: every printing by day, what each cut, inserted or altered, and what contradicts it.

    Printings stand by wording: three translations of one sentence are three. Each is compared with the one of its
    wording that has most of the speaker's own words; jsonl numbers the wordings. Copies stand beneath what they copy
    and do not count as sources. What is not shown prints no claim: asked for by its id, it stands alone.
    """
    with quotetrack.open(db, create=False) as collection:
        shown = collection.claim(id, unshown=unshown)
    if format == "jsonl":
        write_object(shown.to_dict(quotetrack.group_wordings(shown)))
        return
    from quotetrack.cli.render.claims import timeline

    screen = console()
    for line in timeline(shown, quotetrack.group_wordings(shown), marked=not screen.is_terminal):
        screen.print(line, soft_wrap=not screen.is_terminal)
