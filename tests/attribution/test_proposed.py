"""Whose source counts, the rule's or the model's. Written against en_core_web_sm 3.8.0."""

from __future__ import annotations

import pytest

from quotetrack.attribution.proposed import SETTINGS
from tests.extraction.proposals import propose, told

pytestmark = pytest.mark.parser

HOLDS = "Nadia Okoro is convinced the ferry is safe."


def test_its_source_is_the_speaker_and_the_evidence_says_so() -> None:
    [statement] = told(HOLDS, propose(HOLDS, "Nadia Okoro", "is convinced", "the ferry is safe"))
    speaker = statement.attribution.speaker
    assert speaker is not None
    assert speaker.name == "Nadia Okoro"
    assert "model: source" in [reason.rule for reason in statement.attribution.evidence]


def test_a_claim_without_a_source_has_no_speaker() -> None:
    [statement] = told(HOLDS, propose(HOLDS, None, "is convinced", "the ferry is safe"))
    assert statement.attribution.speaker is None
    assert statement.attribution.confidence == 0


def test_a_looser_tie_gives_way_to_another_cue_and_source_that_the_model_is_sure_of() -> None:
    text = "Owen Tallis said he had met Nadia Okoro, to whom the pier was “rotten wood”."
    [before] = [s for s in told(text) if s.quote.kind == "mixed"]
    assert before.quote.rule == "cue before"
    for sure, rule, cue in (
        (SETTINGS.sure, "model", "to whom"),
        (SETTINGS.sure - 0.01, "cue before", "said"),
    ):
        proposal = propose(text, "Nadia Okoro", "to whom", "the pier was “rotten wood”", sure=sure)
        [after] = [s for s in told(text, proposal) if s.quote.kind == "mixed"]
        assert (after.quote.rule, [span.of(text) for span in after.quote.cue]) == (rule, [cue])


def test_another_source_is_shown_beside_the_speaker() -> None:
    text = "Owen Tallis met Nadia Okoro. “The ferry is safe,” Owen Tallis said to Greta Lund."
    text = text.replace("Owen Tallis met", "The boss met")
    [statement] = told(text, propose(text, "Nadia Okoro", "said", "The ferry is safe"))
    speaker = statement.attribution.speaker
    assert speaker is not None
    assert speaker.name == "Owen Tallis"
    assert [(c.name, c.reason) for c in statement.attribution.candidates][:1] == [
        ("Nadia Okoro", "the model's source")
    ]
    assert "model: another source" in [reason.rule for reason in statement.attribution.evidence]
