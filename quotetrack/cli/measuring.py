"""`quotetrack evaluate`: the program measured on gold data."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from quotetrack.errors import UsageError


def evaluate(
    bench: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="The folder of gold sets, each with its scorer.")
    ],
    sets: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME", show_default=False, help="Only this set; may be given again."),
    ] = None,
    keep: Annotated[
        Path | None, typer.Option("--keep", metavar="FOLDER", help="Leave the predictions in this folder.")
    ] = None,
) -> None:
    """Measure extraction, attribution and answers on gold data.

    Runs the program over every gold set in FOLDER and the set's own scorer over what came out, and prints
    what the scorers print.
    """
    from quotetrack.evaluate import evaluate as reports
    from quotetrack.evaluate import set_names

    unknown = sorted(set(sets or ()) - set(set_names()))
    if unknown:
        raise UsageError(f"no gold set is called {', '.join(unknown)}; there are {', '.join(set_names())}")
    with tempfile.TemporaryDirectory() as scratch:
        for report in reports(bench, keep or Path(scratch), sets=sets or ()):
            typer.echo(report)
