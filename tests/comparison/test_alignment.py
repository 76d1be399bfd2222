"""How words fit what is printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.comparison.alignment import (
    OTHER,
    SETTINGS,
    Fit,
    fit_printing,
    fit_tokens,
    is_negation,
    read_words,
    share_printed,
)
from quotetrack.comparison.tokens import tokens_of
from quotetrack.records import Kind, Printed, Span

from ..builders import make_article, make_statement

SAID = "We will not leave the town. Nobody has asked us to go, and the ferry still sails on Mondays."


def fitted(words: str, said: str = SAID) -> Fit:
    """How words fit what is said."""
    return fit_tokens(read_words(words), said, tokens_of(said, (Span(0, len(said)),)))


def printed(content: str, kind: Kind) -> Printed:
    """A statement that stands alone in its article."""
    article = make_article(f"She said {content} to us.")
    return Printed(article=article, statement=make_statement(article, content, kind=kind))


@pytest.mark.parametrize(
    ("words", "kind", "notes"),
    [
        (SAID, "exact", ()),
        (SAID.upper(), "exact", ()),
        ("Nobody has asked us to go", "cut", ()),
        ("Nobody has asked us to go … the ferry … on Mondays", "cut", ()),
        ("leave the town", "cut", ("a negation stands before these words in the same sentence",)),
        ("We will", "cut", ("a negation follows these words in the same sentence",)),
        ("We will … leave the town", "altered", ("the ellipsis leaves out a negation",)),
        ("the ferry still sails … We will not leave", "altered", ()),
        ("We will leave the town", "altered", ()),
        ("Nobody has aksed us to go", "altered", ("spelt otherwise: “aksed”",)),
        ("an orchestra played Bruckner", "other words", ()),
        ("", "other words", ()),
    ],
)
def test_words_fit_so(words: str, kind: str, notes: tuple[str, ...]) -> None:
    assert (fitted(words).kind, fitted(words).notes) == (kind, notes)


def test_a_sentence_left_out_whole_with_its_negation_is_fair() -> None:
    assert (
        fitted("The port is open … ferries sail", "The port is open. It is not deep. Ferries sail.").kind
        == "cut"
    )


def test_the_longer_part_has_the_higher_score() -> None:
    short, long = (
        fitted("the ferry still sails"),
        fitted("Nobody has asked us to go, and the ferry still sails"),
    )
    assert SETTINGS.part < short.score < long.score < 1


def test_words_run_on_over_a_gap_are_altered() -> None:
    said = "We will stay. We have bread."
    tokens = tokens_of(said, (Span(0, 13), Span(14, 28)), are_apart=True)
    assert fit_tokens(read_words(said), said, tokens).kind == "altered"
    assert fit_tokens(read_words("We will stay … We have bread"), said, tokens).kind == "exact"


def test_of_two_joined_quotations_each_has_its_stretch() -> None:
    joined = "Nobody has asked us to go, while the painters want more money from the harbour council"
    assert fitted(joined).place == (0, 6)


def test_a_part_is_found_in_a_long_text() -> None:
    long = "the painters want more money. " * 300 + SAID
    assert fitted("Nobody has ever asked us to go", long).kind == "altered"


def test_repeated_words_take_no_time() -> None:
    assert fitted("a … " * 30 + "a", "a b " * 20_000).kind == "cut"


@pytest.mark.parametrize(
    ("content", "kind", "words", "wanted"),
    [
        ("it was “a well”", "mixed", "a well", "exact"),
        ("it was “a well” that nobody had dug", "mixed", "it was a well that nobody had dug", "told"),
        ("it was a well", "indirect", "it was a well", "told"),
        ("it was a well", "direct", "it was a well", "exact"),
        ("it was “a well”", "mixed", "Bruckner", "other words"),
    ],
)
def test_a_printing_is_fitted_by_the_words_in_marks_first(
    content: str, kind: Kind, words: str, wanted: str
) -> None:
    assert fit_printing(read_words(words), printed(content, kind)).kind == wanted


def test_the_share_printed_counts_words_in_any_order() -> None:
    there = printed("the ferry sails on Mondays", "direct")
    assert share_printed(read_words("Mondays sails ferry"), there) == 1
    assert 0 < share_printed(read_words("the ferry sank"), there) < 1
    assert share_printed(read_words("Bruckner"), there) == 0


@pytest.mark.parametrize(
    ("word", "is_one"), [("not", True), ("isn't", True), ("never", True), ("knot", False)]
)
def test_a_negation_is_known(word: str, is_one: bool) -> None:
    assert is_negation(word) is is_one
    assert read_words(f"It is {word} so").is_negated is is_one


@given(st.lists(st.sampled_from([*SAID.split(), "…", "not", "x"]), max_size=12).map(" ".join))
def test_any_words_have_a_score_between_none_and_all(words: str) -> None:
    found = fitted(words)
    assert 0 <= found.score <= 1
    assert (found == OTHER) <= (found.score == 0)
    assert found.place[0] <= found.place[1] <= len(read_words(words).keys)
