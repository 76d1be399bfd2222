"""Printings side by side: nothing of a printing is lost, what it lacks stands where it belongs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.comparison.diff import compare_printed
from quotetrack.export.printings import ComparedWords, differs, side_by_side, stretches
from quotetrack.records import Printed
from tests.builders import make_article, make_statement, reported

from .statements import claimed, printed


def plain(words: tuple[ComparedWords, ...]) -> str:
    """The stretches with marks as a terminal shows them."""
    signs = {"same": "{}", "around": "({})", "cut": "[-{}-]", "put": "{{+{}+}}"}
    blanks = {"": "{}", "before": " {}", "after": "{} "}
    return "".join(blanks[one.space].format(signs[one.what].format(one.words)) for one in words)


@pytest.mark.parametrize(
    ("full", "other", "told"),
    [
        ("We will not go, never again.", "We will not go", "We will not go [-never again-]"),
        ("We will not go, never again.", "never again.", "[-We will not go-] never again."),
        ("We will not go there today.", "We will go there today.", "We will [-not-] go there today."),
        (
            "We saw 60 people there today.",
            "We saw 27 people there today.",
            "We saw [-60-] {+27+} people there today.",
        ),
        ("They are going home to their families.", "We are going home to our families.", None),
        ("It is the truth, all of it, I swear.", "It is the truth", "It is the truth [-all of it, I swear-]"),
    ],
)
def test_what_was_cut_stands_where_it_was(full: str, other: str, told: str | None) -> None:
    (claim,) = claimed(full, other).claims(())
    (_, second), _ = side_by_side(claim)
    if told is not None:
        assert plain(second.stretches) == told
    else:
        assert {one.fair for one in second.stretches if one.what != "same"} == {"pronoun"}


@given(printed(), printed())
def test_without_what_was_cut_the_words_are_the_printing_s_own(a: Printed, b: Printed) -> None:
    told = stretches(a, b, compare_printed(a, b))
    assert "".join(one.words for one in told if one.what != "cut") == b.report


_sentences = st.lists(
    st.sampled_from("we will not never go 60 27 [the] … men; I said, “yes” no.".split()), max_size=12
)


@given(_sentences.map(" ".join), _sentences.map(" ".join))
def test_every_word_of_the_fullest_is_kept_or_shown_as_cut(first: str, second: str) -> None:
    (claim,) = claimed(first or "x", second or "y").claims(())
    rows, _ = side_by_side(claim)
    for row in rows:
        differs, beside = row.row.differs, row.row.beside
        assert "".join(s.words for s in row.stretches if s.what != "cut") == row.row.printed.report
        if beside is None or differs is None or differs.verdict.endswith("other words"):
            assert {s.what for s in row.stretches} <= {"same"}
            continue
        cut = " ".join(s.words for s in row.stretches if s.what == "cut")
        text = beside.article.text
        lost = [span.of(text) for change in differs.changes if change.kind != "kept" for span in change.a]
        assert all(word in cut for word in lost)


def test_copies_stand_beneath_what_they_copy() -> None:
    (claim,) = claimed("one two three", "one two three", "one two", copies=(1,)).claims(())
    rows, conflicts = side_by_side(claim)
    assert [
        (row.row.printed.article.id, [copy.row.printed.article.id for copy in row.copies]) for row in rows
    ] == [
        ("a0", ["a1"]),
        ("a2", []),
    ]
    assert not conflicts


def test_a_printing_in_other_words_stands_as_it_is() -> None:
    (claim,) = claimed("We will never go back there.", "It is cold outside tonight").claims(())
    (_, second), _ = side_by_side(claim)
    assert [one.what for one in second.stretches] == ["same"]


def test_each_wording_is_compared_with_its_own_fullest() -> None:
    (claim,) = claimed(
        "We shall not go back there this year",
        "None of us returns to that place before winter",
        "We shall not go back there",
        "None of us returns to that place",
    ).claims(())
    rows, _ = side_by_side(claim)
    assert [(row.row.printed.article.id, differs(row.row), plain(row.stretches)) for row in rows] == [
        ("a0", "wording 1 of 2", "We shall not go back there this year"),
        ("a2", "wording 1 of 2: cut at the end", "We shall not go back there [-this year-]"),
        ("a1", "wording 2 of 2", "None of us returns to that place before winter"),
        ("a3", "wording 2 of 2: cut at the end", "None of us returns to that place [-before winter-]"),
    ]
    assert [row.row.is_fullest for row in rows] == [False, False, True, False]


def test_what_contradicts_a_claim_comes_last() -> None:
    (claim,) = claimed("We went", "We went", denial="They never went").claims(())
    _, conflicts = side_by_side(claim)
    assert [row.printed.text for row in conflicts] == ["They never went"]


def test_what_is_reported_around_the_words_stands_where_it_is_printed() -> None:
    full = make_article("“It is a bathtub with a flag, and it is slow at best,” Ana Lima said.", id="full")
    words = "It is a bathtub with a flag, and it is slow at best,"
    fullest, printed = Printed(article=full, statement=make_statement(full, words)), reported()
    told = stretches(fullest, printed, compare_printed(fullest, printed))
    assert "".join(one.words for one in told if one.what == "around") == (
        "the new ferry was “”, a costly one … “”"
    )
    assert plain(told) == (
        "(the new ferry was “)[-It is-] a bathtub with a flag [-and it is slow-](”, a costly one … “)at best(”)"
    )
