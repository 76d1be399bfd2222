"""CSV and TSV with a column of texts → one `Article` or `Failure` a row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from quotetrack.errors import ReadError
from quotetrack.readers.decode import check_not_binary, decode
from quotetrack.readers.input import Input
from quotetrack.readers.table_columns import article_of_row, find_columns
from quotetrack.records import Article, Failure

_DELIMITERS = ",;\t|"
_MOST_COLUMNS = 2000
_MOST_LINES = 100_000
"""Lines of one row: an article has some hundred."""
_LOCK = Lock()
"""The longest cell that the csv module reads is one setting for the whole process."""


def table_articles(input: Input) -> Iterator[Article | Failure]:
    """Yield the article of each row, and a Failure for a row that has none, under the number that a spreadsheet gives
    the row: the headings are row 1. Rows without any word are passed over.

    Raises:
        ReadError: no column holds texts, or a row is larger than an article may be.
    """
    rows = table_rows(input)
    names = [name.strip() for name in next(rows, [])]
    if not any(names):
        raise ReadError("the table has no row of headings; its first row has to name the columns")
    if len(names) > _MOST_COLUMNS:
        raise ReadError(f"the table has {len(names):,} columns; at most {_MOST_COLUMNS:,} are read")
    columns = find_columns(names, input.options.columns)
    places = {field: names.index(column) for field, column in columns.items()}
    for number, row in enumerate(rows, start=2):
        if not any(map(str.strip, row)):
            continue
        told = {field: row[place] if place < len(row) else "" for field, place in places.items()}
        try:
            yield article_of_row(told, number, input)
        except ReadError as error:
            yield Failure(f"{input.origin.where}:{number}", str(error))


def table_rows(input: Input) -> Iterator[list[str]]:
    """Yield the rows of a table, that of the headings first.

    Raises:
        ReadError: it is no text, or a row is larger than an article may be.
    """
    yield from _rows(_lines(input), input.options.most)


def _lines(input: Input) -> Iterator[str]:
    """Yield the lines of the table, their ends kept. What is larger than an article may be has to be UTF-8."""
    most = input.options.most
    data = input.stream.read(most + 1)
    check_not_binary(data[:4096])
    if len(data) <= most:
        yield from io.StringIO(decode(data), newline="")
        return
    rest = io.BytesIO(data)
    for stream in (rest, input.stream):
        while line := stream.readline(most + 1):
            if stream is rest and not line.endswith(b"\n"):
                line += input.stream.readline(most + 1)
            if len(line) > most:
                raise ReadError("a row of the table is too large for an article; give a higher --max-size")
            yield _utf8(line)


def _utf8(line: bytes) -> str:
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadError(f"the table is no UTF-8 ({error.reason}), which so large a one has to be") from error


def _rows(lines: Iterator[str], most: int) -> Iterator[list[str]]:
    """Yield the rows of a table, whose first line tells what parts its cells."""
    first = next(lines, "")
    budget = _Budget(first, lines, most)
    reader = csv.reader(budget, delimiter=_delimiter(first))
    while True:
        budget.left, budget.lines = most, _MOST_LINES
        with _long_cells(most):
            try:
                row = next(reader, None)
            except csv.Error as error:
                raise ReadError(f"the table is broken at its line {reader.line_num}: {error}") from error
        if row is None:
            return
        yield row


class _Budget:
    """The lines of a table, of which one row may take so many, and so many characters."""

    def __init__(self, first: str, rest: Iterator[str], most: int) -> None:
        self._lines = iter((first,))
        self._rest = rest
        self.left = most
        self.lines = _MOST_LINES

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines, None)
        if line is None:
            line = next(self._rest)
        self.left -= len(line)
        self.lines -= 1
        if self.left < 0 or self.lines < 0:
            raise ReadError(
                "a row of the table is larger than an article may be, or a quotation mark is missing in it; "
                "mend the row, or give a higher --max-size"
            )
        return line


@contextmanager
def _long_cells(most: int) -> Iterator[None]:
    with _LOCK:
        before = csv.field_size_limit(most)
        try:
            yield
        finally:
            csv.field_size_limit(before)


def _delimiter(first: str) -> str:
    """Return the sign that parts most names in the row of headings; a comma if none does."""
    bare = re.sub(r'"[^"]{0,1000}"', "", first[:100_000])
    return max(_DELIMITERS, key=lambda sign: (bare.count(sign), -_DELIMITERS.index(sign)))
