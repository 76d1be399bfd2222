"""A verdict on some words as a block on a terminal of any width."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from quotetrack.cli.render.cards import quoted
from quotetrack.cli.render.claims import compared_words, warning
from quotetrack.export import wording
from quotetrack.export.legible import legible_line
from quotetrack.records import Check, Match

VERDICT_WORDS = {
    "exact": "exact",
    "cut": "cut",
    "reversed": "turned round by the cut",
    "altered": "altered",
    "paraphrase": "paraphrase only",
    "other_speaker": "said by someone else",
    "second_hand": "only quoting somebody else",
    "denied": "denied by the speaker",
    "unattributed": "printed, nobody settled on as the speaker",
    "not_found": "not in this collection",
}
"""Each verdict as a reader sees it."""

_STYLES = {"exact": "bold green", "cut": "bold green", "not_found": "bold yellow"}
_HOW = {"told": "told, not in marks", "alike": "in other words", "same claim": "the same claim"}


def block(check: Check, *, id: str | int | None) -> RenderableType:
    """Return the words, the verdict and why, then each printing with what differs."""
    asked = f" · {legible_line(check.speaker)}" if check.speaker else ""
    heading = Text(VERDICT_WORDS[check.verdict], style=_STYLES.get(check.verdict, "bold red"))
    heading.append(f"{asked}{f' · {legible_line(str(id))}' if id is not None else ''}", style="dim")
    words = legible_line(check.words).strip("“”\"'‘’ ")
    lines = [Text(f"“{words}”", style="bold"), heading, Text(legible_line(check.why))]
    printings = [Padding(_printing(match, check), (0, 0, 0, 2)) for match in check.matches]
    return Padding(Group(*lines, *printings), (0, 0, 1, 0))


def _printing(match: Match, check: Check) -> Text:
    """Where, by whom, and the words as they are printed with those checked laid over them."""
    printed, differs, article = match.printed, match.differs, match.printed.article
    stance = printed.statement.attribution.stance
    where = (
        legible_line(wording.outlet(article) or article.id),
        wording.day(article.published) if article.published else "no day",
        printed.statement.quote.kind,
        printed.id,
    )
    if differs is None or match.how == "cut":
        words = Text(quoted(printed).plain, style="default")
    else:
        words = compared_words(differs, article.text, check.words, marked=False)
    notes = [differs.verdict] if differs and match.how != "told" else []
    notes += match.notes
    if differs and differs.warnings:
        notes.append(warning(differs).removeprefix("; "))
    return Text.assemble(
        " · ".join(where),
        (f"\n{legible_line(wording.who(printed))}", "cyan"),
        ("" if stance == "said" else f" · {wording.STANCE_WORDS[stance]}", "bold yellow"),
        f" · {_HOW.get(match.how, match.how)} · {match.score:.2f}\n",
        words,
        (f"\n{legible_line('; '.join(notes))}" if notes else "", "italic"),
        style="dim",
    )
