"""`quotetrack review`: what people decide of quotations, taken over from sheets, listed and taken back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

import quotetrack
from quotetrack.cli import options
from quotetrack.cli.queue import queue
from quotetrack.cli.render.output import Listing, show, write_object
from quotetrack.cli.render.terminal import complain, complain_of
from quotetrack.cli.stopping import changing
from quotetrack.errors import UsageError
from quotetrack.export.wording import counted, field_words, who
from quotetrack.records import EVERYTHING, Decision, Disagreement, Failure, Filter, TwoReviewers
from quotetrack.records.stored import PATIENCE

app = typer.Typer(
    name="review",
    no_args_is_help=True,
    help="Take over, make, list, compare and take back what reviewers decide.",
)

_By = Annotated[
    str | None,
    typer.Option(
        "--by", metavar="PERSON", show_default="you", help="Who decides, where the sheet does not say."
    ),
]
_Who = Annotated[str | None, typer.Option("--by", metavar="PERSON", show_default="you", help="Who decides.")]
_Id = Annotated[str, typer.Argument(metavar="ID", help="The quotation's id, or its first characters.")]
_PLACE = re.compile(r"(\d{1,12})-(\d{1,12})")
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


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


REVIEWERS: Listing[TwoReviewers] = Listing(
    ("reviewer", "other", "quotations", "agree", "share", "kappa"),
    lambda two: (
        *(two.one or "all", two.other or "two by two", str(two.quotations), str(two.agreed)),
        *(_figure(two.share), _figure(two.kappa)),
    ),
    counts=("quotations", "agree", "share", "kappa"),
)
CELLS: Listing[tuple[str, ...]] = Listing(
    ("reviewer", "found", "other", "other found", "quotations"), lambda cells: cells, counts=("quotations",)
)
DISAGREEMENTS: Listing[Disagreement] = Listing(
    ("quotation", "words", "speaker", "found"),
    lambda one: (
        *(one.printed.id, one.printed.text, who(one.printed)),
        "; ".join(f"{person}: {status}" for person, status in one.said),
    ),
    whole=("quotation",),
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


@app.command("set")
def set_(
    id: _Id,
    db: options.Db = None,
    status: Annotated[
        str | None,
        typer.Option(
            "--status",
            metavar="STATUS",
            help="confirmed, corrected, rejected or unsure; '' opens it again.",
        ),
    ] = None,
    speaker: Annotated[
        str | None,
        typer.Option("--speaker", metavar="NAME", help="Who said it; '' if nobody can be named."),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            show_default="as the name is known",
            help="The speaker's kind: person, organisation, outlet, document, group or anonymous.",
        ),
    ] = None,
    words: Annotated[
        str | None,
        typer.Option(
            "--words", metavar="WORDS", help="What was said, in words of the article at that place."
        ),
    ] = None,
    offsets: Annotated[
        str | None,
        typer.Option(
            "--offsets", metavar="PLACES", help="Where the words begin and end instead: 10-20,30-35."
        ),
    ] = None,
    stance: Annotated[
        str | None,
        typer.Option(
            "--stance", metavar="STANCE", help="said, denied, declined, asked, would_say or not_said."
        ),
    ] = None,
    notes: Annotated[
        str | None,
        typer.Option("--notes", metavar="WORDS", help="What a reader should know; '' clears it."),
    ] = None,
    by: _Who = None,
    seen: Annotated[
        str | None,
        typer.Option(
            "--seen",
            metavar="STATE",
            help="Refuse if the quotation has another state by now than `quotetrack review state` printed.",
        ),
    ] = None,
    wait: options.Wait = PATIENCE,
) -> None:
    """Decide on one quotation, by the rules of an edited row of a sheet. What is not given stays as it is."""
    with changing(db, wait=wait) as collection:
        decisions = collection.decide(
            id,
            status=status,
            speaker=speaker,
            kind=kind,
            words=words,
            spans=None if offsets is None else _places(offsets),
            stance=stance,
            notes=notes,
            by=by,
            seen=seen,
        )
    are = ", ".join(f"{one.what} {field_words(one.what, one.value) or 'none'}" for one in decisions)
    numbers = " ".join(str(one.number) for one in decisions)
    complain(f"decided of {decisions[0].quote}: {are}; `quotetrack review undo {numbers}` takes it back")


def _places(given: str) -> list[tuple[int, int]]:
    pairs = [_PLACE.fullmatch(piece.strip()) for piece in given.split(",")]
    places = [(int(pair[1]), int(pair[2])) for pair in pairs if pair]
    if len(places) < len(pairs):
        raise UsageError(f"--offsets {given[:60]!r}: expected places such as 10-20,30-35")
    return places


@app.command()
def state(id: _Id, db: options.Db = None) -> None:
    """Print the state of a quotation for `review set --seen`: 16 digits, which change with what is decided of it."""
    with quotetrack.open(db, create=False) as collection:
        print(collection.state(collection.get(id)))


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
    after: Annotated[
        int,
        typer.Option(
            "--after", metavar="NO", min=0, max=options.LARGEST, help="Only decisions with a higher number."
        ),
    ] = 0,
    format: options.FormatOption = "table",
) -> None:
    """List what has been decided of quotations, first to last: who, when, what it was before. None is ever struck."""
    with quotetrack.open(db, create=False) as collection:
        show(collection.decisions(quote=quote, by=by, since=since, after=after), DECISIONS, format)


@app.command("agreement")
@options.filtered
def compare_reviewers(
    db: options.Db = None, wanted: Filter = EVERYTHING, format: options.ShowFormat = "table"
) -> None:
    """Compare what several people found of the same quotations: the status that each decided last.

    For each two people it prints of how many quotations both decided, the share on which they agree, and Cohen's kappa:
    1 for full agreement, 0 for no more than chance gives, nothing if it is undefined. Then come the quotations they
    differ on, --limit of them. Quotations that are not shown are among them.
    """
    with quotetrack.open(db, create=False) as collection:
        found = collection.agreement(wanted)
        location = collection.location
    if format == "jsonl":
        write_object(found.to_dict())
    elif not found.quotations:
        complain(f"no quotation that fits was decided by two people in {location}")
    else:
        show([*found.pairs, found.together], REVIEWERS, format)
        print()
        show(_cells_told(found.pairs), CELLS, format)
        if found.disagreements:
            print()
            show(found.disagreements, DISAGREEMENTS, format)


def _cells_told(pairs: Iterable[TwoReviewers]) -> Iterator[tuple[str, ...]]:
    for pair in pairs:
        for cell in pair.table:
            yield pair.one, cell.one, pair.other, cell.other, str(cell.quotations)


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
    """Take back decisions, or without numbers those of the latest import, or of the latest `review set`.

    What they changed is again as it was before.
    """
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
