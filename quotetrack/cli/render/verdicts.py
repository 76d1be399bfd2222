"""A verdict on some words for people: a block on a terminal of any width, lines of short cells in a pipe."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quotetrack.cli.render.claims import compared
from quotetrack.export import wording
from quotetrack.export.legible import legible_line
from quotetrack.records import Printed

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

    from quotetrack.records import Check, Match

WORDS = {
    "exact": "exact",
    "cut": "cut",
    "altered": "altered",
    "paraphrase": "paraphrase only",
    "other_speaker": "said by someone else",
    "denied": "denied by the speaker",
    "not_found": "not in this collection",
}
"""Each verdict as a reader sees it."""

_STYLES = {"exact": "bold green", "cut": "bold green", "not_found": "bold yellow"}
_HOW = {"told": "told, not in marks", "alike": "in other words", "same claim": "the same claim"}
HEADINGS = (
    *("id", "verdict", "words", "asked", "how", "score", "printed", "speaker", "stance", "outlet"),
    *("published", "kind", "quotation", "article", "why"),
)
"""What `plain_rows` give."""


def plain_rows(check: Check, *, id: str | int | None) -> Iterator[tuple[str, ...]]:
    """A line for each printing, or one with empty cells where there is none."""
    head = ("" if id is None else str(id), check.verdict, check.words, check.speaker or "")
    for match in check.matches:
        article, statement = match.printed.article, match.printed.statement
        speaker = statement.attribution.speaker
        yield (
            *head,
            match.how,
            f"{match.score:.2f}",
            match.printed.text,
            (speaker.name or "") if speaker else "",
            statement.attribution.stance,
            wording.outlet(article),
            article.published or "",
            statement.quote.kind,
            statement.quote.id,
            article.id,
            check.why,
        )
    if not check.matches:
        yield (*head, *[""] * (len(HEADINGS) - len(head) - 1), check.why)


def block(check: Check, *, id: str | int | None) -> RenderableType:
    """The words, the verdict and why, then each printing with what differs."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    asked = f" · {legible_line(check.speaker)}" if check.speaker else ""
    heading = Text(WORDS[check.verdict], style=_STYLES.get(check.verdict, "bold red"))
    heading.append(f"{asked}{f' · {legible_line(str(id))}' if id is not None else ''}", style="dim")
    lines = [Text(f"“{_bare(check.words)}”", style="bold"), heading, Text(legible_line(check.why))]
    told = [Padding(_printing(match, check), (0, 0, 0, 2)) for match in check.matches]
    return Padding(Group(*lines, *told), (0, 0, 1, 0))


def _printing(match: Match, check: Check) -> Text:
    """Where, by whom, and the words as they are printed with those checked laid over them."""
    from rich.text import Text

    line = Text(_where(match.printed), style="dim")
    line.append(f"\n{legible_line(wording.who(match.printed))}", style="cyan")
    stance = match.printed.statement.attribution.stance
    if stance != "said":
        line.append(f" · {wording.STANCE_WORDS[stance]}", style="bold yellow")
    line.append(f" · {_HOW.get(match.how, match.how)} · {match.score:.2f}", style="")
    line.append("\n")
    if match.differs is None or match.how == "cut":
        words = legible_line(match.printed.text)
        line.append(
            words if match.printed.statement.quote.kind == "indirect" else f"“{words}”", style="default"
        )
    else:
        line.append_text(compared(match.differs, match.printed.article.text, check.words, marked=False))
    notes = [match.differs.verdict] if match.differs and match.how != "told" else []
    notes += match.notes
    if match.differs and match.differs.warnings:
        notes.append(f"other {' and '.join(match.differs.warnings)}")
    if notes:
        line.append(f"\n{legible_line('; '.join(notes))}", style="italic")
    return line


def _where(printed: Printed) -> str:
    article = printed.article
    parts = (
        legible_line(wording.outlet(article) or article.id),
        wording.day(article.published) if article.published else "no day",
        printed.statement.quote.kind,
        printed.statement.quote.id,
    )
    return " · ".join(parts)


def _bare(words: str) -> str:
    return legible_line(words).strip("“”\"'‘’ ")
