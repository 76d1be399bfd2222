"""`quotetrack claims`: the same utterance, wherever it is printed."""

from __future__ import annotations

from typing import Annotated

import typer

import quotetrack
from quotetrack.cli import options
from quotetrack.cli.render.output import Listing, show
from quotetrack.cli.render.rows import words_cells
from quotetrack.export import wording
from quotetrack.records import EVERYTHING, Claim, ClaimOrder, Filter


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
    )


_FACTS = ("speaker", "sources", "printings", "first published", "contradicted by", "said again")

CLAIMS = Listing(
    ("claim", "words", *_FACTS),
    _row,
    Claim.to_dict,
    csv_headings=("claim", "words", "whole report", *_FACTS),
    csv_row=_csv_row,
    has_cards=True,
)


@options.filtered
def claims(
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
        int, typer.Option("--least", metavar="N", min=1, help="With so many printings or more.")
    ] = 2,
    format: options.FormatOption = "table",
) -> None:
    """List claims: utterances with all their printings, those with most independent outlets first.

    A claim is listed if any of its printings fits every filter. Copies of one text count once among its sources.
    """
    with quotetrack.open(db, create=False) as collection:
        nothing = f"no claim fits in {collection.location}"
        show(collection.claims(wanted, by=by, least=least), CLAIMS, format, nothing=nothing)
