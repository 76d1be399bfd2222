"""Verdicts on a terminal of any width: what decides one, with its sentence, then where else the words are printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from types import MappingProxyType

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from quotetrack.cli.render.claims import warning
from quotetrack.export import wording
from quotetrack.export.legible import legible_line, legible_piece
from quotetrack.export.printings import What
from quotetrack.export.verdicts import (
    Tone,
    by_wording,
    deciding_sentence,
    draft_summary,
    gravest_first,
    page_facts,
    passage_sentence,
    shown_words,
    stood_before,
    tone,
    verdict_words,
)
from quotetrack.records import Check, CheckedDraft, DraftCheck, Match, Passage

VERDICT_STYLES: MappingProxyType[Tone, str] = MappingProxyType(
    {"good": "bold green", "bad": "bold red", "open": "bold yellow"}
)
"""How a verdict looks, by its tone."""
_LOOKS: dict[What, str] = {
    "same": "bold",
    "around": "dim",
    "cut": "red strike",
    "put": "yellow underline",
    "turns": "bold red",
}
_HOW = {"told": "told, not in marks", "alike": "in other words", "same claim": "the same claim"}
_MOST_WORDINGS, _MOST_OUTLETS = 2, 3
"""Other wordings, and outlets of each, that are shown unless all are wanted."""
_MOST_WORDS = 160
"""Characters of another wording that are shown unless all are wanted."""


def block(check: Check, *, label: str = "", others: bool = True, whole: bool = False) -> RenderableType:
    """Return the verdict, the words, why, and the printing that decides; then the `others`, all of them if the `whole`
    is wanted. `label` says what was checked, if there was more than one."""
    parts = filter(None, map(legible_line, (label, check.speaker or "")))
    heading = Text(verdict_words(check), style=VERDICT_STYLES[tone(check)])
    heading.append("".join(f" · {part}" for part in parts), style="dim")
    lines: list[RenderableType] = [
        heading,
        Text(legible_line(shown_words(check)), style="bold"),
        Text(legible_line(check.why)),
    ]
    deciding = check.deciding
    for passage in check.passages:
        lines += [Text(""), Padding(_passage(passage), (0, 0, 0, 2))]
    if deciding is not None:
        lines += [Text(""), Padding(_deciding(deciding, check), (0, 0, 0, 2))]
        rest = [match for match in check.matches if match is not deciding]
        if rest and others:
            lines += [Text(""), Padding(_others(rest, whole=whole), (0, 0, 0, 2))]
    return Padding(Group(*lines), (0, 0, 1, 0))


def draft_screen(draft: CheckedDraft, *, whole: bool = False) -> Iterator[RenderableType]:
    """Yield what the draft comes to; then what cannot be printed as it stands, the gravest first; then a line for each
    of the rest, in its order. With `whole` each has all printings."""
    yield Padding(Text(draft_summary(draft), style="bold"), (0, 0, 1, 0))
    for one in gravest_first(draft.checks):
        yield block(one.check, label=_label(one, draft), others=whole, whole=whole)
    for one in draft.checks:
        if one.check.is_good and whole:
            yield block(one.check, label=_label(one, draft), whole=True)
        elif one.check.is_good:
            yield Group(_good_line(one, draft))


def _label(one: DraftCheck, draft: CheckedDraft) -> str:
    """ "line 7", "paragraph 3 · “one of their leaders”": the name of whoever is named stands in the verdict."""
    described = f" · “{legible_line(one.asked)}”" if one.asked and one.check.speaker is None else ""
    return f"{draft.draft.unit} {one.line}{described}"


def _good_line(one: DraftCheck, draft: CheckedDraft) -> Text:
    words = legible_line(shown_words(one.check))
    # Whose words they are by what is printed, if the draft names nobody.
    deciding = one.check.deciding if one.check.speaker is None else None
    printed = f" (printed: {legible_line(wording.who(deciding.printed))})" if deciding else ""
    line = Text.assemble(
        (f"{draft.draft.unit} {one.line} · ", "dim"),
        (verdict_words(one.check), "green"),
        (f"{printed} · ", "dim"),
        words,
    )
    line.no_wrap, line.overflow = True, "ellipsis"
    return line


def _deciding(match: Match, check: Check) -> Text:
    """Where, by whom, and the sentence with the words that were checked laid over it."""
    text = _place(match)
    text.append("\n")
    for stretch in deciding_sentence(match, check.words):
        before, after = " " * (stretch.space == "before"), " " * (stretch.space == "after")
        text.append(f"{before}{legible_piece(stretch.words)}{after}", style=_LOOKS[stretch.what])
    notes = [] if match.how in ("exact", "cut") or match.differs is None else [match.differs.verdict]
    notes += match.notes
    if match.differs and match.differs.warnings:
        notes.append(warning(match.differs).removeprefix("; "))
    if match.how in _HOW:
        notes.insert(0, _HOW[match.how])
    if notes:
        text.append(f"\n{legible_line('; '.join(notes))}", style="italic")
    _add_page(text, match)
    return text


def _passage(passage: Passage) -> Text:
    """Where words stand that are nobody's quotation, and their sentence."""
    article = passage.article
    day = wording.day(article.published) if article.published else "no day"
    text = Text.assemble(legible_line(wording.outlet(article) or article.id), (f" · {day}\n", "dim"))
    before, words, after = map(legible_piece, passage_sentence(passage))
    text.append(before, "dim").append(words, "bold").append(after, "dim")
    _add_page(text, passage)
    return text


def _add_page(text: Text, found: Match | Passage) -> None:
    """Add where the page is to be seen, when it was fetched, and what became of the words."""
    for name, value in page_facts(found):
        text.append(f"\n{legible_line(f'{name}: {value}')}", "dim")
    if before := stood_before(found):
        text.append(f"\n{legible_line(before)}", "yellow")


def _place(match: Match, count: int = 1) -> Text:
    """ "Harbour Gazette (2) · 5 July 2012 · Ana Lima · denied · 824d4566c34d"; `count` is how many it stands for."""
    printed = match.printed
    article, stance = printed.article, printed.statement.attribution.stance
    return Text.assemble(
        legible_line(wording.outlet(article) or article.id),
        f" ({count})" if count > 1 else "",
        (f" · {wording.day(article.published) if article.published else 'no day'} · ", "dim"),
        (legible_line(wording.who(printed)), "cyan"),
        ("" if stance == "said" else f" · {wording.STANCE_WORDS[stance]}", "bold yellow"),
        (f" · {printed.id}", "dim"),
    )


def _others(matches: Sequence[Match], *, whole: bool) -> RenderableType:
    """The other printings by wording, those most alike first, one line an outlet."""
    lines: list[RenderableType] = [Text("Also printed:", style="dim")]
    told = 0
    for own in by_wording(matches)[: None if whole else _MOST_WORDINGS]:
        lines.append(Padding(_wording(own[0], whole=whole), (0, 0, 0, 2)))
        for match, count in _by_outlet(own)[: None if whole else _MOST_OUTLETS]:
            told += count
            lines.append(Padding(_place(match, count), (0, 0, 0, 4)))
    if told < len(matches):
        lines.append(Text(f"and {wording.counted(len(matches) - told, 'more printing')}: --all", style="dim"))
    return Group(*lines)


def _by_outlet(matches: Sequence[Match]) -> list[tuple[Match, int]]:
    """The first printing of each outlet, with how many it has."""
    outlets: defaultdict[str, list[Match]] = defaultdict(list)
    for match in matches:
        outlets[wording.outlet(match.printed.article) or match.printed.article.id].append(match)
    return [(own[0], len(own)) for own in outlets.values()]


def _wording(match: Match, *, whole: bool) -> Text:
    words = legible_line(match.printed.report)
    if not whole and len(words) > _MOST_WORDS:
        words = f"{words[:_MOST_WORDS].rpartition(' ')[0]} …"
    how = f" · {_HOW.get(match.how, match.how)}"
    return Text.assemble(words if match.how == "told" else f"“{words}”", (how, "dim"))
