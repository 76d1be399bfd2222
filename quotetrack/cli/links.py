"""`quotetrack links`: how quotations of different articles hang together, and what people decide about it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from itertools import chain
from typing import Annotated

import typer

import quotetrack
from quotetrack.cli import options
from quotetrack.cli.deciding import By, Note, OtherArgument, QuoteArgument, SeenLink, say_decided
from quotetrack.cli.render.output import Listing, nothing_fits, show
from quotetrack.cli.render.rows import words_cells
from quotetrack.cli.stopping import changing
from quotetrack.export import wording
from quotetrack.records import EVERYTHING, Filter, PairVerdict, Printed, PrintedLink, Relation
from quotetrack.records.stored import PATIENCE

app = typer.Typer(name="links")


def _row(link: PrintedLink) -> tuple[str, ...]:
    ends = ((end.report, *_facts(end)) for end in (link.a, link.b))
    return _cells(link, chain.from_iterable(ends))


def _csv_row(link: PrintedLink) -> tuple[str, ...]:
    ends = ((*words_cells(end), *_facts(end)) for end in (link.a, link.b))
    return _cells(link, chain.from_iterable(ends))


def _cells(link: PrintedLink, ends: Iterable[str]) -> tuple[str, ...]:
    rests_on = "; ".join(ground.says for ground in link.link.grounds)
    return (link.link.relation, f"{link.link.score:.2f}", *ends, rests_on)


def _facts(printed: Printed) -> tuple[str, ...]:
    article = printed.article
    return (
        wording.who(printed),
        wording.outlet(article),
        article.published or "",
        printed.id,
    )


_ENDS = ("speaker", "outlet", "published", "id")
_OTHER_ENDS = ("other speaker", "other outlet", "other day", "other id")

LINKS = Listing(
    ("relation", "score", "words", *_ENDS, "other words", *_OTHER_ENDS, "rests on"),
    _row,
    PrintedLink.to_dict,
    csv_headings=(
        *("relation", "score", "words", "whole report", *_ENDS),
        *("other words", "other whole report", *_OTHER_ENDS, "rests on"),
    ),
    csv_row=_csv_row,
    has_cards=True,
)


@app.callback(invoke_without_command=True)
@options.filtered
def links(
    context: typer.Context,
    db: options.Db = None,
    relation: Annotated[
        Relation | None, typer.Option("--relation", metavar="RELATION", help="Only links of this relation.")
    ] = None,
    min_score: Annotated[
        float | None,
        typer.Option(
            "--min-score",
            metavar="P",
            min=0.0,
            max=1.0,
            show_default="what is certain enough",
            help="From this probability on. Below 0.2 every pair is scored afresh: for measuring, in small stores.",
        ),
    ] = None,
    wanted: Filter = EVERYTHING,
    offset: options.Offset = 0,
    format: options.FormatOption = "table",
) -> None:
    """List links between quotations of different articles, the surest first.

    A link says how two quotations hang together, how sure that is, and what it rests on. The relations are copy (one
    text, reprinted), same_utterance, same_claim (said again, or by somebody else), related and contradicts. Either end
    must fit the filters.

    `right` and `wrong` decide for good whether a link is so. Decisions outlast linking anew.
    """
    if context.invoked_subcommand is None:
        with quotetrack.open(db, create=False) as collection:
            nothing = partial(nothing_fits, "link", collection, wanted)
            chosen = collection.links(wanted, min_score=min_score, relation=relation, offset=offset)
            show(chosen, LINKS, format, nothing=nothing)


_Instead = Annotated[
    Relation | None,
    typer.Option(
        "--relation",
        metavar="RELATION",
        show_default="as shown if it is right, none if it is wrong",
        help="How the two hang together, if not as shown.",
    ),
]


def _add_verdict(verdict: PairVerdict, help: str) -> None:
    """Add the command that makes decisions of one kind."""

    def decide(
        quote: QuoteArgument,
        other: OtherArgument,
        db: options.Db = None,
        relation: _Instead = None,
        by: By = None,
        note: Note = None,
        seen: SeenLink = None,
        wait: options.Wait = PATIENCE,
    ) -> None:
        with changing(db, wait=wait) as collection:
            say_decided(
                collection.decide_link(verdict, quote, other, relation=relation, by=by, note=note, seen=seen)
            )

    app.command(verdict, help=help)(decide)


_add_verdict("right", "Decide that the link between two quotations is right.")
_add_verdict("wrong", "Decide that the link between two quotations is wrong.")
