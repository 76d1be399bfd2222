"""`quotetrack claims`: the same utterance, wherever it is printed, and what people decide about it."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

import quotetrack
from quotetrack.cli import options
from quotetrack.cli.deciding import (
    By,
    ClaimArgument,
    Note,
    Numbers,
    OtherArgument,
    QuoteArgument,
    SeenClaim,
    SeenLink,
    say_decided,
    say_taken_back,
)
from quotetrack.cli.render.output import Listing, nothing_fits, show
from quotetrack.cli.render.rows import words_cells
from quotetrack.cli.stopping import changing
from quotetrack.export import wording
from quotetrack.records import EVERYTHING, Claim, ClaimOrder, DecidedPair, Filter, Printed
from quotetrack.records.stored import PATIENCE

app = typer.Typer(name="claims")


def _row(claim: Claim) -> tuple[str, ...]:
    return (claim.id, claim.fullest.report, *_facts(claim))


def _csv_row(claim: Claim) -> tuple[str, ...]:
    return (claim.id, *words_cells(claim.fullest), *_facts(claim))


def _facts(claim: Claim) -> tuple[str, ...]:
    return (
        wording.who(claim.fullest),
        str(claim.sources),
        str(len(claim.printings)),
        claim.first_published or "",
        str(len(claim.conflicts)),
        str(len(claim.same)),
        str(sum(printing.printed.article.is_withdrawn for printing in claim.printings)),
    )


_FACTS = ("speaker", "sources", "printings", "first published", "contradicted by", "said again", "withdrawn")

CLAIMS = Listing(
    ("claim", "words", *_FACTS),
    _row,
    Claim.to_dict,
    csv_headings=("claim", "words", "whole report", *_FACTS),
    csv_row=_csv_row,
    has_cards=True,
)


def _decided_row(pair: DecidedPair) -> tuple[str, ...]:
    decision = pair.decision
    ends = ((decision.quote, pair.a), (decision.other, pair.b))
    told = (cell for quote, printed in ends for cell in _end(quote, printed))
    return (
        str(decision.number),
        decision.verdict,
        decision.relation,
        *told,
        decision.made_by,
        decision.made_at,
        decision.note or "",
        str(decision.takes_back or ""),
    )


def _end(quote: str, printed: Printed | None) -> tuple[str, ...]:
    return ("", "", quote) if printed is None else (printed.text, wording.who(printed), quote)


DECIDED_PAIRS: Listing[DecidedPair] = Listing(
    (
        *("no", "verdict", "relation", "words", "speaker", "id", "other words", "other speaker", "other id"),
        *("by", "at", "note", "takes back"),
    ),
    _decided_row,
    DecidedPair.to_dict,
    counts=("no",),
)


@app.callback(invoke_without_command=True)
@options.filtered
def claims(
    context: typer.Context,
    db: options.Db = None,
    wanted: Filter = EVERYTHING,
    by: Annotated[
        ClaimOrder,
        typer.Option(
            "--by",
            metavar="ORDER",
            help="sources or printings: most of them first. first or latest: newest first, by that printing's day.",
        ),
    ] = "sources",
    least: Annotated[
        int,
        typer.Option(
            "--least", metavar="N", min=1, max=options.LARGEST, help="With so many printings or more."
        ),
    ] = 2,
    offset: options.Offset = 0,
    format: options.FormatOption = "table",
) -> None:
    """List claims: utterances with all their printings, those with most independent outlets first.

    A claim is listed if any of its printings fits every filter. Copies of one text count once among its sources.

    `confirm`, `split`, `merge` and `unlink` decide for good what is one utterance. Decisions outlast linking anew.
    """
    if context.invoked_subcommand is None:
        with quotetrack.open(db, create=False) as collection:
            nothing = partial(nothing_fits, "claim", collection, wanted)
            found = collection.claims(wanted, by=by, least=least, offset=offset)
            show(found, CLAIMS, format, nothing=nothing)


@app.command()
def confirm(
    claim: ClaimArgument,
    db: options.Db = None,
    by: By = None,
    note: Note = None,
    seen: SeenClaim = None,
    wait: options.Wait = PATIENCE,
) -> None:
    """Decide that all printings of a claim are one utterance."""
    with changing(db, wait=wait) as collection:
        say_decided(collection.confirm_claim(claim, by=by, note=note, seen=seen))


@app.command()
def split(
    claim: ClaimArgument,
    quotes: Annotated[
        list[str],
        typer.Argument(
            metavar="QUOTE...", help="The ids of the quotations that leave it, or how they begin."
        ),
    ],
    db: options.Db = None,
    by: By = None,
    note: Note = None,
    seen: SeenClaim = None,
    wait: options.Wait = PATIENCE,
) -> None:
    """Decide that some printings are not the utterance that the others of a claim are: never in one claim again."""
    with changing(db, wait=wait) as collection:
        say_decided(collection.split_claim(claim, *quotes, by=by, note=note, seen=seen))


@app.command()
def merge(
    claim: ClaimArgument,
    others: Annotated[
        list[str], typer.Argument(metavar="CLAIM...", help="The ids of one or more other claims.")
    ],
    db: options.Db = None,
    by: By = None,
    note: Note = None,
    seen: SeenClaim = None,
    wait: options.Wait = PATIENCE,
) -> None:
    """Decide that all printings of several claims are one utterance."""
    with changing(db, wait=wait) as collection:
        say_decided(collection.merge_claims(claim, *others, by=by, note=note, seen=seen))


@app.command()
def unlink(
    quote: QuoteArgument,
    other: OtherArgument,
    db: options.Db = None,
    by: By = None,
    note: Note = None,
    seen: SeenLink = None,
    wait: options.Wait = PATIENCE,
) -> None:
    """Decide that two quotations are not one utterance, and that no link ties them."""
    with changing(db, wait=wait) as collection:
        say_decided(collection.unlink(quote, other, by=by, note=note, seen=seen))


@app.command("undo")
def undo_pairs(
    numbers: Numbers = None,
    db: options.Db = None,
    by: By = None,
    wait: options.Wait = PATIENCE,
) -> None:
    """Take back decisions on claims and links, or without numbers those that were made last in one go.

    What was decided before of the same two counts again. If nothing was, it is as if nobody had decided.
    """
    with changing(db, wait=wait) as collection:
        taken_back = collection.undo_pairs(*(numbers or ()), by=by)
    say_taken_back(taken_back, "quotetrack claims decisions --every")


@app.command()
def decisions(
    db: options.Db = None,
    every: Annotated[
        bool,
        typer.Option("--every", help="Also what a later decision has replaced, and what was taken back."),
    ] = False,
    claim: Annotated[
        str | None,
        typer.Option(
            "--claim", metavar="CLAIM", help="Only of this claim, or of the one that this quotation prints."
        ),
    ] = None,
    format: options.FormatOption = "table",
) -> None:
    """List what has been decided of two quotations, with the words of both: to train and to measure with."""
    with quotetrack.open(db, create=False) as collection:
        nothing = f"nothing is decided of claims and links in {collection.location}"
        show(collection.decided_pairs(every=every, claim=claim), DECIDED_PAIRS, format, nothing=nothing)
