"""One report is one quote: its edges, and what of it stands in marks. Written against en_core_web_sm 3.8.0."""

from __future__ import annotations

import pytest

from quotetrack.extraction.reports import Reports, is_told
from quotetrack.records import Article, Span
from quotetrack.text.quotation_marks import pair_marks
from tests.builders import find
from tests.extraction.proposals import propose, shown, weighed

pytestmark = pytest.mark.parser


def reports_of(text: str) -> Reports:
    marks = [s for s in pair_marks(text, [Span(0, len(text))]) if s.depth == 0]
    return Reports(Article(id="a", text=text), marks)


@pytest.mark.parametrize(
    ("proposed", "whole"),
    [
        ("that the ferry had sunk,", "the ferry had sunk"),
        ("-exchange rates had risen", "foreign-exchange rates had risen"),
        ("the prices of Mr", "the prices of Mr"),
        ("rates had ri", "rates had risen"),
        ("called “a disaster", "called “a disaster”"),
        ("a disaster” by all", "“a disaster” by all"),
        ("$3 for a ride", "$3 for a ride"),
        ("10th-larg", "10th-largest"),
    ],
)
def test_a_report_ends_at_the_edges_of_words_and_of_pairs_of_marks(proposed: str, whole: str) -> None:
    text = (
        "She said that the ferry had sunk, and foreign-exchange rates had risen. It was called “a disaster” by all. "
        "The 10th-largest city pays $3 for a ride; see the prices of Mr. Okoro."
    )
    [span] = reports_of(text).whole([find(text, proposed)])
    assert span.of(text) == whole


def test_a_report_of_no_word_is_none() -> None:
    text = "She said that – nothing."
    assert reports_of(text).whole([find(text, "that –")]) == ()


def test_what_stands_outside_marks_is_told_from_what_stands_inside() -> None:
    text = "The plan was “mad”, he said, and “bad”."
    reports = reports_of(text)
    assert [span.of(text) for span in reports.outside([Span(0, len(text))])] == [
        "The plan was",
        "he said, and",
    ]
    assert reports.has_outside([find(text, "The plan was “mad”")])
    assert not reports.has_outside([find(text, "“mad”")])


def test_words_in_marks_of_one_report_are_one_quote() -> None:
    text = "Nadia Okoro said the plan was “mad” and the harbour “a ruin”."
    proposal = propose(text, "Nadia Okoro", "said", "the plan was “mad” and the harbour “a ruin")
    [quote] = weighed(text, [proposal]).quotes
    assert quote.kind == "mixed"
    assert [span.of(text) for span in quote.content] == ["mad", "a ruin"]
    assert [span.of(text) for span in quote.proposition] == ["the plan was “mad” and the harbour “a ruin”"]


def test_what_stands_beside_marks_in_a_report_is_no_claim_of_its_own() -> None:
    text = "Nadia Okoro said the harbour would have to close in May because it was “a ruin”."
    proposal = propose(
        text, "Nadia Okoro", "said", "the harbour would have to close in May because it was “a ruin"
    )
    assert shown(weighed(text, [proposal]).quotes, text) == [("mixed", "cue before", "a ruin")]


def test_a_claim_with_a_title_in_it_has_no_hole() -> None:
    text = "Nadia Okoro holds that the song “Down the River” was written in May."
    proposal = propose(text, "Nadia Okoro", "holds", "the song “Down the River” was written in May")
    assert shown(weighed(text, [proposal]).quotes, text) == [
        ("indirect", "reported clause", "the song “Down the River” was written in May")
    ]


def test_a_claim_is_told_if_half_of_it_stands_in_a_report() -> None:
    assert is_told([Span(0, 10)], [(Span(5, 20),)])
    assert not is_told([Span(0, 10)], [(Span(6, 20),)])
    assert not is_told([Span(0, 10)], [])
