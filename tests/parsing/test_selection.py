"""Which paragraphs are parsed where only quotations in marks are wanted."""

from __future__ import annotations

import pytest

from quotetrack.parsing.selection import select_paragraphs
from quotetrack.records import Span
from quotetrack.records.paragraphs import paragraphs
from quotetrack.text.quotation_marks import pair_marks
from tests.builders import find
from tests.timing import takes_linear_time

PLAIN = "the quay was wet and empty."
"""A paragraph that tells nothing."""


def needed_of(*lines: str, set_apart: tuple[str, ...] = ()) -> set[int]:
    """The numbers of the select_paragraphs ones among paragraphs."""
    text = "\n\n".join(lines)
    blocks = paragraphs(text)
    assert len(blocks) == len(lines)
    marked = {block: pair_marks(text, [block]) for block in blocks}
    return select_paragraphs(text, blocks, marked, [find(text, words) for words in set_apart])


def test_nothing_is_needed_where_nobody_is_quoted() -> None:
    assert needed_of("Okoro said it sank.", PLAIN, "He left.") == set()


def test_a_paragraph_with_marks_is_needed_and_its_plain_neighbours_are_not() -> None:
    assert needed_of(PLAIN, "“It sank,” Okoro said.", PLAIN) == {1}


@pytest.mark.parametrize("line", ["THE WITNESS: I signed.", "— Why did it sink?"])
def test_a_turn_is_needed(line: str) -> None:
    assert needed_of(PLAIN, line, PLAIN) == {1}


def test_a_block_set_apart_is_needed_with_what_announces_it() -> None:
    assert needed_of(PLAIN, "Okoro wrote:", "it sank.", PLAIN, set_apart=("it sank.",)) == {1, 2}


def test_what_ends_in_a_colon_before_marks_is_needed() -> None:
    assert needed_of(PLAIN, "the clerk went on:", "“It sank.”") == {1, 2}


def test_a_pronoun_needs_the_paragraphs_before_it() -> None:
    assert needed_of(PLAIN, PLAIN[1:], PLAIN[2:], PLAIN[3:], "“It sank,” she said.") == {1, 2, 3, 4}


def test_a_pronoun_inside_the_marks_needs_nothing() -> None:
    assert needed_of(PLAIN, "“She sank,” Okoro said.") == {1}


def test_a_name_needs_the_first_paragraphs_that_have_it() -> None:
    lines = ("Nadia Okoro came.", PLAIN, "Okoro left.", "Then Okoro slept.", "“It sank,” Okoro said.")
    assert needed_of(*lines) == {0, 2, 4}


def test_a_word_that_began_a_sentence_is_no_name() -> None:
    assert needed_of(
        "The ferry left.", "Then the mate went.", "The mate said “no”. Then he left the ferry."
    ) == {
        0,
        1,
        2,
    }
    assert needed_of("The ferry left.", "Then the mate went.", PLAIN, PLAIN[1:], "The mate said “no”.") == {4}


def test_a_line_below_words_alone_may_sign_them() -> None:
    assert 2 in needed_of("The ferry left.", "“All of it sank in the bay.”", "Nadia Okoro, captain", PLAIN)


def test_a_long_text_takes_linear_time() -> None:
    def select(count: int) -> None:
        text = "\n\n".join(["Nadia Okoro came to Porto.", "“It sank,” he said."] * count)
        blocks = paragraphs(text)
        marked = {block: pair_marks(text, [block]) for block in blocks}
        assert len(select_paragraphs(text, blocks, marked, [Span(0, 5)])) > count

    assert takes_linear_time(select, 700)
