"""`quotetrack subjects`, `context`, `timeline` and `diff`: quotations counted, a word where it stands, what is new."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from quotetrack.cli import options
from quotetrack.cli.options import filtered
from quotetrack.cli.overview import DAYS, show_rows
from quotetrack.cli.render import cards
from quotetrack.cli.render.output import write_objects
from quotetrack.cli.render.terminal import complain, console, is_terminal, paged
from quotetrack.export import wording
from quotetrack.export.legible import legible_line
from quotetrack.export.lines import printed_object
from quotetrack.records import EVERYTHING, Filter

if TYPE_CHECKING:
    from quotetrack.records import Development, InContext

By = Literal["day", "week", "month", "year"]
_WORDS = {"new": "new", "said_again": "said again", "contradicts": "contradicts"}
_BESIDE = 400
"""Characters on either side of a word that are handed on; a terminal shows as many as fit."""

Day = Annotated[
    str, typer.Argument(metavar="DAY", callback=options.check_day, help="A day, such as 2012-07-05.")
]


@filtered
def subjects(
    db: options.Db = None, wanted: Filter = EVERYTHING, format: options.FormatOption = "table"
) -> None:
    """List what the articles are about that print quotations: their key terms, those that tell most first."""
    from quotetrack.collection import open

    with open(db, create=False) as collection:
        found = collection.subjects(wanted)
        location = collection.store.location
    if not found:
        complain(
            f"no subject of two quotations that fit in {location}; articles of older versions must be added again"
        )
    if format == "jsonl":
        write_objects(asdict(one) for one in found)
        return
    rows = ((one.words, str(one.articles), str(one.quotes), one.first or "", one.last or "") for one in found)
    headings = ("subject", "articles", "quotes", "first", "last")
    show_rows(format, headings, rows, counts=("articles", "quotes"), whole=DAYS)


@filtered
def context(
    words: Annotated[str, typer.Argument(metavar="WORD", help="A word, or a few that stand together.")],
    db: options.Db = None,
    wanted: Filter = EVERYTHING,
    format: options.FormatOption = "table",
) -> None:
    """Show a word, in any of its forms, where it stands in quotations: a line for each place, by day."""
    from quotetrack.collection import open

    with open(db, create=False) as collection:
        found = collection.context(words, wanted)
        if format == "jsonl":
            rows = write_objects(_context_object(one) for one in found)
        elif format == "table" and is_terminal(sys.stdout):
            rows = _show_context(found)
        else:
            told = list(map(_context_row, found))
            show_rows(format, ("before", "word", "after", "speaker", "outlet", "published", "id"), told)
            rows = len(told)
        if not rows:
            complain(f"no quotation that fits has {words!r} in {collection.store.location}")


@filtered
def timeline(
    db: options.Db = None,
    wanted: Filter = EVERYTHING,
    by: Annotated[By, typer.Option("--by", metavar="LENGTH", help="day, week, month or year.")] = "month",
    format: options.FormatOption = "table",
) -> None:
    """Count the quotations of each month, or of each day, week or year. --limit takes the latest."""
    from quotetrack.collection import open

    with open(db, create=False) as collection:
        found = collection.timeline(wanted, by=by)
        if not found:
            complain(f"no quotation fits in {collection.store.location}")
    if format == "jsonl":
        write_objects(asdict(one) for one in found)
        return
    if format == "table" and is_terminal(sys.stdout):
        most = max((one.quotes for one in found), default=1)
        width = max(4, min(40, console().width - 24))
        bars = ((one.name or "unknown", str(one.quotes), _bar(one.quotes, most, width)) for one in found)
        show_rows(format, (by, "quotes", ""), bars, counts=("quotes",), whole=(by,))
        return
    show_rows(format, (by, "quotes"), ((one.name or "unknown", str(one.quotes)) for one in found))


@filtered
def diff(
    before: Day,
    after: Day,
    db: options.Db = None,
    wanted: Filter = EVERYTHING,
    format: options.FormatOption = "table",
) -> None:
    """Show what was printed after the first day, up to the second, beside all that was printed before: what is new,
    what was said again, and what contradicts something earlier."""
    from quotetrack.collection import open

    with open(db, create=False) as collection:
        found = collection.diff(before, after, wanted)
        if not found:
            complain(f"nothing that fits was printed from {before} to {after} in {collection.store.location}")
    if format == "jsonl":
        write_objects(map(_development_object, found))
    elif format == "table" and is_terminal(sys.stdout):
        with paged() as screen:
            for number, one in enumerate(found, start=1):
                screen.print(cards.card(one.printed, number=number, note=_told(one)))
    else:
        rows = ((one.what, *cards.plain_row(one.printed), _earlier(one)) for one in found)
        show_rows(format, ("what", *cards.HEADINGS, "earlier"), rows)


def _bar(quotes: int, most: int, width: int) -> str:
    return "█" * max(1, round(width * quotes / most))


def _context_row(one: InContext) -> tuple[str, ...]:
    text, span = one.printed.article.text, one.span
    attribution = one.printed.statement.attribution
    return (
        text[max(0, span.start - _BESIDE) : span.start],
        span.of(text),
        text[span.end : span.end + _BESIDE],
        (attribution.speaker.name or "") if attribution.speaker else "",
        wording.outlet(one.printed.article),
        one.printed.article.published or "",
        one.printed.statement.quote.id,
    )


def _show_context(found: Iterable[InContext]) -> int:
    """The words beneath each other, what stands beside them cut to the terminal's width; beneath, who said it."""
    from rich.text import Text

    rows = 0
    with paged() as screen:
        for one in found:
            rows += 1
            left, word, right, _, outlet, day, id = _context_row(one)
            before = f"{legible_line(left)}{' ' * left[-1:].isspace()}"
            after = f"{' ' * right[:1].isspace()}{legible_line(right)}"
            word, outlet = legible_line(word), legible_line(outlet)
            side = max(8, (screen.width - len(word)) // 2 - 1)
            line = Text(f"{before[-side:]:>{side}}", style="dim", no_wrap=True)
            line.append(word, style="bold not dim yellow")
            line.append(after[:side])
            screen.print(line, no_wrap=True, overflow="crop")
            told = " · ".join(filter(None, (legible_line(wording.who(one.printed)), outlet, day, id)))
            screen.print(Text(told, style="cyan"), justify="center")
    return rows


def _context_object(one: InContext) -> dict[str, object]:
    left, word, right, *_ = _context_row(one)
    at = [one.span.start, one.span.end]
    return {"left": left, "word": word, "right": right, "at": at, **printed_object(one.printed)}


def _development_object(one: Development) -> dict[str, object]:
    earlier = printed_object(one.earlier) if one.earlier else None
    return {"what": one.what, "printed": printed_object(one.printed), "earlier": earlier}


def _told(one: Development) -> str:
    return f"{_WORDS[one.what]}: {_earlier(one)}" if one.earlier else _WORDS[one.what]


def _earlier(one: Development) -> str:
    """The earlier printing in a few words."""
    if one.earlier is None:
        return ""
    article = one.earlier.article
    where = " · ".join(filter(None, (wording.who(one.earlier), wording.outlet(article), article.published)))
    return f"“{one.earlier.text}” ({where} · {one.earlier.statement.quote.id})"
