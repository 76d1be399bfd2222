"""What stands in marks and is no speech. The parsed texts are written against en_core_web_sm 3.8.0."""

from __future__ import annotations

import pytest

from quotetrack.extraction.speech import not_speech
from quotetrack.lang import load_lexicon
from tests.attribution.walk import pieces, statements
from tests.extraction.built import build_place

NICKNAME = """
    Obinna NNP compound 4
    “ `` punct 4
    Bones NNP compound 4
    ” '' punct 4
    Eluwa NNP nsubj 5
    left VBD ROOT 5 leave
    . . punct 5
"""
DIRECTION = """
    “ `` punct 2
    ( -LRB- punct 2
    Applause NN ROOT 2
    . . punct 2
    ) -RRB- punct 2
    ” '' punct 2
"""
SAID = """
    Obinna NNP nsubj 1
    said VBD ROOT 1 say
    “ `` punct 3
    bones NNS dobj 1 bone
    ” '' punct 1
    . . punct 1
"""


@pytest.mark.parametrize(
    ("table", "name"), [(NICKNAME, "nickname"), (DIRECTION, "stage direction"), (SAID, "")]
)
def test_a_stretch_is_named_by_the_words_around_it(table: str, name: str) -> None:
    assert not_speech(build_place(table), None, load_lexicon()) == name


@pytest.mark.parser
@pytest.mark.parametrize(
    "text",
    [
        "Owen Tallis read “The Drowned Ferry” aloud in the library.",
        "Owen Tallis has published a novel called “The Drowned Ferry”.",
        "Owen “Two Oars” Tallis won the race.",
        "The so-called “ferry tax” was dropped last year.",
        "The word “ferry” comes from an old verb.",
        "Residents call the boats “tin ducks” and stay away.",
        "The band played “Harbour Lights” on the quay.",
        'He is 5\' 10" tall and the door is 6" wide.',
        "It was the '90s, and rock 'n' roll ruled the pier.",
        "The “cheap” boats cost a fortune.",
        "A sign at the gate read “NO FERRY TODAY”.",
        "Nadia Okoro said the “night ferry” scheme had been dropped.",
        "Owen Tallis finds peace in “Ferryman” and sings of it.",
        "Of his best-known work, “The Drowned Ferry”, Owen Tallis said that it was a lie.",
    ],
)
def test_what_is_no_speech_is_no_quotation(text: str) -> None:
    assert [s for s in statements(text) if s.quote.kind != "indirect"] == []


@pytest.mark.parser
def test_an_adjective_in_marks_before_a_noun_judges_it() -> None:
    text = "Nadia Okoro said the “disgraceful” scheme had been dropped."
    assert [pieces(s, text) for s in statements(text) if s.quote.kind != "indirect"] == [["disgraceful"]]


@pytest.mark.parser
def test_a_programme_that_is_told_something_is_no_quotation() -> None:
    text = "“We are not out of the woods,” Nadia Okoro told “Harbour News Sunday.”"
    assert [pieces(s, text) for s in statements(text)] == [["We are not out of the woods,"]]
