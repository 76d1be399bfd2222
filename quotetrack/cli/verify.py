"""`quotetrack verify`: what is wrong in a database, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict

import typer

from quotetrack.cli import options
from quotetrack.cli.render.output import write_objects
from quotetrack.cli.render.terminal import complain
from quotetrack.export.legible import legible_line
from quotetrack.export.wording import counted
from quotetrack.records import Fault


def verify(db: options.Db = None, format: options.ShowFormat = "table") -> None:
    """Compare all that a database holds with what it should be: texts with their digests, quotations with their texts,
    links with both ends.

    A line for each fault: table, row, article or quotation, what was found and what was expected. Nothing is changed.
    Exit 1 where there is a fault.
    """
    from quotetrack.collection import open

    compared, found = Counter[str](), Counter[str]()
    with open(db, create=False) as collection:
        faults = _counting(collection.verify(compared), found)
        if format == "jsonl":
            write_objects(asdict(fault) for fault in faults)
        else:
            for fault in faults:
                print(legible_line(_line(fault)))
    looked = [counted(compared[f"{one}s"], one) for one in ("text", "quotation", "span", "link")]
    complain(f"{', '.join(looked[:-1])} and {looked[-1]} compared: {counted(found['faults'], 'fault')}")
    if found["faults"]:
        raise typer.Exit(1)


def _line(fault: Fault) -> str:
    place = " ".join(filter(None, (fault.table or "file", fault.row, fault.where)))
    return f"{place}: {fault.what}"


def _counting(faults: Iterator[Fault], found: Counter[str]) -> Iterator[Fault]:
    for fault in faults:
        found["faults"] += 1
        yield fault
