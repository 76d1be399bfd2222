"""What commands that decide on claims and links share: their options, and how they say what was decided."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated

import typer

from quotetrack.cli import options
from quotetrack.cli.render.terminal import complain
from quotetrack.export.wording import counted
from quotetrack.records import PairDecision, Relation

By = Annotated[str | None, typer.Option("--by", metavar="PERSON", show_default="you", help="Who decides.")]
Note = Annotated[
    str | None, typer.Option("--note", metavar="WORDS", help="What whoever reads the decision should know.")
]
ClaimArgument = Annotated[
    str,
    typer.Argument(
        metavar="CLAIM", help="The id of a claim or of a quotation that prints it, or how the id begins."
    ),
]
QuoteArgument = Annotated[
    str, typer.Argument(metavar="QUOTE", help="The id of a quotation, or how it begins.")
]
OtherArgument = Annotated[str, typer.Argument(metavar="OTHER", help="The id of the other quotation.")]

SeenClaim = Annotated[
    str | None,
    typer.Option(
        "--seen",
        metavar="STATE",
        help='Refuse if the claim has another "state" by now than `quotetrack claim --format jsonl` printed.',
    ),
]
SeenLink = Annotated[
    Relation | None,
    typer.Option(
        "--seen", metavar="RELATION", help="Refuse if the link between the two has another relation by now."
    ),
]


Numbers = Annotated[
    list[int] | None,
    typer.Argument(
        metavar="[NO]...",
        min=1,
        max=options.LARGEST,
        help="Numbers of decisions, as they are listed.",
        show_default="the latest",
    ),
]


def say_decided(decisions: Collection[PairDecision]) -> None:
    """Say on stderr what was decided of how many pairs."""
    relations = sorted({decision.holds or "not tied" for decision in decisions})
    complain(
        f"decided: {counted(len(decisions), 'pair')} {' or '.join(relations)}; "
        "`quotetrack claims decisions` lists all decisions"
    )


def say_taken_back(decisions: Collection[object], log: str) -> None:
    """Say on stderr how many decisions were taken back, and which command lists all."""
    complain(f"{counted(len(decisions), 'decision')} taken back; `{log}` lists all")
