"""`quotetrack quotes` and `quotetrack show`: the quotations that fit some filters, and one in full."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from quotetrack.cli import cards, options, output
from quotetrack.cli.options import filter_of
from quotetrack.cli.terminal import complain, console, is_terminal, show_lines
from quotetrack.export import wording
from quotetrack.export.columns import offsets
from quotetrack.export.legible import legible_line
from quotetrack.records import Printed


def quotes(
    db: options.Db = None,
    speaker: options.Speaker = None,
    about: options.About = None,
    source: options.Source = None,
    since: options.Since = None,
    until: options.Until = None,
    kind: options.KindOption = None,
    stance: options.StanceOption = None,
    min_confidence: options.MinConfidence = 0.0,
    limit: options.Limit = None,
    format: options.FormatOption = "table",
) -> None:
    """List quotations, by day of publication. Every filter given must hold."""
    from quotetrack.store import open_store

    wanted = filter_of(
        speaker=speaker,
        about=about,
        source=source,
        since=since,
        until=until,
        kind=kind,
        stance=stance,
        min_confidence=min_confidence,
        limit=limit,
    )
    with open_store(db, create=False) as store:
        if not output.show(store.printed(wanted), format):
            complain(f"no quotation fits in {store.location}")


def show(
    id: Annotated[str, typer.Argument(metavar="ID", help="The quotation's id, or its first characters.")],
    db: options.Db = None,
    why: Annotated[
        bool, typer.Option("--why", help="Add the evidence, and everybody else it could have been.")
    ] = False,
    format: options.ShowFormat = "table",
) -> None:
    """Show one quotation in its paragraph: who said it, to whom, when, where printed, how sure."""
    from quotetrack.store import open_store

    with open_store(db, create=False) as store:
        printed = store.get(id)
    if format == "jsonl":
        output.show([printed], "jsonl")
    elif is_terminal(sys.stdout):
        _show_on_terminal(printed, list(facts(printed, why=why)))
    else:
        marked = (
            f"**{words}**" if part == "content" else words for part, words in cards.passage_words(printed)
        )
        show_lines([("passage", "".join(marked))], facts(printed, why=why))


def _show_on_terminal(printed: Printed, told: list[tuple[str, str]]) -> None:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    screen = console()
    screen.print(Padding(cards.highlighted(printed), (1, 2)))
    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(overflow="fold")
    for name, value in told:
        stands_out = name == "stance" and value != "said"
        table.add_row(
            Text(name, style="dim"), Text(legible_line(value), style="bold yellow" if stands_out else "")
        )
    screen.print(table)


def facts(printed: Printed, *, why: bool) -> Iterator[tuple[str, str]]:
    """Everything known of a quotation, each under its name; unknown things are left out.

    `why` asks for every piece of evidence and every candidate; else the first of each shows.
    """
    article, quote, attribution = printed.article, printed.statement.quote, printed.statement.attribution
    text, said_on = article.text, attribution.said_on
    day = f"{wording.day(said_on.date)} (“{said_on.basis.of(text)}”)" if said_on else ""
    told = (
        ("words", printed.text),
        ("speaker", wording.who(printed)),
        ("as printed", wording.spans_text(text, attribution.mention)),
        ("role", wording.role(printed)),
        ("stance", wording.STANCE_WORDS[attribution.stance]),
        ("cue", wording.spans_text(text, quote.cue)),
        ("hearer", attribution.hearer.of(text) if attribution.hearer else ""),
        ("said on", day + (", from a nearby sentence" if said_on and said_on.inferred else "")),
        ("place", attribution.place.of(text) if attribution.place else ""),
        ("occasion", attribution.occasion.of(text) if attribution.occasion else ""),
        ("via", "; ".join(span.of(text) for span in attribution.via)),
        ("kind", quote.kind + ("" if quote.where == "body" else f", in a {quote.where}")),
        ("outlet", wording.outlet(article)),
        ("published", wording.day(article.published)),
        ("title", article.title or ""),
        ("byline", article.byline or ""),
        ("agencies", "; ".join(article.agencies)),
        ("url", article.url or ""),
        ("article", f"{article.id}, characters {offsets(quote.content)}"),
        ("confidence", f"{attribution.confidence:.2f}"),
        ("found by", quote.rule),
        ("repaired", "; ".join(quote.flags)),
        *_reasons(printed, every=why),
        ("id", quote.id),
    )
    yield from ((name, value) for name, value in told if value)


def _reasons(printed: Printed, *, every: bool) -> Iterator[tuple[str, str]]:
    """Why this speaker, and who else: the first of each, or all of them."""
    attribution, text = printed.statement.attribution, printed.article.text
    last = None if every else 1
    for reason in attribution.evidence[:last]:
        yield "because", f"{reason.rule}: “{reason.span.of(text)}”" if reason.span else reason.rule
    for other in attribution.candidates[:last]:
        yield "or else", f"{other.name} ({other.score:.2f}: {other.reason})"
