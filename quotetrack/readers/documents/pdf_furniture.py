"""What stands at the head and foot of the pages of a PDF: running heads, page numbers, what a browser prints there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from quotetrack.readers.documents.pdf_columns import PrintedRun, printed_rows

_OUTER_ROWS = 2
"""Rows at the head and at the foot of a page that may be no part of its text."""
_LONGEST = 160
"""Characters of such a row."""
_SAME_HEIGHT = 4.0
"""Points that a running head may be off the place that it has on another page."""
_NUMBER = re.compile(
    r"(?:pages?|p\.|seite)?\s{0,3}[-–—|\[]?\s{0,3}(?P<number>\d{1,5}|[ivxlc]{1,8})\s{0,3}"
    r"(?P<of>(?:of|/|von)\s{0,3}\d{1,5})?\s{0,3}[-–—|\]]?",
    re.IGNORECASE,
)
_PRINTED_AT = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},? {1,3}\d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?:https?|file)://[^\s\"<>]{3,2000}")
FurnitureKind = Literal["running_head", "page_number"]


@dataclass(frozen=True, slots=True)
class PageFurniture:
    """A line at the head or foot of a page and what it is."""

    kind: FurnitureKind
    words: str
    is_head: bool


@dataclass(frozen=True, slots=True)
class StrippedPage:
    """A page without its furniture: the runs of its text, the furniture from the top, and the address that a browser
    prints on it."""

    runs: Sequence[PrintedRun]
    furniture: Sequence[PageFurniture]
    address: str | None = None


@dataclass(frozen=True, slots=True)
class _Outer:
    """A row at the head or foot of a page."""

    page: int
    row: Sequence[PrintedRun]
    is_head: bool
    is_outermost: bool

    @property
    def words(self) -> str:
        return "  ".join(run.words for run in self.row)

    @property
    def pattern(self) -> str:
        """The words with each number as 0: what a running head is the same in on all pages."""
        return re.sub(r"\d+", "0", " ".join(self.words.split())).casefold()


def strip_furniture(pages: Sequence[Sequence[PrintedRun]]) -> list[StrippedPage]:
    """Return each page without its running heads and page numbers.

    A row is one if it stands at the same height on two pages, its numbers aside; if it is nothing but the number of its
    page; or if a browser has printed it.
    """
    outer = [row for number, runs in enumerate(pages) for row in _outer_rows(number, runs)]
    repeated = _repeated(outer)
    numbered = _numbered(outer, len(pages))
    taken: dict[int, list[_Outer]] = {}
    for at, row in enumerate(outer):
        if at in repeated or at in numbered or _is_by_browser(row):
            taken.setdefault(row.page, []).append(row)
    return [_stripped(runs, taken.get(number, [])) for number, runs in enumerate(pages)]


def _outer_rows(number: int, runs: Sequence[PrintedRun]) -> list[_Outer]:
    rows = printed_rows(runs)
    head = range(min(_OUTER_ROWS, len(rows) // 2 or len(rows)))
    foot = range(max(len(rows) - _OUTER_ROWS, len(head)), len(rows))
    outermost = {0, len(rows) - 1}
    found = [_Outer(number, rows[at], at in head, at in outermost) for at in (*head, *foot)]
    return [row for row in found if len(row.words) <= _LONGEST]


def _repeated(outer: list[_Outer]) -> set[int]:
    """Return the rows that stand on another page too, at the same height."""
    by_pattern: dict[tuple[str, bool], list[int]] = {}
    for at, row in enumerate(outer):
        by_pattern.setdefault((row.pattern, row.is_head), []).append(at)
    same: set[int] = set()
    for places in by_pattern.values():
        heights = Counter(round(outer[at].row[0].middle / _SAME_HEIGHT) for at in places)
        for at in places:
            height = round(outer[at].row[0].middle / _SAME_HEIGHT)
            pages = sum(heights[near] for near in (height - 1, height, height + 1))
            if pages > 1 and re.search(r"\w", outer[at].pattern):
                same.add(at)
    return same


def _numbered(outer: list[_Outer], pages: int) -> set[int]:
    """Return the rows that are the number of their page: it counts on from page to page, or says of how many."""
    numbers: dict[int, int] = {}
    sure: set[int] = set()
    for at, row in enumerate(outer):
        found = _NUMBER.fullmatch(" ".join(row.words.split())) if row.is_outermost else None
        if found is None:
            continue
        if found["of"] or (pages == 1 and found["number"] == "1" and not row.is_head):
            sure.add(at)
        elif found["number"].isdigit():
            numbers[at] = int(found["number"]) - row.page
    counted = Counter(numbers.values())
    return sure | {at for at, ahead in numbers.items() if counted[ahead] > 1}


def _is_by_browser(row: _Outer) -> bool:
    """True for a row that a browser prints around a page: when, and from which address."""
    if not row.is_outermost:
        return False
    runs = [run.words.strip() for run in row.row]
    has_time = any(_PRINTED_AT.fullmatch(words) for words in runs)
    has_address = any(_ADDRESS.fullmatch(words) for words in runs)
    has_number = any((found := _NUMBER.fullmatch(words)) and found["of"] for words in runs)
    return has_time or (has_address and has_number)


def _stripped(runs: Sequence[PrintedRun], taken: list[_Outer]) -> StrippedPage:
    gone = {id(run) for row in taken for run in row.row}
    furniture = [_furniture(run.words.strip(), row.is_head) for row in taken for run in row.row]
    printed = (run.words.strip() for row in taken if _is_by_browser(row) for run in row.row)
    addresses = (words for words in printed if words.startswith("http") and _ADDRESS.fullmatch(words))
    address = next((words for words in addresses if not words.endswith(("…", "..."))), None)
    return StrippedPage([run for run in runs if id(run) not in gone], furniture, address)


def _furniture(words: str, is_head: bool) -> PageFurniture:
    return PageFurniture("page_number" if _NUMBER.fullmatch(words) else "running_head", words, is_head)
