"""How questions are read."""

from __future__ import annotations

from datetime import date

import pytest

from quotetrack.errors import UsageError
from quotetrack.query import parse_question

TODAY = date(2024, 8, 14)


@pytest.mark.parametrize(
    ("question", "speaker", "subject"),
    [
        ("what did Orlov say about Varga", "Orlov", "Varga"),
        ("What did Orlov say about Varga?", "Orlov", "Varga"),
        ("WHAT DID ORLOV SAY ABOUT VARGA", "orlov", "varga"),
        ("What Did Orlov Say About Varga", "Orlov", "Varga"),
        ("what has Orlov said about the old harbour", "Orlov", "old harbour"),
        ("what did Orlov say", "Orlov", None),
        ("what does the Corvo Gazette report about Varga", "Corvo Gazette", "Varga"),
        ("what did Orlov claim on trade", "Orlov", "trade"),
        ("what does Orlov think of Edda Brandt's plan", "Orlov", "Edda Brandt's plan"),
        ("how did Orlov explain the delay", "Orlov", "delay"),
        ("what was said by Orlov about Varga", "Orlov", "Varga"),
        ("did Orlov deny the meeting", "Orlov", "meeting"),
        ("did Orlov deny it", "Orlov", None),
        ("is Edda Brandt still defending Orlov?", "Edda Brandt", "Orlov"),
        ("does Edda Brandt like Varga", "Edda Brandt", "like Varga"),
        ("Orlov on trade", "Orlov", "trade"),
        ("the Velian foreign minister about Varga", "Velian foreign minister", "Varga"),
        ("Orlov said the plan was a joke", "Orlov", "plan was a joke"),
        ("the State Department said it regrets the delay", "State Department", "it regrets the delay"),
        ("is the harbour shut according to Ana Lima", "Ana Lima", "is the harbour shut"),
    ],
)
def test_speaker_and_subject(question: str, speaker: str, subject: str | None) -> None:
    query = parse_question(question)
    assert (query.speaker, query.subject) == (speaker, subject)


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("who said no impact", "no impact"),
        ("who said “no impact”?", "no impact"),
        ("who spoke about the Corvo meeting", "Corvo meeting"),
        ("who has talked about trade", "trade"),
        ("who said that the harbour is shut", "harbour is shut"),
        ("what was said about Varga", "Varga"),
        ("who condemned the attack?", "attack"),
    ],
)
def test_open_speaker(question: str, subject: str) -> None:
    query = parse_question(question)
    assert (query.shape, query.speaker, query.subject) == ("who", None, subject)


@pytest.mark.parametrize("question", ["Varga exile", "who", "what", "about Varga", "Orlov on", "東京", "did"])
def test_unknown_shapes_are_plain_words(question: str) -> None:
    query = parse_question(question)
    assert (query.shape, query.speaker, query.subject) == ("words", None, question)


@pytest.mark.parametrize(
    ("question", "stance"),
    [
        ("did Orlov deny the meeting", "denied"),
        ("what did Orlov reject", "denied"),
        ("who dismissed the plan", "denied"),
        ("what did Orlov ask", "asked"),
        ("who refused to attend", "declined"),
        ("what did Orlov say", None),
    ],
)
def test_stance_asked_for(question: str, stance: str | None) -> None:
    assert parse_question(question).stance == stance


def test_hearer_is_kept_apart_from_the_subject() -> None:
    query = parse_question("what did Orlov tell the Telm Daily about trade")
    assert (query.speaker, query.hearer, query.subject) == ("Orlov", "Telm Daily", "trade")


@pytest.mark.parametrize(
    ("ending", "since", "until"),
    [
        ("today", "2024-08-14", "2024-08-14"),
        ("yesterday", "2024-08-13", "2024-08-13"),
        ("this week", "2024-08-12", "2024-08-18"),
        ("last month", "2024-07-01", "2024-07-31"),
        ("last year", "2023-01-01", "2023-12-31"),
        ("in July", "2024-07-01", "2024-07-31"),
        ("in November", "2023-11-01", "2023-11-30"),
        ("in 2012", "2012-01-01", "2012-12-31"),
        ("in February 2012", "2012-02-01", "2012-02-29"),
        ("on 5 July 2012", "2012-07-05", "2012-07-05"),
        ("on July 5, 2012", "2012-07-05", "2012-07-05"),
        ("on 2012-07-05?", "2012-07-05", "2012-07-05"),
        ("since 2012", "2012-01-01", None),
        ("after July 2012", "2012-08-01", None),
        ("before July 2012", None, "2012-06-30"),
        ("until 2012", None, "2012-12-31"),
    ],
)
def test_days_at_the_end(ending: str, since: str | None, until: str | None) -> None:
    query = parse_question(f"what did Orlov say about trade {ending}", today=TODAY)
    assert (query.subject, query.since, query.until) == ("trade", since, until)


@pytest.mark.parametrize(
    "ending", ["on 31 February 2012", "in Corvo", "on 5", "in 99", "yesterday", "in July"]
)
def test_other_endings_belong_to_the_subject(ending: str) -> None:
    query = parse_question(f"what did Orlov say about trade {ending}")
    assert (query.subject, query.since, query.until) == (f"trade {ending}", None, None)


@pytest.mark.parametrize("question", ["", "   ", "?", "“”", "\x00", "\ud800"])
def test_empty_question_is_refused(question: str) -> None:
    with pytest.raises(UsageError, match="the question has no words: ask something like"):
        parse_question(question)


@pytest.mark.parametrize("question", ["word " * 10_000, "w" * 1_000_000])
def test_endless_question_is_refused(question: str) -> None:
    with pytest.raises(UsageError, match="more than 100 words or 2,000 characters"):
        parse_question(question)


@pytest.mark.parametrize(
    ("question", "speaker", "source", "subject"),
    [
        ("what did Orlov say about Varga according to dpa", "Orlov", "dpa", "Varga"),
        (
            "Orlov said the plan was a joke, according to the Corvo Gazette",
            "Orlov",
            "Corvo Gazette",
            "plan was a joke",
        ),
        ("is the harbour shut according to Ana Lima", "Ana Lima", None, "is the harbour shut"),
        ("according to Ana Lima, who shut the harbour?", "Ana Lima", None, "who shut the harbour"),
    ],
)
def test_a_relay_is_told_from_a_speaker(
    question: str, speaker: str, source: str | None, subject: str
) -> None:
    query = parse_question(question)
    assert (query.speaker, query.source, query.subject) == (speaker, source, subject)


@pytest.mark.parametrize(
    ("question", "speaker", "subject"),
    [
        ("who first said the bridge was unsafe", None, "bridge was unsafe"),
        ("who was the first to deny the report", None, "report"),
        ("when did Ana Lima say the bridge was closed", "Ana Lima", "bridge was closed"),
    ],
)
def test_what_came_first_is_asked_for(question: str, speaker: str | None, subject: str) -> None:
    query = parse_question(question)
    assert (query.is_earliest, query.speaker, query.subject) == (True, speaker, subject)


@pytest.mark.parametrize(
    "question", ["who said the first bridge was unsafe", "what did Lima say about first aid"]
)
def test_a_first_that_belongs_to_the_subject_stays(question: str) -> None:
    query = parse_question(question)
    assert not query.is_earliest
    assert "first" in (query.subject or "")


@pytest.mark.parametrize("question", ["did Ana Lima say “never again”?", 'did Ana Lima say "never again"'])
def test_words_in_marks_are_asked_for_word_for_word(question: str) -> None:
    query = parse_question(question)
    assert (query.speaker, query.subject, query.words) == ("Ana Lima", "never again", "never again")


@pytest.mark.parametrize(
    "question",
    [
        "what did Lima say about trade in her own words",
        "direct quotes by Lima on trade",
        "Lima on trade, verbatim",
        "what did Lima say about trade word for word",
    ],
)
def test_quotations_in_marks_are_asked_for(question: str) -> None:
    query = parse_question(question)
    assert (query.kind, query.speaker, query.subject) == ("direct", "Lima", "trade")


def test_whom_somebody_told_and_who_told_somebody() -> None:
    asked = parse_question("whom did Ana Lima tell about the bridge")
    assert (asked.speaker, asked.verb, asked.subject, asked.hearer) == ("Ana Lima", "tell", "bridge", None)
    told = parse_question("who told dpa about the bridge")
    assert (told.speaker, told.hearer, told.subject) == (None, "dpa", "bridge")


@pytest.mark.parametrize(
    ("question", "verb"),
    [
        ("who denounced the plan", "denounce"),
        ("who hailed the plan", "hail"),
        ("did Ana Lima applaud the plan", "applaud"),
        ("who said the plan was good", "say"),
    ],
)
def test_verbs_that_tell_of_what_was_said(question: str, verb: str) -> None:
    assert parse_question(question).verb == verb
