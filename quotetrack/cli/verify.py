"""`quotetrack verify`: what is wrong in a database, row by row."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict

import typer

import quotetrack
from quotetrack.cli import options
from quotetrack.cli.render.output import write_objects
from quotetrack.cli.render.terminal import complain, show_lines
from quotetrack.export.wording import counted
from quotetrack.records import Fault


def verify(db: options.Db = None, format: options.ShowFormat = "table") -> None:
    """Compare all that a database holds with what it should be: texts with their digests, quotations with their texts,
    links with both ends.

    A line for each fault: table, row, article or quotation, what was found and what was expected. Nothing is changed.
    Exit 1 where there is a fault.
    """
    compared = Counter[str]()
    with quotetrack.open(db, create=False) as collection:
        faults = collection.verify(compared)
        if format == "jsonl":
            number = write_objects(map(asdict, faults))
        else:
            number = show_lines([_line(fault)] for fault in faults)
    looked = [counted(compared[f"{what}s"], what) for what in ("text", "quotation", "span", "link")]
    complain(f"{', '.join(looked[:-1])} and {looked[-1]} compared: {counted(number, 'fault')}")
    if number:
        raise typer.Exit(1)


def _line(fault: Fault) -> str:
    place = " ".join(filter(None, (fault.table or "file", fault.row, fault.where)))
    return f"{place}: {fault.what}"
