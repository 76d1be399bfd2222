"""Which lines are turns of a transcript. Written against en_core_web_sm 3.8.0."""

from __future__ import annotations

import pytest

from quotetrack.pipeline import extract_article
from quotetrack.readers import article_from_text
from quotetrack.records import Article, Zone, ZoneKind
from tests.attribution.walk import pieces, statements
from tests.builders import find

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


def test_a_label_told_by_a_zone_opens_a_turn_alone_and_what_follows_goes_on() -> None:
    text = "Harbour talk\n\nAna Ruiz: We closed it.\n\nIt was not “safe” at all.\n\nCosts\n\nThe quay is old."
    zones = (mark_in(text, "speaker_label", "Ana Ruiz"), mark_in(text, "heading", "Costs"))
    article = Article(id="a", text=text, zones=zones)
    found = [s for s in extract_article(article, engine="rules").statements if s.quote.kind == "direct"]
    assert [s.quote.words(text) for s in found] == ["We closed it.", "It was not “safe” at all."]
    assert [s.attribution.speaker_name for s in found] == ["Ana Ruiz", "Ana Ruiz"]
    assert {s.quote.rule for s in found} == {"turn"}


def test_in_an_article_that_quotes_a_talk_what_follows_is_the_reporters() -> None:
    text = (
        "On Monday the harbour master was asked about the crane by a lawyer.\n\n"
        "LUND: Who closed the quay?\nRUIZ: I closed it.\nLUND: On whose word?\nRUIZ: On mine alone.\n\n"
        "The hearing goes on next week in the old customs house."
    )
    found = extract_article(article_from_text(text), engine="rules").statements
    assert [pieces(s, text) for s in found if s.quote.kind == "direct"][-1] == ["On mine alone."]


def test_what_is_said_of_the_hall_is_no_word_of_a_turn() -> None:
    text = "Ana Ruiz: We closed it. [Applause] It was old."
    zones = (mark_in(text, "speaker_label", "Ana Ruiz"), mark_in(text, "stage_direction", "[Applause]"))
    [statement] = extract_article(Article(id="a", text=text, zones=zones), engine="rules").statements
    assert pieces(statement, text) == ["We closed it.", "It was old."]


def test_a_label_without_a_name_is_nobody() -> None:
    text = "Ana Ruiz: We closed it.\n\n>> It was old."
    zones = (mark_in(text, "speaker_label", "Ana Ruiz"), mark_in(text, "speaker_label", ">>"))
    found = extract_article(Article(id="a", text=text, zones=zones), engine="rules").statements
    assert [s.attribution.speaker_name for s in found] == ["Ana Ruiz", None]


def mark_in(text: str, kind: ZoneKind, words: str) -> Zone:
    """A zone of a text by its words."""
    return Zone(kind, find(text, words))
