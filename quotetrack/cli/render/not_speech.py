"""Words in marks that quote nobody: a card on a terminal, a line in a pipe, JSON Lines or CSV."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from quotetrack.cli.options import Format
from quotetrack.cli.render.output import opened
from quotetrack.cli.render.terminal import console, is_terminal, show_lines
from quotetrack.export import wording
from quotetrack.export.as_csv import write_rows
from quotetrack.export.legible import legible_line
from quotetrack.export.lines import dump, printed_not_speech_object
from quotetrack.export.passage import around
from quotetrack.export.reasons import explained
from quotetrack.records import PrintedNotSpeech
from quotetrack.review.cells import offsets

if TYPE_CHECKING:
    from rich.console import RenderableType

HEADINGS = ("words", "rule", "outlet", "published", "article", "offsets")
"""What `plain_row` gives; CSV adds what stands before and after, title, address and digest."""

_MORE = ("context before", "context after", "title", "url", "text digest")

_NEAR = 60
"""How many characters of the paragraph a card shows on either side of the words."""


def show(printed: Iterable[PrintedNotSpeech], format: Format) -> int:
    """Prints them in a format and says how many."""
    if format == "csv":
        with opened(None) as out:
            return write_rows((*HEADINGS, *_MORE), map(_csv_row, printed), out)
    if format == "jsonl":
        return _write_lines(printed)
    if is_terminal(sys.stdout):
        return _show_cards(printed)
    return _show_plain(printed)


def plain_row(printed: PrintedNotSpeech) -> tuple[str, ...]:
    """The cells of one line, under `HEADINGS`."""
    article, found = printed.article, printed.not_speech
    outlet, published = wording.outlet(article), article.published or ""
    return printed.text, found.rule, outlet, published, article.id, offsets((found.span,))


def _csv_row(printed: PrintedNotSpeech) -> tuple[str, ...]:
    article = printed.article
    near = around(article, printed.not_speech.span)
    return (*plain_row(printed), *near, article.title or "", article.url or "", article.digest)


def _write_lines(printed: Iterable[PrintedNotSpeech]) -> int:
    rows = 0
    with opened(None) as out:
        for one in printed:
            out.write(dump(printed_not_speech_object(one)) + b"\n")
            rows += 1
    return rows


def _show_plain(printed: Iterable[PrintedNotSpeech]) -> int:
    rows = 0
    show_lines([HEADINGS])
    for one in printed:
        show_lines([plain_row(one)])
        rows += 1
    return rows


def _show_cards(printed: Iterable[PrintedNotSpeech]) -> int:
    screen = console()
    rows = 0
    for rows, one in enumerate(printed, start=1):
        screen.print(card(one, number=rows))
    return rows


def card(printed: PrintedNotSpeech, *, number: int) -> RenderableType:
    """The words, why they quote nobody, what they are printed among, and where."""
    from rich.text import Text

    from quotetrack.cli.render.cards import numbered

    article, found = printed.article, printed.not_speech
    before, after = around(article, found.span, limit=_NEAR)
    place = f"{article.id} {offsets((found.span,))}"
    where = (wording.outlet(article), wording.day(article.published), place)
    return numbered(
        number,
        Text(f"“{legible_line(printed.text)}”", style="bold"),
        Text(legible_line(explained(found.rule))),
        Text(legible_line(before + printed.text + after), style="dim"),
        Text(legible_line(" · ".join(filter(None, where))), style="dim"),
    )
