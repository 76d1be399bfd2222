"""Claims and links for people: cards, and one claim as a timeline with its printings compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from quotetrack.cli.render import cards
from quotetrack.cli.render.terminal import console
from quotetrack.export import wording
from quotetrack.export.legible import legible_line
from quotetrack.records import Claim, Comparison, Printed, PrintedLink, Printing, Span

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

T = TypeVar("T")

_STYLES = {"kept": "", "cut": "red strike", "inserted": "green underline", "altered": "yellow"}
_MOST = 10
"""Conflicts and claims said again that are listed."""


def show_cards(found: Iterable[T], card: Callable[[T, int], RenderableType]) -> int:
    """Prints a card for each, as they come, and says how many."""
    screen, rows = console(), 0
    for rows, one in enumerate(found, start=1):
        screen.print(card(one, rows))
    return rows


def claim_card(claim: Claim, number: int) -> RenderableType:
    """The fullest printing's words, who said them, and how often they are printed."""
    from rich.text import Text

    fullest = claim.fullest
    where = [
        wording.counted(claim.sources, "independent source"),
        wording.counted(len(claim.printings), "printing"),
        f"first on {wording.day(claim.first_published)}" if claim.first_published else "",
        claim.id,
    ]
    lines = [_words(fullest), Text(legible_line(wording.who(fullest)), style="cyan")]
    lines.append(Text(" · ".join(part for part in where if part), style="dim"))
    if claim.conflicts:
        lines.append(Text(f"contradicted by {len(claim.conflicts)}", style="bold yellow"))
    return cards.numbered(number, *lines)


def link_card(found: PrintedLink, number: int) -> RenderableType:
    """The relation, both ends, and what it rests on."""
    from rich.text import Text

    heading = Text(f"{found.link.relation.replace('_', ' ')} · {found.link.score:.2f}", style="bold cyan")
    lines = [heading]
    for one in (found.a, found.b):
        lines += [_words(one), Text(_where(one), style="dim")]
    lines += [Text(legible_line(ground.says), style="italic") for ground in found.link.grounds]
    return cards.numbered(number, *lines)


def show(claim: Claim, comparisons: Sequence[Comparison | None]) -> None:
    """Prints a claim as a timeline: on a terminal with colours, else with plain marks: [-cut-], {+inserted+}."""
    screen = console()
    for line in _timeline(claim, comparisons, marked=not screen.is_terminal):
        screen.print(line, soft_wrap=not screen.is_terminal)


def _timeline(claim: Claim, comparisons: Sequence[Comparison | None], *, marked: bool) -> Iterator[Text]:
    from rich.text import Text

    fullest = claim.fullest
    yield _words(fullest)
    yield Text(legible_line(wording.who(fullest)), style="cyan")
    first = f", first on {wording.day(claim.first_published)}" if claim.first_published else ""
    sources = wording.counted(claim.sources, "independent source")
    printings = wording.counted(len(claim.printings), "printing")
    yield Text(f"{sources}, {printings}{first} · claim {claim.id}", style="dim")
    yield Text("")
    compared = dict(zip((id(one) for one in claim.printings), comparisons, strict=True))
    for one in _in_order(claim.printings):
        yield from _printing(one, fullest, compared[id(one)], marked=marked)
    for heading, links in (("Contradicted by", claim.conflicts), ("Said again", claim.same)):
        if links:
            yield Text("")
            yield Text(f"{heading} ({len(links)})", style="bold")
        for link in links[:_MOST]:
            yield from _beyond(link, claim)
        if len(links) > _MOST:
            yield Text(f"  and {len(links) - _MOST} more: quotetrack links", style="dim")


def _in_order(printings: Sequence[Printing]) -> Iterator[Printing]:
    """By day, each copy right after what it copies."""
    for one in printings:
        if one.copy_of is None:
            yield one
            yield from (other for other in printings if other.copy_of == one.printed.statement.quote.id)
    there = {one.printed.statement.quote.id for one in printings if one.copy_of is None}
    yield from (one for one in printings if one.copy_of is not None and one.copy_of not in there)


def _printing(one: Printing, fullest: Printed, told: Comparison | None, *, marked: bool) -> Iterator[Text]:
    from rich.text import Text

    indent = "    " if one.copy_of else "  "
    heading = Text(indent + _where(one.printed), style="dim")
    if one.copy_of:
        heading.append("  a copy: does not count", style="dim italic")
    yield heading
    line = Text(indent)
    if told is None:
        line.append_text(_words(one.printed))
        yield line
        return
    if told.verdict.endswith("other words"):  # told side by side they would hide what this one says
        line.append(legible_line(one.printed.text))
        yield line
        yield Text(indent + told.verdict, style="italic")
        return
    line.append_text(compared(told, fullest.article.text, one.printed.article.text, marked=marked))
    yield line
    note = told.verdict + (f"; other {' and '.join(told.warnings)}" if told.warnings else "")
    yield Text(indent + note, style="bold yellow" if told.warnings else "italic")


def compared(told: Comparison, a: str, b: str, *, marked: bool) -> Text:
    """The second text's words, with what it lacks of the first: `marked` with signs, else with colours."""
    from rich.text import Text

    line = Text()
    for change in told.changes:
        ours, theirs = _slices(a, change.a), _slices(b, change.b)
        if change.kind == "kept":
            line.append(f"{theirs} ")
        elif change.fair == "ellipsis" and not theirs:
            line.append("… ", style="dim")
        elif marked:
            line.append((f"[-{ours}-] " if ours else "") + (f"{{+{theirs}+}} " if theirs else ""))
        else:
            if ours:
                line.append(ours, style=_STYLES["cut"])
                line.append(" ")
            if theirs:
                line.append(theirs, style=_STYLES["altered" if ours else "inserted"])
                line.append(" ")
    return line


def _beyond(link: PrintedLink, claim: Claim) -> Iterator[Text]:
    from rich.text import Text

    inside = {one.printed.statement.quote.id for one in claim.printings}
    other = link.b if link.a.statement.quote.id in inside else link.a
    line = Text("  ")
    line.append_text(_words(other))
    yield line
    yield Text(f"  {legible_line(wording.who(other))} · {_where(other)} · {link.link.score:.2f}", style="dim")
    says = "; ".join(ground.says for ground in link.link.grounds)
    if says:
        yield Text(f"  {legible_line(says)}", style="italic")


def _words(printed: Printed) -> Text:
    from rich.text import Text

    words = legible_line(printed.text)
    return Text(words if printed.statement.quote.kind == "indirect" else f"“{words}”", style="bold")


def _where(printed: Printed) -> str:
    article = printed.article
    parts = [
        wording.day(article.published) if article.published else "no day",
        legible_line(wording.outlet(article) or article.id),
        *(legible_line(name) for name in article.agencies),
        printed.statement.quote.kind,
        printed.statement.quote.id,
        (printed.review.status or "") if printed.review else "",
    ]
    return " · ".join(part for part in parts if part)


def _slices(text: str, spans: tuple[Span, ...]) -> str:
    return legible_line(" … ".join(span.of(text) for span in spans))
