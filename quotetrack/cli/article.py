"""`quotetrack article`: one stored article with all that is said in it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

import quotetrack
from quotetrack.cli import options
from quotetrack.cli.render.output import opened, show, write_object
from quotetrack.cli.render.rows import QUOTATIONS
from quotetrack.errors import UsageError


def article(
    id: Annotated[
        str, typer.Argument(metavar="ID", help="The article's id; its URL or path if several have the id.")
    ],
    db: options.Db = None,
    text: options.WithText = False,
    zones: options.WithZones = False,
    not_speech: options.WithNotSpeech = False,
    earlier: Annotated[
        bool, typer.Option("--earlier", help="Print which texts the article had before (jsonl).")
    ] = False,
    unshown: options.Unshown = False,
    format: options.ArticleFormat = "jsonl",
) -> None:
    """Print one stored article with all that is said in it, as extract prints it, and as reviewers have corrected it.

    `--format html` is a page with the whole text, quotations marked by speaker.
    """
    if format != "jsonl" and (text or zones or not_speech or earlier):
        raise UsageError(
            f"--text, --zones, --not-speech and --earlier belong to --format jsonl, not to {format}"
        )
    with quotetrack.open(db, create=False) as collection:
        entry = collection.article(id, unshown=unshown)
    if format == "html":
        from quotetrack.export.page import write_page

        with opened(None) as out:
            write_page([entry.extraction], out)
    elif format == "jsonl":
        line = entry.extraction.to_dict(text=text, zones=zones, not_speech=not_speech)
        if earlier:
            line["earlier"] = [asdict(one) for one in entry.earlier]
        write_object(line)
    else:
        show(entry.printed, QUOTATIONS, format)
