"""`quotetrack speakers`: who is quoted, and what people decide about whose names are one."""

from __future__ import annotations

from typing import Annotated

import typer

import quotetrack
from quotetrack.cli import options
from quotetrack.cli.deciding import Numbers, say_taken_back
from quotetrack.cli.render.output import Listing, show
from quotetrack.cli.render.terminal import complain
from quotetrack.cli.stopping import changing
from quotetrack.errors import UsageError
from quotetrack.records import EVERYTHING, Filter, Settling, SpeakerDecision, SpeakerEntry, UnnamedEntry
from quotetrack.records.stored import PATIENCE

app = typer.Typer(name="speakers")

_Name = Annotated[str, typer.Argument(metavar="NAME", help="A name as it is listed.")]
_Other = Annotated[str, typer.Argument(metavar="OTHER", help="The other name.")]
_By = Annotated[
    str | None, typer.Option("--by", metavar="PERSON", show_default="you", help="Who has decided it.")
]
_Why = Annotated[str | None, typer.Option("--why", metavar="REASON", help="Why, for whoever reads it later.")]

SPEAKERS: Listing[SpeakerEntry] = Listing(
    ("speaker", "kind", "quotes", "role", "first", "last"),
    lambda e: (
        *(e.name, e.kind, str(e.quotes), e.roles[0].words if e.roles else ""),
        *(e.first or "", e.last or ""),
    ),
    counts=("quotes",),
    whole=("first", "last"),
)
UNNAMED_SPEAKERS: Listing[UnnamedEntry] = Listing(
    ("description", "kind", "quotes", "first", "last"),
    lambda e: (e.words, e.kind, str(e.quotes), e.first or "", e.last or ""),
    counts=("quotes",),
    whole=("first", "last"),
)
SETTLED: Listing[SpeakerDecision] = Listing(
    ("no", "what", "name", "other", "by", "at", "why", "takes back"),
    lambda d: (
        *(str(d.number), d.what, d.name, d.other, d.made_by, d.made_at, d.why or ""),
        str(d.takes_back or ""),
    ),
    counts=("no",),
)


@app.callback(invoke_without_command=True)
@options.filtered
def speakers(
    context: typer.Context,
    db: options.Db = None,
    wanted: Filter = EVERYTHING,
    unnamed: Annotated[
        bool,
        typer.Option(
            "--unnamed",
            help="List instead how speakers are described who are not named: activists, a Western diplomat.",
        ),
    ] = False,
    offset: options.Offset = 0,
    format: options.FormatOption = "table",
) -> None:
    """List the named speakers, each person or body once, who is quoted most first.

    Spellings of a name, short forms and acronyms are taken together where only one speaker can be meant. `merge`,
    `split` and `alias` decide where that is wrong or not enough.

    --unnamed lists the descriptions of those not named. Each description may be many people.
    """
    if context.invoked_subcommand is None:
        with quotetrack.open(db, create=False) as collection:
            if unnamed:
                nothing = f"no unnamed speaker is described in {collection.location}"
                if offset:
                    raise UsageError("--offset does not go with --unnamed: the whole list comes at once")
                show(collection.unnamed_speakers(wanted), UNNAMED_SPEAKERS, format, nothing=nothing)
            else:
                show(collection.speakers(wanted, offset=offset), SPEAKERS, format)


def _add_command(what: Settling, help: str) -> None:
    """Add the command that makes decisions of one kind."""

    def decide(
        name: _Name,
        other: _Other,
        db: options.Db = None,
        by: _By = None,
        why: _Why = None,
        wait: options.Wait = PATIENCE,
    ) -> None:
        with changing(db, wait=wait) as collection:
            collection.decide_speakers(what, name, other, by=by, why=why)
        are = "are two speakers'" if what == "split" else "are one speaker's"
        complain(
            f"decided: {name!r} and {other!r} {are}; `quotetrack speakers decisions` lists all decisions"
        )

    app.command(what, help=help)(decide)


_add_command("merge", "Decide that two names are one speaker's.")
_add_command("split", "Decide that two names are never one speaker's.")
_add_command("alias", "Decide that NAME always means OTHER, also before anybody is quoted by it.")


@app.command("undo")
def undo_names(
    numbers: Numbers = None,
    db: options.Db = None,
    by: _By = None,
    wait: options.Wait = PATIENCE,
) -> None:
    """Take back decisions about speakers, or without numbers the latest that stands.

    What was decided before of the same two names counts again. If nothing was, it is as if nobody had decided.
    """
    with changing(db, wait=wait) as collection:
        taken_back = collection.undo_speakers(*(numbers or ()), by=by)
    say_taken_back(taken_back, "quotetrack speakers decisions")


@app.command("decisions")
def decisions_(db: options.Db = None, format: options.FormatOption = "table") -> None:
    """List what has been decided about speakers, first to last. None is ever struck."""
    with quotetrack.open(db, create=False) as collection:
        show(collection.speaker_decisions(), SETTLED, format)
