"""Printings side by side."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.comparison.diff import compare_printed, compare_words, word_key
from quotetrack.records import Comparison, Printed, Span

from ..builders import make_article, make_statement
from ..sizes import size

FULL = "We will not leave the town while there is one family in it"


def compared(a: str, b: str) -> Comparison:
    """Two printings that are the whole of their texts."""
    return compare_words(a, (Span(0, len(a)),), b, (Span(0, len(b)),))


@pytest.mark.parametrize(
    ("a", "b", "verdict", "warnings"),
    [
        (FULL, FULL, "the same words", ()),
        (FULL, "we will not leave the town, while there is one family in it.", "the same words", ()),
        (FULL, "We will not leave the town", "cut at the end", ()),
        (FULL, "while there is one family in it", "cut at the beginning", ()),
        (FULL, "We will not leave while there is one family in it", "cut in the middle", ()),
        (FULL, "We will not leave … while there is one family in it", "the same words but for what an ellipsis", ()),
        (FULL, "We will leave the town while there is one family in it", "cut in the middle", ("negation",)),
        (FULL, "[The rebels] will not leave the town while there is one family in it", "the same words but for what an "
         "editor put in brackets", ()),
        ("I am sure that we will win", "he was sure that they would win", "the same words but for pronouns", ()),
        ("27 people died", "Twenty people died", "1 word altered", ("figures",)),
        ("Twenty people died", "20 people died", "the same words", ()),
        ("The centre holds its honour", "The center holds its honor", "the same words", ()),
        ("Ask Lima about the port", "Ask Reis about the port", "1 word altered", ("name",)),
        ("We met them at the port today", "We met them at the old port today", "1 word inserted", ()),
        ("The harbour is open", "Gulls cried all night", "other words", ()),
    ],
)  # fmt: skip
def test_verdict(a: str, b: str, verdict: str, warnings: tuple[str, ...]) -> None:
    found = compared(a, b)
    assert found.verdict.startswith(verdict)
    assert found.warnings == warnings


def test_pieces_are_parted_by_an_honest_ellipsis() -> None:
    a, b = "We stay here, and we stay together", "“We stay here,” she said, “together.”"
    found = compare_words(a, (Span(0, len(a)),), b, (Span(1, 14), Span(27, 35)))
    assert found.verdict == "the same words but for what an ellipsis leaves out"


@given(st.text("ab c.…[]'\n", max_size=80), st.text("ab c.…[]'\n", max_size=80))
def test_changes_tell_all_words_of_both_in_order(a: str, b: str) -> None:
    found = compared(a, b)
    for side, text in (("a", a), ("b", b)):
        spans = [span for change in found.changes for span in getattr(change, side)]
        assert spans == sorted(spans)
        told = "".join(span.of(text) for span in spans)
        assert [c for c in told if c.isalpha()] == [c for c in text if c.isalpha()]


@given(st.text(max_size=60))
def test_a_printing_is_the_same_as_itself(text: str) -> None:
    assert all(change.kind == "kept" for change in compared(text, text).changes)


@pytest.mark.parametrize("unit", ["a ", "not 1 ", "[x] ", "… "])
def test_a_text_made_up_to_hurt_takes_no_time(unit: str) -> None:
    assert compared(unit * size(5_000), ("b " + unit) * size(5_000)).verdict


def test_pieces_cut_inserted_and_altered_are_counted() -> None:
    a = "We will keep the old bridge and the port open for all of the winter months"
    b = "will keep the new bridge and the big port open for all of the winter months"
    assert compared(a, b).verdict == "cut at the beginning, 1 word altered, 1 word inserted"


def test_two_printings_in_articles_are_compared_by_their_content() -> None:
    article = make_article("“We stay,” she said. “We will stay.”")
    first, second = make_statement(article, "We stay,"), make_statement(article, "We will stay.")
    found = compare_printed(
        Printed(article=article, statement=first), Printed(article=article, statement=second)
    )
    assert [(change.kind, change.fair) for change in found.changes] == [
        ("kept", ""),
        ("inserted", ""),
        ("kept", ""),
    ]


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("Honour", "honor"),
        ("twenty", "20"),
        ("1,000", "1000"),
        ("don’t", "don't"),
        ("...", "…"),
        ("our", "our"),
    ],
)
def test_a_word_is_compared_by_this(word: str, key: str) -> None:
    assert word_key(word) == key
