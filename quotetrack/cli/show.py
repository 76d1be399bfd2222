"""`quotetrack show`: one quotation in full, and why it is what it is."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from quotetrack.cli import options
from quotetrack.cli.render import cards, output
from quotetrack.cli.render.terminal import console, is_terminal, show_lines
from quotetrack.export import wording
from quotetrack.export.legible import legible_line
from quotetrack.export.lines import dump, reasons_object
from quotetrack.export.why import Reason, sections
from quotetrack.records import Printed, Span
from quotetrack.review.cells import offsets

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text


def show(
    id: Annotated[str, typer.Argument(metavar="ID", help="The quotation's id, or its first characters.")],
    db: options.Db = None,
    why: Annotated[
        bool,
        typer.Option("--why", help="Say in words what decided, and name everybody else it could have been."),
    ] = False,
    format: options.ShowFormat = "table",
) -> None:
    """Show one quotation in its paragraph: who said it, to whom, when, where printed, how sure.

    --why says which rule found it, what decided on the speaker, who else came into question and why, and how the
    rest was read, each with its words and their place in the text.
    """
    from quotetrack.store import open_store

    with open_store(db, create=False) as store:
        printed = store.statements.get(id)
    if format == "jsonl":
        _write_line(printed, why=why)
    elif is_terminal(sys.stdout):
        _show_on_terminal(printed, why=why)
    else:
        marked = (
            f"**{words}**" if part == "content" else words for part, words in cards.passage_words(printed)
        )
        show_lines(
            [("passage", "".join(marked))], facts(printed, why=why), _plain_reasons(printed) if why else ()
        )


def _write_line(printed: Printed, *, why: bool) -> None:
    if not why:
        output.show([printed], "jsonl")
        return
    with output.opened(None) as out:
        out.write(dump(reasons_object(printed)) + b"\n")


def _show_on_terminal(printed: Printed, *, why: bool) -> None:
    from rich.padding import Padding
    from rich.text import Text

    screen = console()
    screen.print(Padding(cards.highlighted(printed), (1, 2)))
    told = ((name, _value(name, value)) for name, value in facts(printed, why=why))
    screen.print(_two_columns(told))
    for section in sections(printed) if why else ():
        screen.print()
        screen.print(Text(section.heading, style="bold"))
        screen.print(_two_columns((r.about, _reason(r, printed.article.text)) for r in section.reasons))


def _two_columns(rows: Iterable[tuple[str, Text]]) -> Table:
    """Names and what stands against them, all tables of one quotation alike."""
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    table.add_column(min_width=_NAME_WIDTH)
    table.add_column(overflow="fold")
    for name, value in rows:
        table.add_row(Text(name, style="dim"), value)
    return table


_NAME_WIDTH = len("as printed")


def _value(name: str, value: str) -> Text:
    from rich.text import Text

    stands_out = (name == "stance" and value != "said") or name == "review"
    return Text(legible_line(value), style="bold yellow" if stands_out else "")


def _reason(reason: Reason, text: str) -> Text:
    """What is said of it, and each of its words on a line of their own with their place in the text."""
    from rich.text import Text

    line = Text(legible_line(reason.told))
    for span in reason.words:
        if line:
            line.append("\n")
        line.append(f"“{legible_line(span.of(text))}”", style="cyan")
        line.append(f" {offsets((span,))}", style="dim")
    return line


def _plain_reasons(printed: Printed) -> Iterator[tuple[str, str]]:
    text = printed.article.text
    for section in sections(printed):
        for reason in section.reasons:
            yield reason.about, "; ".join(filter(None, (reason.told, *_quoted(reason.words, text))))


def _quoted(spans: Iterable[Span], text: str) -> Iterator[str]:
    return (f"“{span.of(text)}” {offsets((span,))}" for span in spans)


def facts(printed: Printed, *, why: bool) -> Iterator[tuple[str, str]]:
    """What is known of a quotation, each under its name; unknown things are left out.

    With `why`, all that `sections` tells is left to it.
    """
    article, quote, attribution = printed.article, printed.statement.quote, printed.statement.attribution
    kind = quote.kind + ("" if quote.where == "body" else f", in a {quote.where}")
    told = (
        ("words", printed.text),
        ("speaker", wording.who(printed)),
        *(() if why else _manner(printed)),
        ("kind", kind),
        ("outlet", wording.outlet(article)),
        ("published", wording.day(article.published)),
        ("title", article.title or ""),
        ("byline", article.byline or ""),
        ("agencies", "; ".join(article.agencies)),
        ("url", article.url or ""),
        ("archived at", article.archive_url or ""),
        ("retrieved", wording.day(article.retrieved)),
        ("article", f"{article.id}, characters {offsets(quote.content)}"),
        *(() if why else (("confidence", f"{attribution.confidence:.2f}"), *_first_reasons(printed))),
        ("id", quote.id),
        ("review", wording.review(printed)),
    )
    yield from ((name, value) for name, value in told if value)


def _manner(printed: Printed) -> Iterator[tuple[str, str]]:
    """How it was said, in the words of the article."""
    quote, attribution, text = printed.statement.quote, printed.statement.attribution, printed.article.text

    def words(*spans: Span | None) -> str:
        return wording.spans_text(text, tuple(span for span in spans if span))

    said_on = attribution.said_on
    day = f"{wording.day(said_on.date)} (“{words(said_on.basis)}”)" if said_on else ""
    yield "as printed", words(*attribution.mention)
    yield "role", wording.role(printed)
    yield "speaks for", words(attribution.speaks_for)
    yield "anonymity", words(attribution.anonymity)
    yield "stance", wording.STANCE_WORDS[attribution.stance]
    yield "act", "" if attribution.act == "speech" else wording.ACT_WORDS[attribution.act]
    yield "cue", words(*quote.cue)
    yield "report", wording.report(printed)
    yield "figures", wording.figures(printed)
    yield "about", wording.about(printed)
    yield "hearer", words(attribution.hearer)
    yield "said on", day + (", from a nearby sentence" if said_on and said_on.inferred else "")
    yield "place", words(attribution.place)
    yield "occasion", words(attribution.occasion)
    yield "via", "; ".join(map(words, attribution.via))
    yield "translated", words(attribution.translated)


def _first_reasons(printed: Printed) -> Iterator[tuple[str, str]]:
    """What found it and what was repaired; then the first reason for the speaker, and who comes next."""
    quote, attribution, text = printed.statement.quote, printed.statement.attribution, printed.article.text
    yield "found by", quote.rule
    yield "repaired", "; ".join(quote.flags)
    for reason in [reason for reason in attribution.evidence if reason.rule != quote.rule][:1]:
        yield "because", f"{reason.rule}: “{reason.span.of(text)}”" if reason.span else reason.rule
    for other in attribution.candidates[:1]:
        yield "or else", f"{other.name} ({other.score:.2f}: {other.reason})"
