"""Rules and model as one: which of them decides, with proposals made by hand. Written against en_core_web_sm 3.8.0."""

from __future__ import annotations

import pytest

from quotetrack.extraction.proposed import SETTINGS
from tests.extraction.proposals import propose, shown, weighed

pytestmark = pytest.mark.parser


HOLDS = "Nadia Okoro is convinced the ferry is safe."


def test_without_a_model_nothing_is_backed() -> None:
    found = weighed("Police said the ferry had sunk.", None)
    assert found.backed is None
    assert [quote.rule for quote in found.quotes] == ["reported clause"]


def test_a_claim_that_only_the_model_sees_is_taken_where_it_is_sure() -> None:
    sure, doubtful = (
        propose(HOLDS, "Nadia Okoro", "is convinced", "the ferry is safe", sure=sure)
        for sure in (SETTINGS.sure, SETTINGS.sure - 0.01)
    )
    assert shown(weighed(HOLDS, [sure]).quotes, HOLDS) == [("indirect", "model", "the ferry is safe")]
    assert weighed(HOLDS, [doubtful]).quotes == ()


def test_a_short_claim_behind_that_is_a_whole_report() -> None:
    text = "Nadia Okoro is convinced that boats sink."
    [quote] = weighed(text, [propose(text, "Nadia Okoro", "is convinced", "that boats sink")]).quotes
    assert (quote.words(text), quote.proposition) == ("boats sink", ())


def test_a_claim_that_both_see_has_the_rule_and_the_words_of_the_model() -> None:
    text = "Police said the ferry had sunk at noon and that nobody was hurt."
    proposal = propose(text, "Police", "said", "the ferry had sunk at noon and that nobody was hurt")
    [quote] = weighed(text, [proposal]).quotes
    assert (quote.rule, quote.words(text)) == (
        "reported clause",
        "the ferry had sunk at noon and that nobody was hurt",
    )


def test_a_claim_that_only_a_rule_sees_stays() -> None:
    text = "Police said the ferry had sunk at noon."
    assert shown(weighed(text, []).quotes, text) == [
        ("indirect", "reported clause", "the ferry had sunk at noon")
    ]


def test_the_edges_of_words_in_marks_are_the_marks() -> None:
    text = "“The ferry is safe,” Nadia Okoro said on Monday."
    proposal = propose(text, "Nadia Okoro", "said", "ferry is safe,” Nadia Okoro said on")
    [quote] = weighed(text, [proposal]).quotes
    assert (quote.kind, quote.words(text)) == ("direct", "The ferry is safe,")


def test_a_title_stays_no_speech_whatever_the_model_says() -> None:
    text = "Nadia Okoro sang “The Ferry Song” at noon."
    found = weighed(text, [propose(text, "Nadia Okoro", "sang", "The Ferry Song")])
    assert found.quotes == ()
    assert [one.rule for one in found.not_speech] == ["title"]


def test_words_in_marks_that_nothing_ties_are_the_models_where_it_is_very_sure() -> None:
    text = "The plan met the “slow people” of the town, in the remarks of Nadia Okoro."
    assert [one.rule for one in weighed(text, None).not_speech] == ["scare quotes"]
    sure, doubtful = (
        propose(text, "Nadia Okoro", "in the remarks of", "slow people", sure=sure)
        for sure in (SETTINGS.sure_in_marks, SETTINGS.sure_in_marks - 0.01)
    )
    assert shown(weighed(text, [sure]).quotes, text) == [("direct", "model", "slow people")]
    assert weighed(text, [sure]).not_speech == ()
    assert weighed(text, [doubtful]).quotes == ()
    felt = propose(text, "Nadia Okoro", "met", "slow people", sure=1.0)
    assert weighed(text, [felt]).quotes == ()


def test_a_report_of_a_claim_is_another_claim() -> None:
    text = "The city has never said that it would close the harbour, Nadia Okoro pointed out."
    outer = propose(
        text, "Nadia Okoro", "pointed out", "The city has never said that it would close the harbour"
    )
    claims = {
        (span.of(text), quote.words(text)) for quote in weighed(text, [outer]).quotes for span in quote.cue
    }
    assert ("said", "it would close the harbour") in claims


def test_a_mixed_quotation_knows_the_whole_report() -> None:
    text = "Nadia Okoro said the plan was “madness”."
    [quote] = weighed(text, [propose(text, "Nadia Okoro", "said", "the plan was “madness”")]).quotes
    assert (quote.kind, quote.words(text)) == ("mixed", "madness")
    assert [span.of(text) for span in quote.proposition] == ["the plan was “madness”"]


def test_the_larger_part_outside_marks_is_no_claim_of_its_own() -> None:
    text = "Nadia Okoro said the harbour would close in May, which is “sad”, and the piers would go."
    whole = "the harbour would close in May, which is “sad”, and the piers would go"
    quotes = weighed(text, [propose(text, "Nadia Okoro", "said", whole)]).quotes
    assert shown(quotes, text) == [
        ("mixed", "cue before", "sad"),
    ]
    assert [span.of(text) for span in quotes[0].proposition] == [whole]


def test_what_another_cue_reports_is_another_report() -> None:
    text = "Nadia Okoro said the harbour would close in May and called it “sad”, and the piers would go."
    whole = "the harbour would close in May and called it “sad”, and the piers would go"
    quotes = weighed(text, [propose(text, "Nadia Okoro", "said", whole)]).quotes
    assert shown(quotes, text) == [
        ("indirect", "reported clause", "the harbour would close in May"),
        ("mixed", "cue before", "sad"),
    ]
    assert [span.of(text) for span in quotes[1].proposition] == ["it “sad”, and the piers would go"]


def test_two_proposals_of_the_same_words_are_one_claim() -> None:
    text = "Nadia Okoro holds, and indeed swears, that the ferry is safe."
    found = weighed(
        text,
        [
            propose(text, "Nadia Okoro", "holds", "the ferry is safe", sure=0.7),
            propose(text, "Nadia Okoro", "swears", "the ferry is safe", sure=0.8),
        ],
    )
    assert [[span.of(text) for span in quote.cue] for quote in found.quotes] == [["swears"]]
