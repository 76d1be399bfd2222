"""A claim on a terminal: a timeline of its printings, compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from quotetrack.cli.render.cards import printed_in, quoted
from quotetrack.export import wording
from quotetrack.export.legible import legible_line, legible_piece
from quotetrack.export.printings import What, stretches
from quotetrack.records import Claim, Comparison, Printed, PrintedLink, Printing, Wording, spans_text

_MOST = 10
"""Conflicts and claims said again that are listed."""
_SIGNS: dict[What, tuple[str, str]] = {
    "same": ("{}", ""),
    "around": ("{}", "dim"),
    "cut": ("[-{}-]", "red strike"),
    "put": ("{{+{}+}}", "green underline"),
}
"""How stretches of a report are told where there is no colour, and the colour where there is."""


def timeline(claim: Claim, wordings: Sequence[Wording], *, marked: bool) -> Iterator[Text]:
    """Yield the lines of a claim's timeline, by wording. `marked` shows differences with signs, [-cut-] and
    {+inserted+}; else colours do."""
    fullest = claim.fullest
    yield quoted(fullest)
    yield Text(legible_line(wording.who(fullest)), style="cyan")
    first = f", first on {wording.day(claim.first_published)}" if claim.first_published else ""
    sources = wording.counted(claim.sources, "independent source")
    printings = wording.counted(len(claim.printings), "printing")
    yield Text(f"{sources}, {printings}{first} · claim {claim.id}", style="dim")
    yield Text("")
    for number, own in enumerate(wordings, start=1):
        if len(wordings) > 1:
            count = wording.counted(len(own.printings), "printing")
            yield Text(f"Wording {number} of {len(wordings)}: {count}", style="bold")
        by_id = {one.printed.id: how for one, how in zip(own.printings, own.comparisons, strict=True)}
        for printing in _in_order(own.printings):
            yield from _printing(printing, own.fullest, by_id[printing.printed.id], marked=marked)
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
    originals = {p.printed.id for p in printings if p.copy_of is None}
    for printing in printings:
        if printing.copy_of is None:
            yield printing
            yield from (copy for copy in printings if copy.copy_of == printing.printed.id)
    yield from (p for p in printings if p.copy_of is not None and p.copy_of not in originals)


def _printing(
    printing: Printing, fullest: Printed, comparison: Comparison | None, *, marked: bool
) -> Iterator[Text]:
    printed = printing.printed
    indent = "    " if printing.copy_of else "  "
    heading = Text(indent + " · ".join(filter(None, printed_in(printed))), style="dim")
    heading.append(f" · {legible_line(wording.who(printed))}")
    stance = printed.statement.attribution.stance
    heading.append(f" · {wording.STANCE_WORDS[stance]}", style="" if stance == "said" else "bold yellow")
    if printing.copy_of:
        heading.append("  a copy: does not count", style="dim italic")
    yield heading
    if comparison is None:
        yield Text(indent) + quoted(printed)
    elif comparison.verdict.endswith("other words"):  # side by side, the two would hide what this one says
        yield Text(indent + legible_line(printed.report))
        yield Text(indent + comparison.verdict, style="italic")
    else:
        yield Text(indent) + _compared(fullest, printed, comparison, marked=marked)
        note = comparison.verdict + warning(comparison)
        yield Text(indent + note, style="bold yellow" if comparison.warnings else "italic")


def _compared(fullest: Printed, printed: Printed, comparison: Comparison, *, marked: bool) -> Text:
    """Return the words of a printing beside the fullest; what is reported around them is dimmed."""
    if not wording.has_report(printed):
        return compared_words(comparison, fullest.article.text, printed.article.text, marked=marked)
    line, is_altered = Text(), False
    for stretch in stretches(fullest, printed, comparison):
        words = legible_piece(stretch.words)
        sign, style = _SIGNS[stretch.what]
        style = "yellow" if is_altered and stretch.what == "put" else style
        is_altered = stretch.what == "cut"
        before, after = " " * (stretch.space == "before"), " " * (stretch.space == "after")
        line.append(before).append(sign.format(words) if marked else words, "" if marked else style).append(
            after
        )
    return line


def warning(comparison: Comparison) -> str:
    """Return what changes the sense: "; other figures and name"; "" if nothing does."""
    return f"; other {' and '.join(comparison.warnings)}" if comparison.warnings else ""


def compared_words(comparison: Comparison, a: str, b: str, *, marked: bool) -> Text:
    """Return the second text's words, with what it lacks of the first: `marked` with signs, else with colours."""
    line = Text()
    for change in comparison.changes:
        ours, theirs = legible_line(spans_text(a, change.a)), legible_line(spans_text(b, change.b))
        if change.kind == "kept":
            line.append(f"{theirs} ")
        elif change.fair == "ellipsis" and not theirs:
            line.append("… ", style="dim")
        else:
            for words, sign, style in (
                (ours, f"[-{ours}-]", "red strike"),
                (theirs, f"{{+{theirs}+}}", "yellow" if ours else "green underline"),
            ):
                if words:
                    line.append(sign if marked else words, style="" if marked else style).append(" ")
    return line


def _beyond(link: PrintedLink, claim: Claim) -> Iterator[Text]:
    other = link.other_than(claim.quote_ids)
    yield Text("  ") + quoted(other)
    where = " · ".join(filter(None, printed_in(other)))
    yield Text(f"  {legible_line(wording.who(other))} · {where} · {link.link.score:.2f}", style="dim")
    if link.link.grounds:
        says = "; ".join(ground.says for ground in link.link.grounds)
        yield Text(f"  {legible_line(says)}", style="italic")
