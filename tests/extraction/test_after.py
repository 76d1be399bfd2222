"""What reports a stretch from behind it. The parsed texts are written against en_core_web_sm 3.8.0."""

from __future__ import annotations

import pytest

from quotetrack.extraction.after import cue_after, passive_saying
from quotetrack.extraction.place import Cue
from quotetrack.lang import load_lexicon
from quotetrack.records.rules import RuleName
from tests.attribution.walk import name, only, shown
from tests.extraction.built import build_doc, build_place

INVERTED = """
    “ `` punct 5
    It PRP nsubj 2
    sank VBD ccomp 5 sink
    , , punct 5
    ” '' punct 5
    said VBD ROOT 5 say
    Nadia NNP compound 7 nadia PERSON
    Okoro NNP nsubj 5 okoro PERSON
    . . punct 5
"""
STATED = """
    “ `` punct 6
    It PRP nsubj 2
    sank VBD ccomp 6 sink
    , , punct 6
    ” '' punct 6
    Okoro NNP nsubj 6 okoro PERSON
    said VBD ROOT 6 say
    . . punct 6
"""
CLOSED = """
    “ `` punct 2
    It PRP nsubj 2
    sank VBD ROOT 2 sink
    . . punct 2
    ” '' punct 2
    Okoro NNP nsubj 6 okoro PERSON
    said VBD ROOT 6 say
    so RB advmod 6
    . . punct 6
"""
PASSIVE = """
    Okoro NNP nsubjpass 2
    was VBD auxpass 2 be
    quoted VBN ROOT 2 quote
    as IN prep 2
    saying VBG pcomp 3 say
    so RB advmod 4
    . . punct 2
"""
RELAY = """
    The DT det 1
    Post NNP nsubj 2
    quoted VBD ROOT 2 quote
    Okoro NNP dobj 2
    as IN prep 2
    saying VBG pcomp 4 say
    so RB advmod 5
    . . punct 2
"""


@pytest.mark.parametrize(
    ("table", "cue"),
    [
        (INVERTED, Cue(5, 6, RuleName.AFTER_INVERTED, 5)),
        (STATED, Cue(6, 7, RuleName.AFTER, 6)),
        (CLOSED, None),  # a full stop inside the marks: the next sentence reports something else
    ],
)
def test_the_clause_right_behind_the_closing_mark_reports_it(table: str, cue: Cue | None) -> None:
    assert cue_after(build_place(table), load_lexicon()) == cue


@pytest.mark.parametrize(
    ("table", "cue"),
    [(PASSIVE, Cue(1, 5, RuleName.PASSIVE, 2)), (RELAY, Cue(2, 6, RuleName.RELAYED, 2))],
)
def test_quoted_as_saying_is_one_cue(table: str, cue: Cue) -> None:
    assert passive_saying(build_doc(table)[2]) == cue


def test_quoted_without_as_saying_is_no_passive_cue() -> None:
    assert passive_saying(build_doc(PASSIVE.replace("as IN", "for IN"))[2]) is None


@pytest.mark.parser
@pytest.mark.xfail(
    strict=True, reason="an office in lower case before the name, taken for a verb, loses the quotation"
)
def test_an_office_of_two_words_may_stand_before_the_name() -> None:
    text = "“The ferry will sail,” harbour master Nadia Okoro told reporters."
    assert shown(only(text).attribution.hearer, text) == "reporters"


@pytest.mark.parser
def test_a_passive_cue_may_stand_behind_the_quotation() -> None:
    text = "“It sank,” Greta Tallis was quoted as saying by the Harbour Post."
    assert name(only(text)) == "Greta Tallis"
