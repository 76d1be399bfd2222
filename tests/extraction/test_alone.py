"""Words in marks alone in their paragraph. Written against en_core_web_sm 3.8.0."""

from __future__ import annotations

import pytest

import quotetrack

pytestmark = pytest.mark.parser

REPORT = "The mayor, Nadia Okoro, said on Monday that the harbour would close."


def told(text: str) -> list[tuple[str, str | None]]:
    """The rule and the speaker of every quotation in marks."""
    return [
        (s.quote.rule, s.attribution.speaker.name if s.attribution.speaker else None)
        for s in quotetrack.extract(text).statements
        if s.quote.kind != "indirect"
    ]


def test_words_behind_a_report_are_those_of_whom_it_reports() -> None:
    text = f"{REPORT}\n\n“We have counted every boat in the harbour.”\n\nNight fell."
    assert told(text) == [("goes on from a report", "Nadia Okoro")]


def test_where_another_sentence_came_between_it_is_not_known_who_spoke() -> None:
    text = f"{REPORT} Owen Tallis shook his head.\n\n“We have counted every boat in the harbour.”"
    assert told(text) == [("stands alone", None)]


def test_where_nobody_is_reported_it_is_not_known_who_spoke() -> None:
    text = "The harbour was still.\n\n“We have counted every boat in the harbour.”\n\nNight fell."
    assert told(text) == [("stands alone", None)]


@pytest.mark.parametrize(
    "words", ["“All Boats Are Late Tonight”", "“Too late.”", "“boats and harbours and piers”"]
)
def test_headings_and_labels_that_stand_alone_are_no_speech(words: str) -> None:
    assert told(f"{REPORT}\n\n{words}\n\nNight fell.") == []


def test_a_name_in_the_line_below_signs_the_words() -> None:
    text = "The harbour was still.\n\n“My boat is my holiday”\nGwen Rees, farmer\n\nNight fell."
    assert told(text) == [("signature", "Gwen Rees")]


def test_a_name_behind_a_dash_in_the_next_paragraph_signs_the_words() -> None:
    text = "The harbour was still.\n\n“It has never once\nlooked back”\n\n— Hiroko Tanabe\n\nNight fell."
    assert told(text) == [("signature", "Hiroko Tanabe")]


def test_a_name_that_is_the_rest_of_a_line_in_a_list_signs_the_words() -> None:
    text = (
        "What they said:\n\n• “It looks odd.” Ewa Lund, florist\n• “It will not fit.” The Vending Association"
    )
    assert [name for _, name in told(text)] == ["Ewa Lund", "Vending Association"]
