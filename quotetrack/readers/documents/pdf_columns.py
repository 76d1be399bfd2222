"""The printed runs of a page → its columns in reading order, each a list of lines.

A page is cut where white strips part it, from top to bottom before from left to right, until no strip is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

_GUTTER = 0.6
"""Width of the white between two columns, in heights of a line."""
_FEWEST_LINES = 3
"""Lines on either side of the white between columns; less is a table or a chance."""
_SHORTEST = 12
"""Characters of a usual line in a column; the cells of a table have less."""
_LARGER = 1.15
"""A line of a headline, in heights of a usual line."""
_HEADLINE = 1.6
"""A line of a headline that can be no heading within a column."""
_MOST_RUNS = 2000
"""Runs of a page that is cut; a drawing with more words is read as it was printed."""
_WIDE = 30
"""Width of a column, in heights of a line, in which no justified line has such white within as cells have between."""
_CELL = 2.5
"""White between cells, in heights of a line."""
_MOST_CUTS = 12
"""How deep strips lie within strips."""


@dataclass(frozen=True, slots=True)
class PrintedRun:
    """Words side by side on a page, in points from its lower left corner; `size` is the height of the letters. `drop`
    is how far down a large initial at its beginning reaches; `size` leaves that out. `order` counts the runs of a page
    as they were printed; -1 if that is not known."""

    words: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    drop: float | None = None
    order: int = -1

    @property
    def middle(self) -> float:
        """Half the way up."""
        return (self.bottom + self.top) / 2


@dataclass(frozen=True, slots=True)
class PrintedColumn:
    """Lines one under the other, from the top, and how far they reach to both sides."""

    lines: Sequence[PrintedRun]
    left: float
    right: float


def reading_columns(runs: Sequence[PrintedRun]) -> list[PrintedColumn]:
    """Return the columns of a page in reading order; empty for no runs."""
    if len(runs) > _MOST_RUNS:
        return _columns([[run] for run in runs], _MOST_CUTS)
    return _cut(printed_rows(runs), 0)


def printed_rows(runs: Iterable[PrintedRun]) -> list[list[PrintedRun]]:
    """Return the runs row by row from the top, those of a row from left to right."""
    rows: list[list[PrintedRun]] = []
    lowest = 0.0  # the middle of the smallest run in the last row
    size = 0.0
    for run in sorted(runs, key=lambda run: (-run.top, run.left)):
        near = bool(rows) and abs(run.middle - lowest) < 0.5 * min(size, run.size)
        near = near or (bool(rows) and _is_beside_initial(rows[-1], run))
        if not near:
            rows.append([])
        if not near or run.size <= size:
            lowest, size = run.middle, run.size
        rows[-1].append(run)
    return [sorted(row, key=lambda run: run.left) for row in rows]


def _is_beside_initial(row: list[PrintedRun], run: PrintedRun) -> bool:
    """True for the first line beside a large initial, whose top is about as high."""
    first = row[0]
    return len(row) == 1 and is_initial(first, run)


def is_initial(first: PrintedRun, run: PrintedRun) -> bool:
    """Return whether one run is the large initial of a paragraph that the other begins."""
    is_letter = len(first.words) <= 2 and first.words[-1:].isupper()
    is_large = first.size > 1.7 * run.size and abs(first.top - run.top) < 0.8 * run.size
    return is_letter and is_large and -0.5 * run.size < run.left - first.right < run.size


def _cut(rows: list[list[PrintedRun]], depth: int) -> list[PrintedColumn]:
    """Return the columns of a part of a page: what stands above a strip between columns, its sides, what is below."""
    if not rows:
        return []
    strip = _best_strip(rows) if depth < _MOST_CUTS else None
    if strip is None:
        return _columns(rows, depth)
    first, last, place = strip
    left = [[run for run in row if run.right <= place] for row in rows[first:last]]
    right = [[run for run in row if run.right > place] for row in rows[first:last]]
    parts = (rows[:first], list(filter(None, left)), list(filter(None, right)), rows[last:])
    return [column for part in parts for column in _cut(part, depth + 1)]


def _best_strip(rows: list[list[PrintedRun]]) -> tuple[int, int, float] | None:
    """Return the white strip between columns that passes most rows: the first, the one behind the last, and where it
    is; None if there is none."""
    size = median(run.size for row in rows for run in row)
    edges = {round(run.right) for row in rows for run in row}
    best: tuple[int, int, float] | None = None
    for edge in sorted(edges):
        place = edge + 0.5
        white = (place, place - 0.5 + _GUTTER * size)
        for first, last in _passed(rows, white):
            longer = best is None or last - first > best[1] - best[0]
            if longer and _parts_columns(rows[first:last], place):
                best = (first, last, place)
    return None if best is None else (_first_row(rows, best, size), _last_row(rows, best, size), best[2])


def _first_row(rows: list[list[PrintedRun]], strip: tuple[int, int, float], size: float) -> int:
    """Return the first row of the columns: short last lines of a headline over them stand left of the strip too."""
    first, last, place = strip
    while first < last:
        is_alone = all(run.right <= place for run in rows[first])
        if not is_alone or rows[first][0].size < _LARGER * size:
            break
        first += 1
    return first


def _last_row(rows: list[list[PrintedRun]], strip: tuple[int, int, float], size: float) -> int:
    """Return the row behind the last of the columns: the headline of what stands below them may be left of the strip,
    and nothing is right of it any more."""
    first, last, place = strip
    right = max(at for at in range(first, last) if any(run.right > place for run in rows[at]))
    large = (at for at in range(right + 1, last) if rows[at][0].size > _HEADLINE * size)
    return next(large, last)


def _passed(rows: list[list[PrintedRun]], white: tuple[float, float]) -> list[tuple[int, int]]:
    """Return the stretches of rows in which no run stands in the white."""
    stretches: list[tuple[int, int]] = []
    start = 0
    for number, row in enumerate([*rows, []]):
        crossed = any(run.left < white[1] and run.right > white[0] for run in row)
        if crossed or number == len(rows):
            if number - start >= _FEWEST_LINES:
                stretches.append((start, number))
            start = number + 1
    return stretches


def _parts_columns(rows: list[list[PrintedRun]], place: float) -> bool:
    """True if prose stands on both sides: enough lines, and no cells of a table or numbers of a list."""
    for is_left in (True, False):
        side = [[run for run in row if (run.right <= place) == is_left] for row in rows]
        lines = [sum(len(run.words) for run in row) for row in side if row]
        if len(lines) < _FEWEST_LINES or median(lines) < _SHORTEST:
            return False
    return True


def _columns(rows: list[list[PrintedRun]], depth: int) -> list[PrintedColumn]:
    """Return the rows as one column, and behind it what stands beside it but was printed apart from it: a last column
    of a line or two, too short to be told by the white alone."""
    own: list[list[PrintedRun]] = []
    apart: list[list[PrintedRun]] = []
    for row in rows:
        stop = next((at for at in range(1, len(row)) if _is_apart(row[at - 1], row[at])), len(row))
        own.append(row[:stop])
        apart += [row[stop:]] if stop < len(row) else []
    left, right = min(row[0].left for row in own), max(run.right for row in own for run in row)
    lines = [_line(row, has_cells=right - left > _WIDE * row[0].size) for row in own]
    column = PrintedColumn(lines, left, right)
    return [column, *(_cut(apart, depth + 1) if apart else ())]


def _is_apart(before: PrintedRun, run: PrintedRun) -> bool:
    """True for runs of a row with white between them that were not printed one after the other."""
    is_next = run.order < 0 or run.order == before.order + 1
    return not is_next and run.left - before.right > _GUTTER * run.size


def _line(row: list[PrintedRun], *, has_cells: bool) -> PrintedRun:
    """Return the runs of a row as one; a large initial is the first letter of the word behind it. With `has_cells` a
    bar parts runs that are far apart, as it parts the cells of a table."""
    line = row[0]
    for run in row[1:]:
        initial = is_initial(line, run)
        is_cell = has_cells and run.left - line.right > _CELL * run.size
        words = f"{line.words}{'' if initial else ' | ' if is_cell else ' '}{run.words}"
        drop = min(line.bottom, run.bottom) if initial else line.drop
        kept = run if initial or len(run.words) > len(line.words) else line
        size, bottom, top = kept.size, kept.bottom, kept.top
        line = replace(
            line, words=words, right=max(line.right, run.right), bottom=bottom, top=top, size=size, drop=drop
        )
    return line
