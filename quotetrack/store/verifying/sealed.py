"""Compares what is stored with the digests and seals that were made when it was written (see `leaves` and `seals`), and
names the row and the column that differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Table

from quotetrack.records import WHOLE
from quotetrack.store.damaged import Rows
from quotetrack.store.leaves import (
    ARTICLES_AT_ONCE,
    LINE_TABLES,
    OF_ARTICLES,
    SHARED_ROWS,
    Line,
    article_lines,
    checks_of,
    leaf_digest,
    line_columns,
    name_of,
    sum_of,
)
from quotetrack.store.seals import WIDTH, broken_seals, check_of, sealed_columns
from quotetrack.store.tables import articles, leaves
from quotetrack.store.verifying.faults import show_value

_Stored = dict[tuple[Table, bytes], Sequence[bytes]]
"""The checks of the values of each line, by its table and the check of its place."""


def tell_broken_seals(rows: Rows, table: Table, found: Iterable[Any], names: Sequence[str]) -> None:
    """Tell of the values that are not those that their rows were sealed with, unless more is known of the row."""
    if not sealed_columns(table):
        return
    for row, name in zip(found, names, strict=True):
        for column in () if rows.is_told(table, row) else broken_seals(table, row):
            what = f"{column} is {show_value(getattr(row, column))}, expected the value that was sealed with its row"
            rows.tell(table, row, name, what)


def check_leaves(rows: Rows) -> Iterator[None]:
    """Check that all that belongs to each article is what its digest was made of, and that no article is missing."""
    digests: dict[int, str] = {}
    whole = sum_of(())
    for some in rows.all(leaves):
        for row in some:
            if row.part == OF_ARTICLES:
                digests[row.owner] = row.digest
            elif row.part == WHOLE:
                whole = row.digest
        yield
    total = sum_of(digests.values())
    if total != whole:
        what = f"the digests of the articles sum to {total[:12]}…, expected {show_value(whole[:12])} as is kept of them"
        rows.tell_of(leaves, WHOLE, what)
    for lot in rows.lots(articles, size=ARTICLES_AT_ONCE):
        for article, lines in article_lines(rows, [row.id for row in lot.rows]):
            expected = digests.pop(article, None)
            if expected is None:
                rows.tell(articles, lines[0].row, name_of(lines), "there is no digest of it, expected one")
            elif leaf_digest(lines) != expected:
                _tell_differences(rows, article, lines)
        yield
    for article in digests:
        if not rows.is_gap(articles, article):
            rows.tell_of(
                leaves, f"{OF_ARTICLES}/{article}", "its article is gone, expected one that is there"
            )


def _tell_differences(rows: Rows, article: int, lines: Sequence[Line]) -> None:
    """Tell which rows and columns of an article are not those that its digest was made of, unless more is known."""
    name = name_of(lines)
    kept = next(
        (row for row in rows.owned(leaves, "owner", [article])[article] if row.part == OF_ARTICLES), None
    )
    stored = _read_checks(bytes(kept.checks) if kept is not None else b"")
    is_told = False
    for line in lines:
        _, place, *values = _cut(checks_of(line))
        before = stored.pop((line.table, place), None)
        if rows.is_told(line.table, line.row):
            is_told = True
        elif before is None:
            is_told = True
            what = "it is not among the rows that the digest of its article was made of"
            rows.tell(line.table, line.row, name, what)
        else:
            is_told |= _tell_columns(rows, line, values, before, name)
    for table, number in () if rows.has_gaps() else Counter(table for table, _ in stored).items():
        is_told = True
        gone = f"{number} of the rows of {table.name} that its digest was made of"
        rows.tell(articles, lines[0].row, name, f"{gone} cannot be found, expected that they are there")
    if not is_told and not (stored and rows.has_gaps()):
        what = f"the digest is {show_value(kept and kept.digest)}, expected that of its article"
        rows.tell_of(leaves, f"{OF_ARTICLES}/{article}", what, where=name)


def _tell_columns(rows: Rows, line: Line, now: Sequence[bytes], before: Sequence[bytes], name: str) -> bool:
    columns = zip(line_columns(line.table), now, before, strict=True)
    changed = [column for column, own, kept in columns if own != kept]
    for column in changed:
        shared = SHARED_ROWS.get(column)
        if shared is not None and rows.is_told(shared[0], (getattr(line.row, column),)):
            continue
        value = show_value(getattr(line.row, column))
        what = f"{column} is {value}, expected the value that the digest of its article was made of"
        rows.tell(line.table, line.row, name, what)
    return bool(changed)


def _read_checks(checks: bytes) -> _Stored:
    """Return what is kept of each line; as much as can be made out."""
    stored: _Stored = {}
    parts = iter(_cut(checks))
    for whose in parts:
        table = _TABLES.get(whose)
        if table is None:
            break
        place, *values = (next(parts, b"") for _ in range(1 + len(line_columns(table))))
        stored[table, place] = values
    return stored


def _cut(checks: bytes) -> list[bytes]:
    return [checks[at : at + WIDTH] for at in range(0, len(checks), WIDTH)]


_TABLES: Mapping[bytes, Table] = {check_of(table.name): table for table in LINE_TABLES}
