"""Which words report a stretch. The parsed texts are written against en_core_web_sm 3.8.0."""

from __future__ import annotations

import pytest

from quotetrack.extraction.cues import find_cue
from quotetrack.lang import load_lexicon
from quotetrack.records.rules import RuleName
from tests.attribution.walk import name, only, pieces, statements
from tests.extraction.built import build_place

ASIDE = """
    Okoro NNP nsubj 1
    added VBD ROOT 1 add
    : : punct 1
    “ `` punct 5
    It PRP nsubj 5
    sank VBD ccomp 1 sink
    . . punct 5
    ” '' punct 1
    Tallis NNP nsubj 9
    said VBD ccomp 1 say
    so RB advmod 9
    . . punct 9
"""
TITLE = """
    The DT det 1
    band NN nsubj 2
    played VBD ROOT 2 play
    “ `` punct 4
    Harbour NNP dobj 2
    ” '' punct 2
    . . punct 2
"""


def test_a_cue_that_runs_into_the_mark_comes_before_the_clause_behind_it() -> None:
    cue = find_cue(build_place(ASIDE), load_lexicon())
    assert cue is not None
    assert (cue.rule, cue.start, cue.end, cue.verb) == (RuleName.COLON, 1, 2, 1)


def test_a_sentence_without_a_report_has_no_cue() -> None:
    assert find_cue(build_place(TITLE), load_lexicon()) is None


@pytest.mark.parser
@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("“The ferry will sail,” Nadia Okoro said.", "said"),
        ("“The ferry will sail,” said Nadia Okoro.", "said"),
        ("Nadia Okoro said: “The ferry will sail.”", "said"),
        ("Nadia Okoro said that “the ferry will sail”.", "said"),
        ("According to Nadia Okoro, the ferry “will never sail”.", "According to"),
        ("Nadia Okoro was quoted as saying the ferry “will sail”.", "was quoted as saying"),
        ("Nadia Okoro continued:\n\n“The ferry will sail.”", "continued"),
    ],
)
def test_the_cue_is_given_as_printed(text: str, cue: str) -> None:
    (span,) = only(text).quote.cue
    assert span.of(text) == cue


@pytest.mark.parser
def test_two_cues_in_one_sentence_are_two_utterances() -> None:
    text = "“It sank,” Nadia Okoro said; “it floated,” Owen Brandt said."
    assert [(pieces(s, text), name(s)) for s in statements(text)] == [
        (["It sank,"], "Nadia Okoro"),
        (["it floated,"], "Owen Brandt"),
    ]
