"""The questions that the project began with, put to the fixtures in many ways and with names misspelt."""

from __future__ import annotations

import pytest

from quotetrack.collection import Collection

pytestmark = pytest.mark.parser

ASKED: dict[tuple[str, str], tuple[str, ...]] = {
    ("Sergei Lavrov", "Assad"): (
        "what did Lavrov say about Assad",
        "What has Sergei Lavrov said about Bashar al-Assad?",
        "Lavrov on Assad",
        "LAVROV ABOUT ASSAD",
        "what did the Russian foreign minister say about Assad",
        "what did Lavrof say about Assad",
        "what did Sergej Lavrov tell reporters about Assad",
        "Assad according to Lavrov",
        "according to Lavrov, what about Assad",
    ),
    ("George Sabra", "house arrest"): (
        "what did Sabra say",
        "what did George Sabra say about Tlass",
        "quotes by George Sabra",
        "what did the opposition spokesman say",
        "what did Sabraa say",
        "Sabra on Manaf",
        "according to Sabra",
    ),
    # What it says of him: that he fled, and why.
    ("Syria Steps", "Tlass|has run away to Turkey"): (
        "what did Syria Steps report about Tlass",
        "Syria Steps on Tlass",
        "what does the Syria Steps website say about Tlass",
        "what did Syriasteps report about Tlass",
        "what did Syria Steps claim about Manaf Tlass",
        "what was said by Syria Steps about Tlass",
        "what did Syria Stepps say about Tlass",
    ),
    ("Liu Weimin", "attending the meeting"): (
        "who spoke about the Paris meeting",
        "who talked about the meeting in Paris",
        "who commented on attending the Paris meeting",
        "what did Liu Weimin say",
        "Liu on the Paris meeting",
        "what did the Chinese foreign ministry spokesman say about the Paris meeting",
        "what did Liu Waimin say about the meeting",
        "what did Mr Liu say about the meeting in Paris",
        "who told reporters about attending the meeting",
    ),
}


@pytest.mark.parametrize(
    ("who", "words", "question"),
    [(who, words, question) for (who, words), asked in ASKED.items() for question in asked],
)
def test_the_first_answer_is_what_was_asked_for(
    fixture_articles: Collection, who: str, words: str, question: str
) -> None:
    reply = fixture_articles.ask(question)
    assert reply.results, reply.note
    first = reply.results[0].printed
    assert first.statement.attribution.speaker is not None
    assert first.statement.attribution.speaker.name == who
    assert any(part in first.text for part in words.split("|"))
    speakers = {one.printed.statement.attribution.speaker for one in reply.results}
    if not question.startswith("who"):
        assert {speaker.name for speaker in speakers if speaker} == {who}


@pytest.mark.parametrize(
    "question", ["what did Lavrov say about chess", "what did Merkel say about Homs", "Olga on tax"]
)
def test_what_nobody_said_is_answered_by_nothing(fixture_articles: Collection, question: str) -> None:
    reply = fixture_articles.ask(question)
    assert (reply.results, bool(reply.note)) == ((), True)
