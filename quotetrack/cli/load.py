"""`quotetrack load`: quotations that others have found into a database."""

from __future__ import annotations

from typing import Annotated

import typer

from quotetrack.cli.add import fill
from quotetrack.cli.options import LARGEST_MEGABYTES, MEGABYTE, Db, MaxSize, NoLink, Quiet, Wait, Workers
from quotetrack.records.stored import PATIENCE


def load(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help="Files of JSON Lines, as `extract --text` or `export` writes them; - reads stdin.",
        ),
    ],
    db: Db = None,
    workers: Workers = None,
    no_link: NoLink = False,
    max_size: MaxSize = LARGEST_MEGABYTES,
    wait: Wait = PATIENCE,
    quiet: Quiet = False,
) -> None:
    """Store quotations as they are given, by another tool or by people.

    One article a line, with its "text" and its "quotes": of a quote only "content", its spans, is needed. Nothing is
    extracted anew; if a quote has a "mention" and no "speaker", it is settled who is meant. Every span is checked: a
    line with one outside its text is named on stderr, and the others are stored. What `export` writes comes in again as
    it was.
    """
    fill(
        lambda collection, **watched: collection.load(
            files, workers=workers, link=not no_link, max_size=max_size * MEGABYTE, **watched
        ),
        db=db,
        inputs=files,
        label="loading",
        wait=wait,
        quiet=quiet,
    )
