"""`quotetrack speakers`: who is quoted, and what people decide about whose names are one."""

from __future__ import annotations

from typing import Annotated

import typer

from quotetrack.cli import options
from quotetrack.cli.options import filtered
from quotetrack.cli.overview import DAYS, show_rows, write_lines
from quotetrack.cli.render.terminal import complain
from quotetrack.records import EVERYTHING, Filter, Settling

app = typer.Typer(name="speakers")

Name = Annotated[str, typer.Argument(metavar="NAME", help="A name as it is listed.")]
Other = Annotated[str, typer.Argument(metavar="OTHER", help="The other name.")]
By = Annotated[
    str | None, typer.Option("--by", metavar="PERSON", show_default="you", help="Who has decided it.")
]
Why = Annotated[str | None, typer.Option("--why", metavar="REASON", help="Why, for whoever reads it later.")]


@app.callback(invoke_without_command=True)
@filtered
def speakers(
    context: typer.Context,
    db: options.Db = None,
    wanted: Filter = EVERYTHING,
    format: options.FormatOption = "table",
) -> None:
    """List the named speakers, each person or body once, who is quoted most first.

    Spellings of a name, short forms and acronyms are taken together where only one speaker can be meant. `merge`,
    `split` and `alias` decide where that is wrong or not enough.
    """
    from quotetrack.store import open_store

    if context.invoked_subcommand is not None:
        return
    with open_store(db, create=False) as store:
        entries = store.speakers.select(wanted)
        if format == "jsonl":
            write_lines(entries)
            return
        headings = ("speaker", "kind", "quotes", "role", "first", "last")
        rows = (
            (e.name, e.kind, str(e.quotes), e.roles[0].words if e.roles else "", e.first or "", e.last or "")
            for e in entries
        )
        show_rows(format, headings, rows, counts=("quotes",), whole=DAYS)


@app.command()
def merge(name: Name, other: Other, db: options.Db = None, by: By = None, why: Why = None) -> None:
    """Decide that two names are one speaker's."""
    _decide("merge", name, other, db, by, why)


@app.command()
def split(name: Name, other: Other, db: options.Db = None, by: By = None, why: Why = None) -> None:
    """Decide that two names are never one speaker's."""
    _decide("split", name, other, db, by, why)


@app.command()
def alias(name: Name, other: Other, db: options.Db = None, by: By = None, why: Why = None) -> None:
    """Decide that NAME always means OTHER, also before anybody is quoted by it."""
    _decide("alias", name, other, db, by, why)


@app.command()
def decisions(db: options.Db = None, format: options.FormatOption = "table") -> None:
    """List what has been decided about speakers, first to last."""
    from quotetrack.collection import open

    with open(db, create=False) as collection:
        made = collection.speaker_decisions()
    if format == "jsonl":
        write_lines(made)
        return
    rows = ((d.what, d.name, d.other, d.made_by, d.made_at, d.why or "") for d in made)
    show_rows(format, ("what", "name", "other", "by", "at", "why"), rows)


def _decide(what: Settling, name: str, other: str, db: str | None, by: str | None, why: str | None) -> None:
    from quotetrack.collection import open

    told = {"merge": "are one speaker's", "split": "are two speakers'", "alias": "are one speaker's"}
    with open(db, create=False) as collection:
        collection.decide_speakers(what, name, other, by=by, why=why)
    complain(
        f"decided: {name!r} and {other!r} {told[what]}; `quotetrack speakers decisions` lists all decisions"
    )
