"""Checks that were kept, on a terminal of any width."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from quotetrack.cli.render.verdicts import VERDICT_STYLES
from quotetrack.export import wording
from quotetrack.export.legible import legible_line
from quotetrack.export.verdicts import shown_words, tone, verdict_words
from quotetrack.records import Check, KeptCheck


def kept_block(kept: KeptCheck) -> RenderableType:
    """Return the verdict, today's beside it if it is another, and the words; then who checked and when, in which draft
    the words stand, and where they are printed."""
    then = Check(words=kept.words, speaker=kept.speaker, verdict=kept.verdict, why="", form=kept.form)
    heading = Text(verdict_words(then), style=VERDICT_STYLES[tone(then)])
    if kept.today is not None and kept.is_changed:
        heading.append(" → ", style="dim")
        heading.append(f"today {verdict_words(kept.today)}", style=VERDICT_STYLES[tone(kept.today)])
    if kept.asked:
        heading.append(f" · {legible_line(kept.asked)}", style="dim")
    return Padding(
        Group(heading, Text(legible_line(shown_words(then)), style="bold"), Text(_about(kept), style="dim")),
        (0, 0, 1, 0),
    )


def _about(kept: KeptCheck) -> str:
    """ "3 · Eva Holm, 12 March 2024 · draft.md:7 · Harbour Gazette, 5 July 2012 · 824d4566c34d"."""
    parts = [str(kept.number), f"{kept.kept_by}, {wording.day(kept.kept_at[:10])}"]
    if kept.draft or kept.line:
        place = kept.draft or "a draft"
        parts.append(f"{place}:{kept.line}" if kept.line else place)
    for first in kept.printings[:1]:
        parts.append(", ".join(filter(None, (first.outlet or first.article, wording.day(first.published)))))
        parts += [first.quote] if first.quote else []
    return legible_line(" · ".join(parts))
