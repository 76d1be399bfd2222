"""CSV: every cell back as it was, and none that a spreadsheet would run."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.export.columns import row
from quotetrack.records import Printed
from quotetrack.review.cells import restore

from .reading import HEADINGS, exported, read_csv
from .statements import HOSTILE, printed, quoting


@given(st.lists(printed(), max_size=3))
def test_csv_gives_every_cell_back(statements: list[Printed]) -> None:
    heading, *rows = read_csv(exported(statements, "csv"))
    assert heading == HEADINGS
    assert [tuple(map(restore, cells)) for cells in rows] == [
        tuple(cell.encode("utf-8", "backslashreplace").decode("utf-8") for cell in row(statement))
        for statement in statements
    ]


def test_csv_begins_with_the_mark_that_excel_needs() -> None:
    assert exported([], "csv").startswith(b"\xef\xbb\xbfid,words,")


@pytest.mark.parametrize("words", HOSTILE)
def test_csv_has_no_cell_that_could_run(words: str) -> None:
    for line in read_csv(exported([quoting(words)], "csv")):
        assert not any(cell.startswith(tuple("=+-@\t\r\n＝＋－＠")) for cell in line)
