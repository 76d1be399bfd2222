"""Cells that spreadsheets run: made inert, and had back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.review.cells import neutralise, restore


@pytest.mark.parametrize("sign", list("=+-@\t\r\n＝＋－＠"))
def test_a_risky_first_character_is_preceded_by_an_apostrophe(sign: str) -> None:
    assert neutralise(f"{sign}1+1") == f"'{sign}1+1"


@pytest.mark.parametrize("cell", ["", "plain", "'tis", "a=b", "1-2", "''", "“=x”"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert neutralise(cell) == cell
    assert restore(cell) == cell


@given(st.text(alphabet=st.one_of(st.sampled_from("'=+-@\t\r\n＝＋－＠a"), st.characters())))
def test_every_cell_is_had_back(cell: str) -> None:
    assert restore(neutralise(cell)) == cell


@given(st.text(alphabet="'=+-@\t\r\n＝＋－＠a"))
def test_no_neutralised_cell_begins_with_a_risky_character(cell: str) -> None:
    assert neutralise(cell)[:1] not in tuple("=+-@\t\r\n＝＋－＠")
