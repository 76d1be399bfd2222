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
    return fit_tokens(read_words(words), tokens_of(said, (Span(0, len(said)),)))


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
        # Whether what is left out turns them round is another question.
        ("leave the town", "cut", ()),
        ("We will … leave the town", "cut", ()),
        ("the ferry still sails … We will not leave", "altered", ()),
        ("We will leave the town", "altered", ()),
        ("Nobody has aksed us to go", "altered", ("spelt otherwise: “aksed”",)),
        ("an orchestra played Bruckner", "other words", ()),
        ("", "other words", ()),
    ],
)
def test_words_fit_so(words: str, kind: str, notes: tuple[str, ...]) -> None:
    assert (fitted(words).kind, fitted(words).notes) == (kind, notes)


@pytest.mark.parametrize(
    ("words", "places"),
    [
        (SAID, [SAID[:-1]]),
        ("NOBODY has asked", ["Nobody has asked"]),
        ("Nobody … the ferry … on Mondays", ["Nobody", "the ferry", "on Mondays"]),
        ("nobody has told us to go", ["Nobody has", "us to go"]),
        ("We will leave … Nobody", ["We will", "leave", "Nobody"]),
        ("an orchestra played Bruckner", []),
    ],
)
def test_where_the_words_stand_is_told(words: str, places: list[str]) -> None:
    assert [span.of(SAID) for span in fitted(words).spans] == places


def test_stretches_of_what_is_said_keep_their_gaps() -> None:
    said = "We will stay. We have bread."
    tokens = tokens_of(said, (Span(0, 13), Span(14, 28)), are_apart=True)
    fit = fit_tokens(read_words("We will stay … We have bread"), tokens)
    assert [span.of(said) for span in fit.spans] == ["We will stay", "We have bread"]


def test_the_longer_part_has_the_higher_score() -> None:
    short, long = (
        fitted("the ferry still sails"),
        fitted("Nobody has asked us to go, and the ferry still sails"),
    )
    assert SETTINGS.part < short.score < long.score < 1


def test_words_run_on_over_a_gap_are_altered() -> None:
    said = "We will stay. We have bread."
    tokens = tokens_of(said, (Span(0, 13), Span(14, 28)), are_apart=True)
    assert fit_tokens(read_words(said), tokens).kind == "altered"
    assert fit_tokens(read_words("We will stay … We have bread"), tokens).kind == "exact"


def test_of_two_joined_quotations_each_has_its_stretch() -> None:
    joined = "Nobody has asked us to go, while painters want more money"
    assert fitted(joined).place == (0, 6)


@pytest.mark.parametrize(
    "words",
    [
        "Nobody has asked the seven choirs of the valley to sing in the new tunnel on Easter Sunday",
        "It was us to go and the brass band of the upper valley paid for every lamp in the tunnel",
    ],
)
def test_a_few_of_the_words_in_an_invented_sentence_are_no_alteration(words: str) -> None:
    assert fitted(words).kind == "other words"


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
