"""A statement for people: a card on a terminal of any width, a row of short cells in a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from quotetrack.cli.render.terminal import paged
from quotetrack.export import wording
from quotetrack.export.legible import legible_line
from quotetrack.export.passage import passage
from quotetrack.records import Printed

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

_AROUND = 160
"""Characters of a paragraph that are shown on either side of the words."""

HEADINGS = (
    *("id", "words", "speaker", "as printed", "stance", "said on", "hearer", "outlet", "published"),
    *("kind", "confidence", "article", "status"),
)
"""What `plain_row` gives."""


def plain_row(printed: Printed) -> tuple[str, ...]:
    """The cells of a statement's line in a pipe; an unknown or unnamed speaker is an empty cell."""
    article, quote, attribution = printed.article, printed.statement.quote, printed.statement.attribution
    return (
        quote.id,
        printed.text,
        (attribution.speaker.name or "") if attribution.speaker else "",
        wording.spans_text(article.text, attribution.mention),
        attribution.stance,
        attribution.said_on.date if attribution.said_on else "",
        attribution.hearer.of(article.text) if attribution.hearer else "",
        wording.outlet(article),
        article.published or "",
        quote.kind,
        f"{attribution.confidence:.2f}",
        article.id,
        (printed.review.status or "") if printed.review else "",
    )


def show_cards(printed: Iterable[Printed]) -> int:
    """Prints a card for each statement, as they come, and says how many."""
    rows = 0
    with paged() as screen:
        for rows, statement in enumerate(printed, start=1):
            screen.print(card(statement, number=rows))
    return rows


def card(
    printed: Printed, *, number: int, note: str = "", others: Sequence[Printed] = (), in_passage: bool = False
) -> RenderableType:
    """A number, the words, and beneath them who said them, how, and where it is printed; then how many `others` print
    it, and `note`. With `in_passage` the words stand in their paragraph, which is dimmed."""
    from rich.text import Text

    words = _in_passage(printed) if in_passage else _quoted(printed)
    lines = [words, _who_line(printed), Text(_where_line(printed), style="dim")]
    if printed.review is not None:
        lines.append(review_line(printed))
    if in_passage and printed.article.url:
        lines.append(Text(legible_line(printed.article.url), style="dim", overflow="fold"))
    if others:
        lines.append(Text(also_printed(others), style="dim"))
    if note:
        lines.append(Text(legible_line(note), style="dim"))
    return numbered(number, *lines)


def _in_passage(printed: Printed) -> Text:
    """The paragraph dimmed around the words, as much of it as helps."""
    from rich.text import Text

    styles = {"plain": "dim", "content": "bold", "cue": "dim underline", "mention": "dim underline"}
    pieces = list(passage_words(printed))
    said = [n for n, (part, _) in enumerate(pieces) if part == "content"]
    line = Text()
    for n, (part, words) in enumerate(pieces):
        if part == "plain" and said and n < said[0]:
            words = words if len(words) <= _AROUND else f"… {words[-_AROUND:].partition(' ')[2]}"
        elif part == "plain" and said and n > said[-1]:
            words = words if len(words) <= _AROUND else f"{words[:_AROUND].rpartition(' ')[0]} …"
        line.append(words, style=styles[part])
    return line


def also_printed(others: Sequence[Printed]) -> str:
    """Count the other printings of a claim: "also printed by 4 outlets (10 printings)".

    An article whose outlet is not known counts as an outlet of its own.
    """
    outlets = {wording.outlet(other.article) or other.article.id for other in others}
    return f"also printed by {wording.counted(len(outlets), 'outlet')} ({wording.counted(len(others), 'printing')})"


def numbered(number: int, *lines: Text) -> RenderableType:
    """A card: its number, lines of any length beside it, and an empty line beneath."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    body = Table.grid()
    body.add_column(overflow="fold")
    for line in lines:
        body.add_row(line)
    layout = Table.grid(padding=(0, 1))
    layout.add_column(justify="right", min_width=2)
    layout.add_column()
    layout.add_row(Text(str(number), style="dim"), body)
    return Padding(layout, (0, 0, 1, 0))


def _quoted(printed: Printed) -> Text:
    """The words; in quotation marks unless they stand outside marks in the article too."""
    from rich.text import Text

    words = legible_line(printed.text)
    return Text(words if printed.statement.quote.kind == "indirect" else f"“{words}”", style="bold")


def _who_line(printed: Printed) -> Text:
    """ "Sergey Lavrov, foreign minister · denied · to reporters · on 5 July 2012"."""
    from rich.text import Text

    attribution, text = printed.statement.attribution, printed.article.text
    role = wording.role(printed)
    known = attribution.speaker is not None and attribution.speaker.name is not None
    line = Text()
    line.append(legible_line(wording.who(printed)), style="cyan" if known else "italic")
    if role:
        line.append(f", {legible_line(role)}")
    line.append(" · ", style="dim")
    line.append(wording.STANCE_WORDS[attribution.stance], style=_stance_style(attribution.stance))
    if attribution.act != "speech":
        line.append(f" · {attribution.act}", style="bold yellow")
    if attribution.hearer:
        line.append(f" · to {legible_line(attribution.hearer.of(text))}")
    if attribution.said_on:
        line.append(f" · on {legible_line(wording.day(attribution.said_on.date))}")
    return line


def review_line(printed: Printed) -> Text:
    """What a reviewer has found; a rejection stands out."""
    from rich.text import Text

    status = printed.review.status if printed.review else None
    style = {"rejected": "bold red", "unsure": "bold yellow"}.get(status or "", "green")
    return Text(legible_line(wording.review(printed)), style=style)


def _stance_style(stance: str) -> str:
    """Whatever is not "said" stands out: overlooking a denial is a wrong quotation."""
    return "" if stance == "said" else "bold yellow"


def _where_line(printed: Printed) -> str:
    article, quote = printed.article, printed.statement.quote
    agencies = f" ({legible_line('; '.join(article.agencies))})" if article.agencies else ""
    parts = [
        legible_line(wording.outlet(article) or article.id) + agencies,
        legible_line(wording.day(article.published)),
        quote.kind,
        f"{printed.statement.attribution.confidence:.2f}",
        quote.id,
    ]
    return " · ".join(part for part in parts if part)


def highlighted(printed: Printed) -> Text:
    """The statement's paragraph, for a terminal: words marked, cue and mention underlined."""
    from rich.text import Text

    styles = {
        "plain": "",
        "content": "bold black on yellow",
        "cue": "underline",
        "mention": "bold underline",
    }
    line = Text()
    for part, words in passage_words(printed):
        line.append(words, style=styles[part])
    return line


def passage_words(printed: Printed) -> Iterator[tuple[str, str]]:
    """The paragraph's pieces and what each is, on one line, with "…" where the paragraph goes on."""
    found = passage(printed)
    if found.cut_before:
        yield "plain", "… "
    for piece in found.pieces:
        words = piece.span.of(printed.article.text)
        before, after = " " * words[:1].isspace(), " " * words[-1:].isspace()
        line = legible_line(words)
        yield piece.part, f"{before}{line}{after}" if line else " "
    if found.cut_after:
        yield "plain", " …"
