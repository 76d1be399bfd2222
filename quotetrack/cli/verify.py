"""`quotetrack verify`: what is wrong in a database, row by row; its digests, and what is another since then."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, fields
from pathlib import Path
from typing import Annotated

import typer

import quotetrack
from quotetrack.cli import options
from quotetrack.cli.render.output import write_objects
from quotetrack.cli.render.terminal import complain, show_lines
from quotetrack.errors import UsageError
from quotetrack.export.wording import counted
from quotetrack.records import Digest, Fault

_LONGEST = 100_000
"""Characters of a line of digests; an article's id may be long."""


def verify(
    db: options.Db = None,
    deep: Annotated[
        bool,
        typer.Option(
            "--deep", help="Make anew what is derived (counts, index, links, claims), and compare it too."
        ),
    ] = False,
    digest: Annotated[
        bool,
        typer.Option(
            "--digest", help="Print the digests of the collection and of all in it, to be kept elsewhere."
        ),
    ] = False,
    against: Annotated[
        Path | None,
        typer.Option(
            "--against", metavar="FILE", help="Tell what is gone or another since these digests were printed."
        ),
    ] = None,
    format: options.ShowFormat = "table",
) -> None:
    """Compare all that a database holds with what it should be: texts with their digests, quotations with their texts,
    links with both ends, and every value with what was written.

    A line for each fault: table, row, article or quotation, what was found and what was expected. Nothing is changed.
    Exit 1 where there is a fault.
    """
    if digest and (deep or against):
        raise UsageError("--digest prints what is there and compares nothing: leave --deep and --against out")
    with quotetrack.open(db, create=False) as collection:
        if digest:
            write_objects(map(asdict, collection.digests()))
            return
        kept = list(_kept(against)) if against else []
        compared = Counter[str]()
        faults = collection.changed_since(kept) if against else collection.verify(compared, deep=deep)
        if format == "jsonl":
            number = write_objects(map(asdict, faults))
        else:
            number = show_lines([_line(fault)] for fault in faults)
    if against:
        complain(f"{counted(len(kept), 'digest')} compared: {number} changed")
    else:
        looked = [counted(compared[f"{what}s"], what) for what in ("text", "quotation", "span", "link")]
        complain(f"{', '.join(looked[:-1])} and {looked[-1]} compared: {counted(number, 'fault')}")
        if deep and number:
            complain(
                "what is derived was made anew only if nothing else is wrong: mend the faults, then try again"
            )
    if number:
        raise typer.Exit(1)


def _kept(file: Path) -> Iterator[Digest]:
    """Read digests as `--digest` prints them."""
    try:
        with file.open(encoding="utf-8", errors="replace") as stream:
            for number, line in enumerate(iter(lambda: stream.readline(_LONGEST), ""), start=1):
                kept = _digest_of(line)
                if kept is None:
                    raise UsageError(
                        f"line {number} of {file} is no digest: name a file that `quotetrack verify --digest` printed"
                    )
                yield kept
            if not stream.tell():
                raise UsageError(
                    f"{file} is empty: name a file that `quotetrack verify --digest` printed digests to"
                )
    except OSError as failure:
        raise UsageError(f"{file} cannot be read: {failure.strerror}") from failure


def _digest_of(line: str) -> Digest | None:
    """Return the digest that a line tells; None if it tells none."""
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return None
    names = {field.name for field in fields(Digest)}
    is_one = (
        isinstance(told, dict) and told.keys() == names and all(isinstance(v, str) for v in told.values())
    )
    return Digest(**told) if is_one else None


def _line(fault: Fault) -> str:
    place = " ".join(filter(None, (fault.table or "file", fault.row, fault.where)))
    return f"{place}: {fault.what}"
