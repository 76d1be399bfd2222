"""Which lines are turns of a transcript. Written against en_core_web_sm 3.8.0."""

from __future__ import annotations

import pytest

from quotetrack.pipeline import extract_article
from quotetrack.readers import article_from_text
from tests.attribution.walk import pieces, statements

pytestmark = pytest.mark.parser


def test_a_single_labelled_line_is_no_transcript() -> None:
    assert statements("Opening hours: We close at six on Mondays.") == []


def test_turns_of_a_transcript_are_direct_and_have_no_cue() -> None:
    text = "COUNSEL: Did you see the ferry?\nWITNESS: I saw it leave.\nCOUNSEL: At what time?"
    found = statements(text)
    assert [pieces(s, text) for s in found] == [
        ["Did you see the ferry?"],
        ["I saw it leave."],
        ["At what time?"],
    ]
    assert {(s.quote.kind, s.quote.cue) for s in found} == {("direct", ())}


def test_labels_that_are_nobodys_are_no_turns() -> None:
    assert statements("Top: Piglets sleep at a farm in Porto.\nBottom: The sow looks on from her pen.") == []


def test_words_of_a_turn_are_no_claim_beside_it() -> None:
    text = "Ana: Why did you leave?\nRuiz: I was tired and I had lost the will."
    found = extract_article(article_from_text(text)).statements
    assert [s.quote.kind for s in found] == ["direct", "direct"]
