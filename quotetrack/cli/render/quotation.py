"""One quotation in full on a terminal: its paragraph, what is known of it, and why."""

from __future__ import annotations

from collections.abc import Iterable

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from quotetrack.cli.render.rows import passage_words
from quotetrack.cli.render.terminal import console
from quotetrack.export import wording
from quotetrack.export.legible import legible_line
from quotetrack.export.why import Reason, sections
from quotetrack.records import Printed

_NAME_WIDTH = len("as printed")


def show_quotation(printed: Printed, facts: Iterable[tuple[str, str]], *, why: bool) -> None:
    """Print a quotation with the facts that are known of it, and with `why` all reasons."""
    screen = console()
    screen.print(Padding(highlighted(printed), (1, 2)))
    screen.print(_two_columns((name, _value(name, value)) for name, value in facts))
    for section in sections(printed) if why else ():
        screen.print()
        screen.print(Text(section.heading, style="bold"))
        screen.print(_two_columns((r.about, _reason(r, printed.article.text)) for r in section.reasons))


def highlighted(printed: Printed) -> Text:
    """Return the statement's paragraph: words marked, the report around them yellow, cue and mention
    underlined."""
    styles = {
        "content": "bold black on yellow",
        "report": "yellow",
        "cue": "underline",
        "mention": "bold underline",
    }
    return Text.assemble(*((words, styles.get(part, "")) for part, words in passage_words(printed)))


def _two_columns(rows: Iterable[tuple[str, Text]]) -> Table:
    """Names and what stands against them, all tables of one quotation alike."""
    table = Table.grid(padding=(0, 2))
    table.add_column(min_width=_NAME_WIDTH)
    table.add_column(overflow="fold")
    for name, value in rows:
        table.add_row(Text(name, style="dim"), value)
    return table


def _value(name: str, value: str) -> Text:
    stands_out = (name == "stance" and value != "said") or name == "review"
    return Text(legible_line(value), style="bold yellow" if stands_out else "")


def _reason(reason: Reason, text: str) -> Text:
    """What is said of it, and each of its words on a line of their own with their place in the text."""
    words = (
        Text.assemble((f"“{legible_line(span.of(text))}”", "cyan"), (f" {wording.offsets((span,))}", "dim"))
        for span in reason.words
    )
    return Text("\n").join(filter(None, (Text(legible_line(reason.told)), *words)))
