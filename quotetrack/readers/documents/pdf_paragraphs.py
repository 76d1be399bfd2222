"""The lines of a PDF's columns → paragraphs, over the ends of columns and pages, each line with its page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from quotetrack.readers.documents.pdf_columns import PrintedColumn, PrintedRun

_SAME_SIZE = 0.12
"""How much the letters of one paragraph differ in height, as a part of it."""
_WIDER = 1.3
"""A gap between paragraphs, in usual distances between lines of this size."""
_USUAL = 1.25
"""The usual distance between lines in heights of letters, if the page does not tell."""
_INDENT = 0.6
"""The least indent, in heights of letters."""
_ITEM = re.compile(r"[•▪‣◦–*·-]\s|\(?\d{1,2}[.)]\s|\(?[a-z]\)\s")
_NOTE = 0.92
"""The letters of notes at the foot of a page, in heights of the letters of the text."""
_NOTE_MARK = re.compile(r"\d{1,3}(?=[\s.)]|[^\W\d])|[*†‡§]")
_ENDED = re.compile(r"[.!?:;…][\"”’»)\]']{0,3}$")


@dataclass(slots=True)
class PrintedParagraph:
    """Lines of one paragraph with the page of each, from 0; `size` is the height of the letters."""

    lines: list[PrintedRun]
    pages: list[int]
    size: float


@dataclass(frozen=True, slots=True)
class _Measures:
    """What is usual in a document: the size of its letters, the distance between lines of a size, whether paragraphs
    are indented."""

    body: float
    pitches: dict[int, float] = field(default_factory=dict)
    is_indented: bool = False

    def pitch(self, size: float) -> float:
        return self.pitches.get(round(size), _USUAL * size)


def body_size(columns: Sequence[PrintedColumn]) -> float:
    """Return the height of the letters that most of a document is printed in; 0 for no columns."""
    sizes: Counter[float] = Counter()
    for column in columns:
        for line in column.lines:
            sizes[round(line.size, 1)] += len(line.words)
    return max(sizes, key=lambda size: (sizes[size], size), default=0.0)


def paragraphs_of(pages: Sequence[Sequence[PrintedColumn]]) -> Iterator[PrintedParagraph]:
    """Yield the paragraphs of the columns of each page, in order. Notes at the foot of a column come behind the
    paragraph that runs on over them."""
    measures = _measure([column for columns in pages for column in columns])
    paragraph: PrintedParagraph | None = None
    before: PrintedColumn | None = None
    notes: list[PrintedParagraph] = []
    for number, columns in enumerate(pages):
        for whole in columns:
            column, below = _without_notes(whole, measures.body)
            for at, line in enumerate(column.lines):
                if paragraph is not None and _continues(before, column, at, measures):
                    paragraph.lines.append(line)
                    paragraph.pages.append(number)
                    continue
                if paragraph is not None:
                    yield paragraph
                yield from notes
                notes.clear()
                paragraph = PrintedParagraph([line], [number], line.size)
            notes += _notes(below, number)
            before = column
    if paragraph is not None:
        yield paragraph
    yield from notes


def _continues(before: PrintedColumn | None, column: PrintedColumn, at: int, measures: _Measures) -> bool:
    if at:
        return _goes_on(column, at, measures)
    return before is not None and _runs_over(before, column, measures)


def _without_notes(column: PrintedColumn, body: float) -> tuple[PrintedColumn, Sequence[PrintedRun]]:
    """Return a column without the notes at its foot, and their lines: smaller ones, the first with a mark."""
    lines = column.lines
    start = len(lines)
    while start > 1 and lines[start - 1].size < _NOTE * body:
        start -= 1
    while start < len(lines) and not _NOTE_MARK.match(lines[start].words):
        start += 1
    return replace(column, lines=lines[:start]), lines[start:]


def _notes(lines: Sequence[PrintedRun], page: int) -> Iterator[PrintedParagraph]:
    """Yield the notes, each from its mark on."""
    note: PrintedParagraph | None = None
    for line in lines:
        if note is None or _NOTE_MARK.match(line.words):
            if note is not None:
                yield note
            note = PrintedParagraph([], [], line.size)
        note.lines.append(line)
        note.pages.append(page)
    if note is not None:
        yield note


def _measure(columns: Sequence[PrintedColumn]) -> _Measures:
    distances: dict[int, list[float]] = defaultdict(list)
    indents = lines = 0
    for column in columns:
        for upper, lower in pairwise(column.lines):
            if _is_same_size(upper, lower):
                distances[round(lower.size)].append(upper.middle - lower.middle)
                indents += _is_indented(column, lower) and not _is_indented(column, upper)
                lines += 1
    pitches = {size: median(found) for size, found in distances.items() if len(found) >= 3}
    return _Measures(body_size(columns), pitches, is_indented=indents > 1 and indents > 0.04 * lines)


def _is_same_size(one: PrintedRun, other: PrintedRun) -> bool:
    return abs(one.size - other.size) <= _SAME_SIZE * max(one.size, other.size)


def _is_indented(column: PrintedColumn, line: PrintedRun) -> bool:
    return _INDENT * line.size < line.left - column.left < 5 * line.size


def _goes_on(column: PrintedColumn, at: int, measures: _Measures) -> bool:
    """True if a line of a column goes on with the paragraph of the line above it."""
    upper, lower = column.lines[at - 1], column.lines[at]
    if not _is_same_size(upper, lower):
        return False
    if upper.drop is not None and lower.top > upper.drop:  # beside the large initial
        return True
    if upper.middle - lower.middle > _WIDER * measures.pitch(lower.size) or _ITEM.match(lower.words):
        return False
    if (
        _is_indented(column, lower)
        and not _is_indented(column, upper)
        and at
        and not _beside_drop(column, at)
    ):
        return False
    return not (_is_cut_short(upper, lower, column.right) and _may_begin(lower.words, upper.words))


def _beside_drop(column: PrintedColumn, at: int) -> bool:
    drops = (line.drop for line in column.lines[max(0, at - 4) : at] if line.drop is not None)
    return any(column.lines[at].top > drop for drop in drops)


def _is_cut_short(upper: PrintedRun, lower: PrintedRun, edge: float) -> bool:
    """True if the first word of the lower line had fitted behind the upper one: the line ends there on purpose."""
    word = lower.words.split(" ", 1)[0]
    width = (lower.right - lower.left) * len(word) / max(1, len(lower.words))
    return edge - upper.right > width + 0.8 * lower.size


def _may_begin(words: str, before: str) -> bool:
    """True if a paragraph may begin with these words behind those: no small letter after an open sentence."""
    return _ENDED.search(before.rstrip()) is not None or not words[:1].islower()


def _runs_over(before: PrintedColumn, column: PrintedColumn, measures: _Measures) -> bool:
    """True if the paragraph at the end of a column goes on at the head of the next."""
    upper, lower = before.lines[-1], column.lines[0]
    is_body = upper.size < (1 + _SAME_SIZE) * measures.body and _is_same_size(upper, lower)
    if not is_body or _ITEM.match(lower.words):
        return False
    if lower.words[:1].islower():
        return True
    is_short = _is_cut_short(upper, lower, before.right)
    return not is_short and not (measures.is_indented and _is_indented(column, lower))
