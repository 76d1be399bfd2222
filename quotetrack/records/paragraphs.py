"""A text cut into paragraphs, and a paragraph cut between two words."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator

from quotetrack.records.span import Span

WORD_LENGTH = 40
"""How far a cut may move to fall between two words; longer runs are cut where they stand."""


def paragraphs(text: str, borders: Iterable[Span] = ()) -> tuple[Span, ...]:
    """Return the paragraphs of `text`, trimmed, in order. A line break ends one, but for a line broken by width
    alone: in a block of short lines, where the line has no final punctuation and is nearly as long as the longest, or
    the next one goes on in lower case. Nor does one end where a quotation runs over the line end: its mark is open and
    the next mark within a few lines closes it. `borders` (captions, headings …) are paragraphs of their own."""
    cuts = sorted({edge for span in borders for edge in (span.start, span.end)})
    out: list[Span] = []
    for block in re.finditer(r"[^\n\r]+(?:\r?\n[^\n\r]*[^\s][^\n\r]*)*", text):
        start = block.start()
        lines = [(m.start() + start, m.end() + start) for m in re.finditer(r"[^\n\r]+", block.group())]
        widest = max(end - begin for begin, end in lines)
        begin = lines[0][0]
        quoted = _lines_left_open(text, lines)
        for number, ((line_start, line_end), (next_start, _)) in enumerate(itertools.pairwise(lines)):
            is_soft = number in quoted or _is_soft_break(text, line_start, line_end, next_start, widest)
            if not is_soft:
                out.append(Span(begin, line_end))
                begin = next_start
        out.append(Span(begin, lines[-1][1]))
    return tuple(_cut(text, out, cuts))


_ITEM = re.compile(r"(?:[•*·▪‣◦—–-]|\d{1,2}[.)]) +\S")
"""How an item of a list begins."""


def _is_soft_break(text: str, start: int, end: int, following: int, widest: int) -> bool:
    if _ITEM.match(text, following):
        return False
    last = text[start:end].rstrip()[-1:]
    if widest > 100 or not last or last in '.!?:;”"»' or last == ",":
        return widest <= 100 and last == ","
    return text[following : following + 1].islower() or end - start >= 0.7 * widest >= 35


_DOUBLE = re.compile('[“”"]')
_MOST_LINES = 8
"""Lines that a quotation may run over: a mark that nothing closes among them was forgotten, or closes pages later."""


def _lines_left_open(text: str, lines: list[tuple[int, int]]) -> set[int]:
    """Return the numbers of the lines whose end stands within a quotation that a later line closes.

    Double marks alone tell: a single one may be an apostrophe. A line that opens with a mark is a paragraph of a longer
    speech, so the line before ends as it stands."""
    inside: set[int] = set()
    opened: int | None = None
    for number, (start, end) in enumerate(lines):
        for mark in _DOUBLE.finditer(text, start, end):
            if _opens(text, mark.start(), start, is_open=opened is not None):
                opened = number
            elif opened is not None:
                if number - opened <= _MOST_LINES:
                    inside.update(range(opened, number))
                opened = None
    return inside


def _opens(text: str, at: int, start: int, *, is_open: bool) -> bool:
    """Return True if the double mark at `at`, in a line that begins at `start`, opens a quotation."""
    if text[at] != '"':
        return text[at] == "“"
    before = text[at - 1] if at > start else " "
    after = text[at + 1 : at + 2]
    is_free = before.isspace() or before in "([—–-"
    return is_free and not (is_open and (not after or after.isspace()))


def _cut(text: str, spans: list[Span], cuts: list[int]) -> Iterator[Span]:
    at = 0
    for span in spans:
        edges = [span.start]
        while at < len(cuts) and cuts[at] < span.end:
            if cuts[at] > span.start:
                edges.append(cuts[at])
            at += 1
        edges.append(span.end)
        for start, end in itertools.pairwise(edges):
            trimmed = trim(text, start, end)
            if trimmed.start < trimmed.end:
                yield trimmed


def trim(text: str, start: int, end: int) -> Span:
    """Return the span from `start` to `end` without white space at either end."""
    words = text[start:end]
    bare = words.lstrip()
    start = min(end, start + len(words) - len(bare))
    return Span(start, start + len(bare.rstrip()))


def cut_start(text: str, start: int, words: int, limit: int) -> int:
    """Return `start`, or a place between two words at most `limit` characters before `words`."""
    floor = words - limit
    if start >= floor:
        return start
    blank = re.compile(r"\s").search(text, floor, min(floor + WORD_LENGTH, words))
    return blank.end() if blank else floor


def cut_end(text: str, end: int, words: int, limit: int) -> int:
    """Return `end`, or a place between two words at most `limit` characters after `words`."""
    ceiling = words + limit
    if end <= ceiling:
        return end
    blank = text.rfind(" ", max(words, ceiling - WORD_LENGTH), ceiling)
    return blank if blank >= 0 else ceiling
