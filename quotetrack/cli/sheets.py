"""`quotetrack sheet`: quotations as a file to hand on."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

import typer

from quotetrack.cli import options, output
from quotetrack.cli.options import filter_of
from quotetrack.cli.terminal import complain, is_terminal
from quotetrack.errors import UsageError
from quotetrack.export.wording import counted
from quotetrack.records import Printed


def sheet(
    db: options.Db = None,
    to: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="The file; its ending gives the format. - is stdout."
        ),
    ] = None,
    format: Annotated[
        Literal["csv", "xlsx", "html", "md", "json", "jsonl"] | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            show_default="the file's ending",
            help="csv, xlsx, html, md, json or jsonl.",
        ),
    ] = None,
    ask: Annotated[
        str | None,
        typer.Option("--ask", metavar="QUESTION", help="The answers to this question, instead of filters."),
    ] = None,
    speaker: options.Speaker = None,
    about: options.About = None,
    source: options.Source = None,
    since: options.Since = None,
    until: options.Until = None,
    kind: options.KindOption = None,
    stance: options.StanceOption = None,
    min_confidence: options.MinConfidence = 0.0,
    limit: options.Limit = None,
) -> None:
    """Write quotations as a sheet: each with its speaker, context, outlet and evidence."""
    from quotetrack.collection import open

    wanted = filter_of(
        speaker=speaker,
        about=about,
        source=source,
        since=since,
        until=until,
        kind=kind,
        stance=stance,
        min_confidence=min_confidence,
        limit=limit,
    )
    if ask is not None and wanted != filter_of(limit=limit):
        raise UsageError("--ask goes without filters: put the speaker, outlet or days into the question")
    with open(db, create=False) as collection:
        if ask is None:
            rows = _write(collection.store.printed(wanted), to, format)
        else:
            reply = collection.ask(ask, limit=limit or 1000, unfold=True)
            rows = _write((found.printed for found in reply.results), to, format)
    complain(f"{counted(rows, 'quotation')} written to {'standard output' if _is_stdout(to) else to}")


def _is_stdout(to: Path | None) -> bool:
    return to is None or str(to) == "-"


def _write(printed: Iterable[Printed], to: Path | None, format: str | None) -> int:
    from quotetrack.export import write, write_sheet

    if to is not None and not _is_stdout(to):
        try:
            return write_sheet(printed, to, format=format)
        except OSError as error:
            raise output.cannot_write(to, error) from error
    if format is None:
        raise UsageError("no format: give --output FILE with an ending such as .xlsx, or --format")
    if format == "xlsx" and is_terminal(sys.stdout):
        raise UsageError("an XLSX file is nothing for a terminal: give --output FILE")
    with output.opened(None) as out:
        return write(printed, format, out)
