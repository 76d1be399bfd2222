"""`quotetrack links`: how quotations of different articles hang together."""

from __future__ import annotations

from typing import Annotated

import typer

import quotetrack
from quotetrack.cli import options
from quotetrack.cli.render.output import Listing, show
from quotetrack.export import wording
from quotetrack.records import EVERYTHING, Filter, Printed, PrintedLink, Relation


def _row(link: PrintedLink) -> tuple[str, ...]:
    rests_on = "; ".join(ground.says for ground in link.link.grounds)
    return (link.link.relation, f"{link.link.score:.2f}", *_end(link.a), *_end(link.b), rests_on)


def _end(printed: Printed) -> tuple[str, ...]:
    article = printed.article
    return (
        printed.text,
        wording.who(printed),
        wording.outlet(article),
        article.published or "",
        printed.id,
    )


LINKS = Listing(
    (
        *("relation", "score", "words", "speaker", "outlet", "published", "id"),
        *("other words", "other speaker", "other outlet", "other day", "other id", "rests on"),
    ),
    _row,
    PrintedLink.to_dict,
    has_cards=True,
)


@options.filtered
def links(
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
    format: options.FormatOption = "table",
) -> None:
    """List links between quotations of different articles, the surest first.

    A link says how two quotations hang together, how sure that is, and what it rests on. The relations are copy (one
    text, reprinted), same_utterance, same_claim (said again, or by somebody else), related and contradicts. Either end
    must fit the filters.
    """
    with quotetrack.open(db, create=False) as collection:
        nothing = f"no link fits in {collection.location}"
        chosen = collection.links(wanted, min_score=min_score, relation=relation)
        show(chosen, LINKS, format, nothing=nothing)
