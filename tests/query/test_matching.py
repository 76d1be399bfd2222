"""The words of a subject in a text."""

from __future__ import annotations

import re

import pytest

from quotetrack.query.matching import SubjectMatcher, WordMatch, acronyms_in
from quotetrack.records import Span
from quotetrack.text.stemming import stem


def matcher(*words: str, **others: float) -> SubjectMatcher:
    return SubjectMatcher([stem(word) for word in words], [others] * len(words))


def found(subject: SubjectMatcher, text: str) -> list[tuple[str, int, float]]:
    return [
        (re.match(r"\w*", text[match.start :])[0], match.word, match.near)  # type: ignore[index]
        for match in subject.find_in(text)
    ]


def test_words_are_found_in_their_forms_and_without_accents() -> None:
    assert found(matcher("meeting", "café"[:3] + "e"), "Meetings in the Café") == [
        ("Meetings", 0, 1.0),
        ("Café", 1, 1.0),
    ]


def test_others_count_as_near_as_they_are() -> None:
    assert found(matcher("summit", meet=0.8), "They meet, then meeting") == [
        ("meet", 0, 0.8),
        ("meeting", 0, 0.8),
    ]


def test_a_name_is_found_in_another_spelling_but_a_word_is_not() -> None:
    assert found(matcher("qaddufi"), "Qaddoufi") == [("Qaddoufi", 0, 0.9)]
    assert found(matcher("colour"), "kolour") == []


def test_nearness_counts_the_nearest_in_the_spans() -> None:
    subject = matcher("bridge", "toll", cross=0.5)
    matches = subject.find_in("bridge crossed")
    assert subject.nearness(matches, [Span(0, 3)]) == (1.0, 0.0)
    assert subject.nearness(matches, [Span(7, 20)]) == (0.5, 0.5)
    assert subject.nearness(matches, []) == (0.0, 0.0)


def is_beside(one: WordMatch, other: WordMatch) -> bool:
    return other.start - one.start < 10


def test_rows_are_in_order_and_begin_anew() -> None:
    subject = matcher("old", "bridge")
    text = "bridge old old bridge, old and much later the bridge; old bridge"
    rows = subject.find_rows(subject.find_in(text), [Span(0, 100)], is_beside)
    assert [(first.start, last.start) for first, last in rows] == [(11, 15), (54, 58)]
    assert list(subject.find_rows(subject.find_in(text), [Span(0, 12)], is_beside)) == []


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("NGTA", "the Norlan Grain Trade Agreement"),
        ("NGTA", "N.G.T.A."),
        ("the Norlan Grain Trade Agreement", "NGTA"),
        ("the Norlan Grain Trade Agreement", "N.G.T.A"),
    ],
)
def test_acronyms_stand_for_names(subject: str, text: str) -> None:
    words = [word.lower() for word in subject.split() if word != "the"]
    patterns = acronyms_in(subject, words)
    assert any(pattern.search(text) for pattern in patterns)
    acronym = SubjectMatcher(words, [{}] * len(words), patterns)
    assert acronym.nearness(acronym.find_in(text), [Span(0, 100)]) == (1.0,) * len(words)


def test_a_name_of_two_words_has_no_acronym() -> None:
    assert acronyms_in("Grain Agreement", ["grain", "agreement"]) == {}
