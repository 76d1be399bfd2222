"""Where the sentence of some words begins and ends."""

from __future__ import annotations

import time

import pytest

from quotetrack.records import Span
from quotetrack.text.sentences import sentences_around
from tests.builders import find

TEXT = (
    "It rained. “We met Mr. Vidal on Oct. 3,” J. Rocha said. “Why? Nobody knew!” Then she left.\n\n"
    "Another paragraph."
)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("rained", "It rained."),
        ("Vidal", "“We met Mr. Vidal on Oct. 3,” J. Rocha said."),
        ("Nobody", "Nobody knew!”"),
        ("Why? Nobody", "“Why? Nobody knew!”"),
        ("left", "Then she left."),
        ("Another", "Another paragraph."),
    ],
)
def test_the_sentences_of_words_are_whole(words: str, sentence: str) -> None:
    whole = Span(0, len(TEXT))
    assert sentences_around(TEXT, find(TEXT, words), whole).of(TEXT) == sentence


def test_no_sentence_goes_beyond_what_is_looked_at() -> None:
    within = find(TEXT, "Vidal on Oct. 3")
    assert sentences_around(TEXT, find(TEXT, "on"), within) == within


def test_a_page_of_stops_takes_no_time() -> None:
    text = ". " * 200_000
    began = time.process_time()
    sentences_around(text, Span(199_000, 199_001), Span(0, len(text)))
    assert time.process_time() - began < 5
