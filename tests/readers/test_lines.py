"""How a text falls into lines and blocks, and what the first and last signs of a line tell."""

from __future__ import annotations

import pytest

from quotetrack.readers.lines import (
    ends_sentence,
    has_mark,
    is_bare_quotation,
    is_labelled,
    is_list_item,
    is_open_ended,
    is_quotation,
    last_sign,
    opens_title,
    split_lines,
)


@pytest.mark.parametrize(
    ("text", "lines", "blocks"),
    [
        ("", [], []),
        ("\n \n", [], []),
        ("One", ["One"], [range(1)]),
        ("One\nTwo", ["One", "Two"], [range(2)]),
        ("One\n\nTwo", ["One", "Two"], [range(1), range(1, 2)]),
        (" One \r\n\tTwo\r\n\r\n Three ", ["One", "Two", "Three"], [range(2), range(2, 3)]),
        ("One\u2028Two\u2029\nThree", ["One", "Two", "Three"], [range(2), range(2, 3)]),
        ("One\n \t \nTwo words", ["One", "Two words"], [range(1), range(1, 2)]),
    ],
)
def test_blank_lines_part_blocks(text: str, lines: list[str], blocks: list[range]) -> None:
    starts, ends, parted = split_lines(text)
    assert [text[start:end] for start, end in zip(starts, ends, strict=True)] == lines
    assert parted == blocks


@pytest.mark.parametrize(
    ("words", "sign"),
    [("He left.”", "."), ("He left ”)", "t"), ("in the U.S.", "S"), ("Why?", "?"), ("", ""), ("”", "")],
)
def test_last_sign_is_that_before_closing_marks(words: str, sign: str) -> None:
    assert last_sign(words) == sign


@pytest.mark.parametrize(
    ("words", "ends", "is_open"),
    [("He left.", True, False), ("He left", False, True), ("They said:", False, False), ("", False, False)],
)
def test_a_sentence_ends_and_a_title_stays_open(words: str, ends: bool, is_open: bool) -> None:
    assert (ends_sentence(words), is_open_ended(words)) == (ends, is_open)


def test_an_apostrophe_is_no_mark() -> None:
    assert not has_mark("the mayor's crane")
    assert has_mark("a town 'of two minds'")


def test_quotations_are_known_from_their_ends() -> None:
    assert is_quotation("“It is gone.”")
    assert is_quotation("“It is gone")
    assert is_bare_quotation("“It is gone.”")
    assert not is_bare_quotation("“It is gone,” she said, “for good.”")


def test_labels_items_and_titles_are_known_from_their_beginning() -> None:
    assert is_labelled("Q: Why?")
    assert is_list_item("• One")
    assert is_list_item("2) Two")
    assert opens_title("¿Dónde?")
    assert not opens_title("and so on")
