"""What tells whether a report claims anything. Written against en_core_web_sm 3.8.0."""

from __future__ import annotations

import pytest

import quotetrack
from quotetrack.attribution.claims import claim_features
from quotetrack.confidence import of_claim
from quotetrack.lang import load_lexicon
from quotetrack.parsing.paragraphs import parse
from quotetrack.records import Article
from tests.extraction.proposals import propose, told

pytestmark = pytest.mark.parser


def features(text: str, source: str | None, cue: str, content: str) -> set[str]:
    """The names of what tells of the one report that a proposal makes of a text."""
    proposal = propose(text, source, cue, content)
    [statement] = told(text, proposal)
    [paragraph] = parse(Article(id="case", text=text))
    return set(claim_features(statement.quote, statement.attribution, paragraph, load_lexicon(), proposal))


def test_a_clause_behind_a_verb_of_saying_is_told_by_its_cue_and_its_grammar() -> None:
    found = features("Nadia Okoro insists the ferry is safe.", "Nadia Okoro", "insists", "the ferry is safe")
    assert {"cue: insist", "content: clause", "source: person", "source: named", "model: 0.9"} <= found
    assert "cue class: reporting, clause" in found


def test_an_act_upon_a_thing_is_told_by_its_noun_phrase() -> None:
    found = features("The council vetoed the harbour plan.", "The council", "vetoed", "the harbour plan")
    assert {"cue: veto", "content: noun phrase", "words: 1", "last: NOUN"} <= found
    assert not any(name.startswith("cue class: reporting") for name in found)


def test_a_passive_without_a_source_is_told() -> None:
    found = features("It was not known that boats sink.", None, "was not known", "boats sink")
    assert {"source: none", "source: no mention", "cue: negated", "cue: passive"} <= found


def test_weights_and_context_make_a_chance() -> None:
    weights = {"claims": {"always": 1.0, "cue: say": 1.0}, "claims, model": {"always": -1.0}}
    assert of_claim(weights, ["always", "cue: say", "new"]) == pytest.approx(0.881, abs=0.001)
    assert of_claim(weights, ["always"], by_model=True, in_context=1.0) == pytest.approx(0.5)


def test_a_report_is_surer_than_an_act() -> None:
    said = "The council said the harbour plan was a mistake."
    vetoed = "The council approved the harbour plan on Monday and showed its support."
    [report] = quotetrack.extract(said).statements
    acts = quotetrack.extract(vetoed).statements
    assert report.quote.confidence > 0.9
    assert all(act.quote.confidence < 0.5 for act in acts)
