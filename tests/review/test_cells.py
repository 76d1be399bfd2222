"""The cells that a reviewer may change: written, read again, and told to be as they were."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.errors import UsageError
from quotetrack.records import Span
from quotetrack.review.cells import (
    EDITABLE,
    READ_AS,
    Before,
    before,
    editable,
    heading_of,
    offsets,
    row_fingerprint,
    spans_of,
    writable,
)
from tests.export.statements import made, printed

places = st.lists(st.integers(0, 10**6), min_size=2, max_size=8, unique=True).map(sorted)


def told(cells: dict[str, str], *evidence: str) -> Before:
    found = before(row_fingerprint(cells, evidence))
    assert found is not None
    return found


@given(places)
def test_offsets_come_back_as_they_were(found: list[int]) -> None:
    spans = tuple(Span(a, b) for a, b in list(pairwise(found))[::2])
    assert spans_of(offsets(spans)) == spans


@pytest.mark.parametrize(
    "cell", ["", "3", "3-12", "12..3", "3..3", "5..9; 1..2", "1..5; 4..8", "a..b", "1..5;"]
)
def test_offsets_that_nobody_wrote_are_refused(cell: str) -> None:
    with pytest.raises(UsageError, match="offsets"):
        spans_of(cell)


@given(printed())
def test_a_row_that_nobody_has_touched_is_as_it_was(statement: object) -> None:
    cells = editable(statement)  # type: ignore[arg-type]
    assert set(cells) == set(EDITABLE)
    assert told(cells).changed(cells) == frozenset()
    # What a file cannot hold comes back spelled out, and that is no change.
    assert told(cells).changed({heading: writable(cell) for heading, cell in cells.items()}) == frozenset()


@pytest.mark.parametrize("heading", EDITABLE)
def test_each_change_is_told_by_its_heading(heading: str) -> None:
    cells = editable(made())
    assert told(cells).changed({**cells, heading: f"{cells[heading]} x"}) == {heading}


def test_white_space_is_no_change() -> None:
    cells = {**editable(made()), "words": "one\ntwo  three"}
    assert told(cells).changed({**cells, "words": " one two\r\nthree "}) == frozenset()


def test_evidence_is_told_from_what_may_be_changed() -> None:
    own = told(editable(made()), "The Gazette", "5 July")
    assert own.is_evidence(["The Gazette", " 5  July"])
    assert not own.is_evidence(["The Gazette", "6 July"])
    assert not own.is_evidence(["The Gazette 5", "July"])


@pytest.mark.parametrize("cell", ["", "1", "2 " + "ab " * 10, "=1+1", "1 a b c"])
def test_a_last_column_of_another_make_tells_nothing(cell: str) -> None:
    assert before(cell) is None


@given(st.text(max_size=20))
def test_a_heading_that_was_found_is_found_again(cell: str) -> None:
    found = heading_of(cell)
    assert heading_of(found) == found
    assert heading_of(f"  {cell.upper()}_") == heading_of(cell.upper())


def test_what_people_read_is_no_heading_of_what_they_change() -> None:
    assert not {*READ_AS, *READ_AS.values()} & set(EDITABLE)
