"""Marks over a text that overlap → runs that lie inside one another, as elements of a page must.

A mark that crosses the end of another one is cut there and goes on behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from quotetrack.records import Span

MarkPart = Literal["report", "content", "cue", "mention"]
"""What a mark shows: the whole of what is reported, the words quoted, the cue, or the mention of the speaker."""

PARTS: tuple[MarkPart, ...] = ("report", "content", "cue", "mention")
"""Of marks on the same words, the first encloses the others."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text and what it is; `speaker` and `label` say by whom and with what remark. Of words quoted,
    `quotation` is the id, and `is_first` tells whether they are its first piece: both tell no two marks apart."""

    span: Span
    part: MarkPart
    speaker: int
    label: str = ""
    title: str = ""
    quotation: str = field(default="", compare=False)
    is_first: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Run:
    """One step through a text: a mark opens or closes here, or words follow.

    `begins` and `ends` tell whether the mark itself begins or ends here, or goes on beyond a cut. `height` is how many
    marks lie above one another inside it.
    """

    what: Literal["open", "close", "words"]
    span: Span
    mark: Mark | None = None
    begins: bool = False
    ends: bool = False
    height: int = 0


def runs(whole: Span, marks: Iterable[Mark]) -> list[Run]:
    """Return the steps through `whole` in text order; what opens last closes first.

    Marks may reach beyond `whole` and overlap in any way; empty ones are left out. The words of all steps together are
    those of `whole`.
    """
    inside = [mark for mark in marks if mark.span.meets(whole) and mark.span.start < mark.span.end]
    inside.sort(key=lambda mark: (mark.span.start, -mark.span.end, PARTS.index(mark.part)))
    borders = {whole.start, whole.end}
    for mark in inside:
        borders |= {max(mark.span.start, whole.start), min(mark.span.end, whole.end)}
    return _with_heights(list(_steps(whole, sorted(borders), inside)))


def _steps(whole: Span, borders: Sequence[int], marks: Sequence[Mark]) -> Iterator[Run]:
    opened: list[Mark] = []
    waiting = list(reversed(marks))
    for start, end in zip(borders, [*borders[1:], whole.end], strict=True):
        starting: list[Mark] = []
        while any(mark.span.end <= start for mark in opened) or (opened and start == whole.end):
            mark = opened.pop()
            yield _edge("close", mark, start, whole)
            if mark.span.end > start and start < whole.end:
                starting.insert(0, mark)
        while waiting and waiting[-1].span.start <= start < whole.end:
            starting.append(waiting.pop())
        for mark in starting:
            opened.append(mark)
            yield _edge("open", mark, start, whole)
        if start < end:
            yield Run("words", Span(start, end))


def _edge(what: Literal["open", "close"], mark: Mark, at: int, whole: Span) -> Run:
    begins = max(mark.span.start, whole.start) == at
    return Run(what, Span(at, at), mark, begins=begins, ends=mark.span.end == at)


def _with_heights(steps: list[Run]) -> list[Run]:
    """Give each mark that opens the height of what it encloses, and tell it whether it ends where it closes."""
    opened: list[tuple[int, int]] = []
    for number, step in enumerate(steps):
        if step.what == "open":
            opened.append((number, 0))
        elif step.what == "close":
            first, height = opened.pop()
            steps[first] = replace(steps[first], height=height, ends=step.ends)
            if opened:
                outer, most = opened[-1]
                opened[-1] = outer, max(most, height + 1)
    return steps
