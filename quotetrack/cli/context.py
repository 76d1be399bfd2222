"""`quotetrack context`: a word where it stands in quotations."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Annotated

import typer

import quotetrack
from quotetrack.cli import options
from quotetrack.cli.render.output import Listing, show
from quotetrack.cli.render.terminal import complain, is_terminal, paged
from quotetrack.export import wording
from quotetrack.export.legible import legible_line
from quotetrack.records import EVERYTHING, Filter, InContext


def _row(word: InContext) -> tuple[str, ...]:
    article, statement = word.printed.article, word.printed.statement
    return (
        *word.parts,
        statement.attribution.speaker_name or "",
        wording.outlet(article),
        article.published or "",
        statement.quote.id,
    )


IN_CONTEXT = Listing(
    ("before", "word", "after", "speaker", "outlet", "published", "id"), _row, InContext.to_dict
)


@options.filtered
def context(
    words: Annotated[str, typer.Argument(metavar="WORD", help="A word, or a few that stand together.")],
    db: options.Db = None,
    wanted: Filter = EVERYTHING,
    format: options.FormatOption = "table",
) -> None:
    """Show a word, in any of its forms, where it stands in quotations: a line for each place, by day."""
    with quotetrack.open(db, create=False) as collection:
        places = collection.context(words, wanted)
        if format == "table" and is_terminal(sys.stdout):
            rows = _show_aligned(places)
        else:
            rows = show(places, IN_CONTEXT, format)
        if not rows:
            complain(f"no quotation that fits has {words!r} in {collection.location}")


def _show_aligned(places: Iterable[InContext]) -> int:
    """Print the words beneath each other, what stands beside them cut to the terminal's width; beneath, who said it."""
    from rich.text import Text

    rows = 0
    with paged() as screen:
        for place in places:
            rows += 1
            left, _, right = place.parts
            before, word, after = map(legible_line, place.parts)
            side = max(8, (screen.width - len(word)) // 2 - 1)
            before = f"{before}{' ' * left[-1:].isspace()}"[-side:]
            after = f"{' ' * right[:1].isspace()}{after}"[:side]
            line = Text(f"{before:>{side}}", style="dim", no_wrap=True)
            line.append(word, style="bold not dim yellow").append(after)
            screen.print(line, no_wrap=True, overflow="crop")
            printed, article = place.printed, place.printed.article
            origin = (*map(legible_line, (wording.who(printed), wording.outlet(article))), article.published)
            words = " · ".join(filter(None, (*origin, printed.id)))
            screen.print(Text(words, style="cyan"), justify="center")
    return rows
