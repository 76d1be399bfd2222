"""`quotetrack sheet`: quotations as a file to hand on."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

import quotetrack
from quotetrack.cli import options
from quotetrack.cli.render.output import opened
from quotetrack.cli.render.terminal import complain, is_terminal
from quotetrack.errors import UsageError
from quotetrack.export.wording import counted
from quotetrack.output import require_no_input
from quotetrack.records import EVERYTHING, Filter

SheetFormat = Literal[
    "csv",
    "xlsx",
    "html",
    "docx",
    "md",
    "json",
    "jsonld",
    "jsonl",
    "ndjson",
    "parquet",
    "bibtex",
    "csl",
]
_BINARY = ("xlsx", "docx", "parquet")
_OF_ARTICLES = ("bibtex", "csl")


@options.filtered
def sheet(
    db: options.Db = None,
    to: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="The file; its ending gives the format. In a folder, it is named after the question. - is stdout.",
        ),
    ] = None,
    format: Annotated[
        SheetFormat | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            show_default="the file's ending",
            help="csv, xlsx, html, docx, md, json, jsonld, jsonl, ndjson, parquet, bibtex or csl.",
        ),
    ] = None,
    ask: Annotated[
        str | None,
        typer.Option(
            "--ask", metavar="QUESTION", help="The answers to this question, every printing by itself."
        ),
    ] = None,
    wanted: Filter = EVERYTHING,
) -> None:
    """Write quotations as a sheet: each with its speaker, context, outlet, evidence and claim.

    xlsx and csv can be filled in by a reviewer, and taken over with `quotetrack review import`. bibtex and csl have the
    articles of the quotations instead, as references; their files end in .bib and .csl.json.
    """
    from quotetrack.export import format_of, write

    if ask is not None and (wanted.speaker is not None or wanted.about is not None):
        raise UsageError("--ask goes without --speaker and --about: put them into the question")
    with quotetrack.open(db, create=False) as collection:
        table = collection.sheet(wanted, question=ask)
        if to is None or str(to) == "-":
            wanted_format = _format_of_stdout(format)
            with opened(None) as out:
                rows = write(table, wanted_format, out)
            complain(f"{_what(rows, wanted_format)} written to standard output")
            return
        to = to / _name(table.title, format or "xlsx") if to.is_dir() else to
        # What SQLite keeps beside a database is part of it.
        require_no_input(to, [f"{collection.location}{ending}" for ending in ("", "-wal", "-shm")])
        rows = quotetrack.write_sheet(table, to, format=format)
    complain(f"{_what(rows, format or format_of(to))} written to {to}")


def _name(title: str, format: SheetFormat) -> str:
    """Return what a file is called in a folder: after the sheet."""
    from quotetrack.export import ending_of
    from quotetrack.export.naming import file_name

    return f"{file_name(title, '')}.{ending_of(format)}"


def _what(rows: int, format: str) -> str:
    """Return what was written: "3 quotations", "the articles of 3 quotations"."""
    return ("the articles of " if format in _OF_ARTICLES else "") + counted(rows, "quotation")


def _format_of_stdout(format: SheetFormat | None) -> SheetFormat:
    if format is None:
        raise UsageError("no format: give --output FILE with an ending such as .xlsx, or --format")
    if format in _BINARY and is_terminal(sys.stdout):
        raise UsageError(f"{format.upper()} is nothing for a terminal: give --output FILE")
    return format
