"""What reports a stretch from before it. The parsed text is written against en_core_web_sm 3.8.0."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quotetrack.extraction.before import cue_before, find_announcement
from quotetrack.extraction.place import Cue
from quotetrack.lang import load_lexicon
from quotetrack.records.rules import RuleName
from tests.attribution.walk import name, only, pieces
from tests.extraction.built import build_paragraph, build_place

GOVERNED = """
    Okoro NNP nsubj 1
    said VBD ROOT 1 say
    the DT det 3
    plan NN nsubj 4
    was VBD ccomp 1 be
    “ `` punct 4
    madness NN attr 4
    ” '' punct 4
    . . punct 1
"""
ACCORDING = """
    According VBG prep 5 accord
    to IN prep 0
    Okoro NNP pobj 1
    , , punct 5
    it PRP nsubj 5
    was VBD ROOT 5 be
    “ `` punct 5
    madness NN attr 5
    ” '' punct 5
    . . punct 5
"""
BARE = """
    The DT det 1
    answer NN ROOT 1
    : : punct 1
    “ `` punct 5
    It PRP nsubj 5
    sank VBD appos 1 sink
    . . punct 5
    ” '' punct 1
"""
ANNOUNCED = """
    Okoro NNP nsubj 1
    continued VBD ROOT 1 continue
    : : punct 1
"""
WORDS = """
    It PRP nsubj 1
    sank VBD ROOT 1 sink
    . . punct 1
"""


@pytest.mark.parametrize(
    ("table", "cue"),
    [
        (GOVERNED, Cue(1, 2, RuleName.BEFORE, 1)),
        (ACCORDING, Cue(0, 2, RuleName.ACCORDING_TO, 0)),
        (BARE, Cue(2, 3, RuleName.BARE_COLON)),
    ],
)
def test_a_stretch_is_reported_by_what_governs_it(table: str, cue: Cue) -> None:
    assert cue_before(build_place(table), load_lexicon()) == cue


def test_only_the_next_paragraph_is_announced() -> None:
    _, before = build_paragraph(ANNOUNCED)
    _, words = build_paragraph(WORDS, number=1)
    assert find_announcement(before, words, load_lexicon()) == Cue(1, 2, RuleName.COLON, 1)
    assert find_announcement(before, replace(words, number=2), load_lexicon()) is None
    assert find_announcement(replace(words, number=0), words, load_lexicon()) is None


@pytest.mark.parser
def test_a_colon_reaches_over_the_paragraphs_break() -> None:
    text = "Nadia Okoro continued:\n\n“The ferry will sail at dawn.”"
    statement = only(text)
    assert pieces(statement, text) == ["The ferry will sail at dawn."]
    assert name(statement) == "Nadia Okoro"
