"""`quotetrack evaluate`: the program measured on gold data, beside a baseline."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quotetrack.cli.options import EngineOption
from quotetrack.cli.render.terminal import complain, is_terminal, show_table
from quotetrack.errors import UsageError

if TYPE_CHECKING:
    from quotetrack.evaluation import Report, TableRow


_BLANK = ("",) * 5
_MISSING = "textacy:\nnot in-\nstalled"  # narrow, so that the table keeps to sixty columns
_MISSING_IN_PIPE = "textacy (not installed)"


def evaluate(
    bench: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="The folder of gold sets, each with its scorer.")
    ],
    sets: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME", show_default=False, help="Only this set; may be given again."),
    ] = None,
    engine: EngineOption = None,
    details: Annotated[
        bool, typer.Option("--details", help="Print each scorer's whole report before the table.")
    ] = False,
    keep: Annotated[
        Path | None, typer.Option("--keep", metavar="FOLDER", help="Leave the predictions in this folder.")
    ] = None,
) -> None:
    """Measure extraction, attribution and answers on gold data.

    Runs the program over every gold set in FOLDER, then the set's own scorer over what came out. Prints one table of
    all measures. Beside each stands what textacy reaches on the same texts, if it is installed, and what the best other
    tool and two people are known to reach on the same gold.
    """
    from quotetrack.evaluation import evaluate as measure
    from quotetrack.evaluation import set_names

    if unknown := sorted(set(sets or ()) - set(set_names())):
        raise UsageError(f"no gold set is called {', '.join(unknown)}; there are {', '.join(set_names())}")
    reports = []
    with tempfile.TemporaryDirectory() as scratch:
        for report in measure(bench, keep or Path(scratch), sets=sets or (), engine=engine):
            reports.append(report)
            if details:
                typer.echo(f"== {report.set}\n{report.printed or report.note}")
    _show(reports)


def _show(reports: list[Report]) -> None:
    """The table: on a terminal each set's name stands over its rows; in a pipe every row has it."""
    from quotetrack.evaluation import baseline_missing

    missing, piped = baseline_missing(), not is_terminal(sys.stdout)
    beside = (_MISSING_IN_PIPE if piped else _MISSING) if missing else "textacy"
    numbers = ("quotetrack", beside, "best peer", "people")
    if piped:
        noted = [(report.set, report.note, "", "", "", "") for report in reports if report.note]
        lines = [(row.set, row.measure, *_numbers(row)) for report in reports for row in report.rows]
        show_table(("set", "measure", *numbers), [*lines, *noted])
    else:
        show_table(("measure", *numbers), _grouped(reports), counts=("quotetrack", "textacy"))
        for report in reports:
            if report.note:
                typer.echo(f"{report.set}: {report.note}")
    if missing:
        complain(missing)


def _grouped(reports: list[Report]) -> Iterator[tuple[str, ...]]:
    for report in reports:
        if report.rows:
            yield from (_BLANK, (f"{report.set}:", *_BLANK[1:]))
        yield from ((row.measure, *_numbers(row)) for row in report.rows)


def _numbers(row: TableRow) -> tuple[str, str, str, str]:
    return row.ours, row.baseline, row.peer, row.people
