"""`quotetrack review`: what people decide of quotations, taken over from sheets, listed and taken back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import quotetrack
from quotetrack.cli import options
from quotetrack.cli.queue import queue
from quotetrack.cli.render.output import Listing, show
from quotetrack.cli.render.terminal import complain, complain_of
from quotetrack.cli.stopping import changing
from quotetrack.export.wording import counted, field_words
from quotetrack.records import Decision, Failure
from quotetrack.records.stored import PATIENCE

app = typer.Typer(
    name="review", no_args_is_help=True, help="Take over, list and take back what reviewers decide."
)

_By = Annotated[
    str | None,
    typer.Option(
        "--by", metavar="PERSON", show_default="you", help="Who decides, where the sheet does not say."
    ),
]
_MOST = 20
"""Lines that are named one by one."""


def _row(decision: Decision) -> tuple[str, ...]:
    return (
        str(decision.number),
        decision.quote,
        decision.what,
        field_words(decision.what, decision.value),
        field_words(decision.what, decision.was),
        decision.made_by,
        decision.checked_on,
        decision.made_at,
        str(decision.undoes or ""),
    )


DECISIONS = Listing(
    ("no", "quotation", "what", "is", "was", "by", "checked on", "at", "takes back"),
    _row,
    Decision.to_dict,
    counts=("no",),
    whole=("quotation", "checked on"),
)


@app.command("import")
def import_(
    sheet: Annotated[
        Path, typer.Argument(metavar="SHEET", help="An XLSX or CSV sheet that `quotetrack sheet` wrote.")
    ],
    db: options.Db = None,
    by: _By = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be decided.")] = False,
    wait: options.Wait = PATIENCE,
) -> None:
    """Take over what reviewers have decided in a sheet: status, notes, corrected words, speaker and stance.

    Only cells that were changed count. A row that makes no sense is refused with its line, and the others go in (exit
    1). Decisions outlast extracting anew, and show in everything that is asked.
    """
    with changing(db, wait=wait) as collection:
        done = collection.import_review(sheet, by=by, dry_run=dry_run)
    _name(done.refused)
    _name(done.ignored)
    _name(done.unread, "not read: ")
    would = "would be " if dry_run else ""
    print(
        f"{counted(done.rows, 'row')}, {done.filled_in:,} filled in: {counted(len(done.decisions), 'decision')} on "
        f"{counted(done.quotations, 'quotation')} {would}made, {done.unchanged:,} unchanged, "
        f"{len(done.refused):,} refused"
    )
    if done.refused:
        raise typer.Exit(1)


app.command()(queue)


@app.command()
def log(
    db: options.Db = None,
    quote: Annotated[
        str | None, typer.Option("--quote", metavar="ID", help="Only of quotations whose id starts so.")
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="PERSON", help="Only what this person decided.")
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DAY", callback=options.check_day, help="Only from this day on."),
    ] = None,
    format: options.FormatOption = "table",
) -> None:
    """List what has been decided of quotations, first to last: who, when, what it was before. None is ever struck."""
    with quotetrack.open(db, create=False) as collection:
        show(collection.decisions(quote=quote, by=by, since=since), DECISIONS, format)


@app.command("undo")
def undo_(
    numbers: Annotated[
        list[int] | None,
        typer.Argument(
            metavar="[NO]...",
            min=1,
            max=options.LARGEST,
            help="Numbers of decisions, as `quotetrack review log` lists them.",
        ),
    ] = None,
    db: options.Db = None,
    by: _By = None,
    wait: options.Wait = PATIENCE,
) -> None:
    """Take back decisions, or without numbers all of the latest import: what they changed is again as it was before."""
    with changing(db, wait=wait) as collection:
        taken_back = collection.undo_review(*(numbers or ()), by=by)
    complain(
        f"{counted(len(taken_back), 'decision')} taken back on "
        f"{counted(len({decision.quote for decision in taken_back}), 'quotation')}; `quotetrack review log` lists all"
    )


def _name(failures: tuple[Failure, ...], what: str = "") -> None:
    for failure in failures[:_MOST]:
        complain_of(Failure(failure.where, f"{what}{failure.reason}"))
    if len(failures) > _MOST:
        complain(f"and {len(failures) - _MOST:,} more such lines")
