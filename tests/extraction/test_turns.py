"""Which lines are turns of a transcript. Written against en_core_web_sm 3.8.0."""

from __future__ import annotations

import pytest

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
