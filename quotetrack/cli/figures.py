"""`quotetrack figures`: who counts what, where, for which day, and how many."""

from __future__ import annotations

import sys
from functools import partial
from typing import Annotated

import typer

import quotetrack
from quotetrack.cli import options
from quotetrack.cli.render.output import Listing, nothing_fits, show
from quotetrack.cli.render.rows import words_cells
from quotetrack.cli.render.terminal import is_terminal
from quotetrack.export import wording
from quotetrack.records import EVERYTHING, Count, Filter, JsonObject, Tally, spans_text

_Row = tuple[int, Count]


def _row(numbered: _Row) -> tuple[str, ...]:
    number, count = numbered
    facts, rest = _facts(count)
    return (str(number), *facts, count.printed.report, *rest)


def _csv_row(numbered: _Row) -> tuple[str, ...]:
    number, count = numbered
    facts, rest = _facts(count)
    article, figure = count.printed.article, count.figure
    counted = (figure.counted,) if figure.counted else ()
    offsets = (
        wording.offsets(spans) for spans in ((figure.span,), counted, count.printed.statement.quote.report)
    )
    mention = spans_text(article.text, count.printed.statement.attribution.mention)
    return (str(number), *facts, *words_cells(count.printed), *rest, mention, article.id, *offsets)


def _facts(count: Count) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The cells before and after the words."""
    article, attribution = count.printed.article, count.printed.statement.attribution
    value = count.figure.value or 0.0
    before = (
        count.amount,
        f"{value:.0f}" if value.is_integer() else f"{value}",
        count.counted,
        wording.who(count.printed),
        attribution.stance,
        attribution.said_on.date if attribution.said_on else "",
        wording.outlet(article),
        article.published or "",
    )
    return before, (count.printed.id, " ".join(count.conflicts))


def _to_dict(numbered: _Row) -> JsonObject:
    number, count = numbered
    return {"group": number, **count.to_dict()}


_HEADINGS = ("group", "figure", "value", "counted", "speaker", "stance", "said on", "outlet", "published")
_AFTER = ("id", "conflicts with")

TALLIES: Listing[Tally] = Listing((), lambda _: (), has_cards=True)
COUNT_ROWS: Listing[_Row] = Listing(
    (*_HEADINGS, "words", *_AFTER),
    _row,
    _to_dict,
    csv_headings=(
        *(*_HEADINGS, "words", "whole report", *_AFTER, "as printed", "article"),
        *("figure offsets", "counted offsets", "offsets"),
    ),
    csv_row=_csv_row,
)


@options.filtered
def figures(
    db: options.Db = None,
    wanted: Filter = EVERYTHING,
    claim: Annotated[
        str | None,
        typer.Option(
            "--claim",
            metavar="CLAIM",
            help="Compare only the printings of this claim, or of the one that this quotation prints, and what "
            "contradicts it; other filters count for nothing.",
        ),
    ] = None,
    format: options.FormatOption = "table",
) -> None:
    """List figures: who counts what, where, for which day and how many, those for the same thing beside each other.

    Figures stand together if they count the same thing, the quotations or headlines share a name or a rare word, and
    they were said on one day or published within two days. Tolls that cannot both be true are marked, and are
    contradictions for `links`: they differ by more than 2 %, and neither "at least" or "up to" nor another day, place
    or certainty explains it. All figures of a group are listed if any fits every filter.
    """
    with quotetrack.open(db, create=False) as collection:
        nothing = partial(nothing_fits, "figure", collection, wanted)
        found = collection.figures(wanted, claim=claim)
        if format == "table" and is_terminal(sys.stdout):
            show(found, TALLIES, format, nothing=nothing)
        else:
            numbered = ((n, count) for n, tally in enumerate(found, 1) for count in tally.counts)
            show(numbered, COUNT_ROWS, format, nothing=nothing)
