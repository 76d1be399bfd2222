"""Questions and answers of interviews without labels. Written against en_core_web_sm 3.8.0."""

from __future__ import annotations

import pytest

from quotetrack.pipeline import extract_article
from quotetrack.readers import article_from_text
from quotetrack.records import Statement
from tests.attribution.walk import pieces

pytestmark = pytest.mark.parser

HEAD = "Four in the morning: an interview with Rosa Lund\n\nRosa Lund bakes in Odda. She spoke to us on Monday.\n\n"
TALK = (
    "How did it begin?\n\nMy mother had the oven, and I had the hands.\n\n"
    "And do you regret it?\n\nNot for a day. We are the reason people stay.\n\nIt is what I know."
)


def found_in(text: str) -> list[Statement]:
    return list(extract_article(article_from_text(text), engine="rules").statements)


def test_questions_are_asked_and_answers_are_those_of_the_one_person_named() -> None:
    statements = found_in(HEAD + TALK)
    assert [s.attribution.stance for s in statements] == ["asked", "said", "asked", "said"]
    assert [s.attribution.speaker and s.attribution.speaker.name for s in statements] == [
        None,
        "Rosa Lund",
        None,
        "Rosa Lund",
    ]


def test_an_answer_goes_on_as_long_as_it_speaks_of_itself() -> None:
    text = HEAD + TALK + "\n\nThe bakery opens at six."
    assert pieces(found_in(text)[-1], text) == [
        "Not for a day. We are the reason people stay.",
        "It is what I know.",
    ]


def test_questions_in_bold_signs_are_without_them() -> None:
    text = HEAD + TALK.replace("How did it begin?", "**How did it begin?**")
    assert pieces(found_in(text)[0], text) == ["How did it begin?"]


def test_questions_in_an_article_that_calls_itself_no_interview_are_the_reporters() -> None:
    assert found_in("Bread in Odda\n\nRosa Lund bakes in Odda.\n\n" + TALK) == []


def test_answers_of_nobody_in_the_first_person_are_no_interview() -> None:
    talk = "How did it begin?\n\nThe oven came in 1950.\n\nWho pays for it?\n\nThe town pays."
    assert found_in(HEAD + talk) == []
