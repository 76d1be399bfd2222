"""Ideas that somebody turns down or brings up, told on sentences built by hand."""

from __future__ import annotations

from quotetrack.extraction.ideas import declined, dismissed, raised
from quotetrack.extraction.place import IndirectClaim
from quotetrack.lang import load_lexicon
from quotetrack.records.rules import RuleName
from tests.extraction.built import build_doc

DECLINED = """
    The DT det 1
    bank NN nsubj 2
    declined VBD ROOT 2 decline
    to TO aux 4
    comment VB xcomp 2
    on IN prep 4
    it PRP pobj 5
    . . punct 2
"""
DENIED = """
    Both DT det 1
    men NNS nsubj 2 man
    denied VBD ROOT 2 deny
    throwing VBG xcomp 2 throw
    it PRP dobj 3
    . . punct 2
"""
RAISED = """
    The DT det 1
    idea NN nsubjpass 3
    was VBD auxpass 3 be
    raised VBN ROOT 3 raise
    by IN agent 3
    Larbi NNP pobj 4
    . . punct 3
"""


def test_what_was_declined_is_the_content() -> None:
    claim = declined(build_doc(DECLINED)[2], load_lexicon())
    assert claim == IndirectClaim(3, 7, 2, 3, RuleName.DECLINED)


def test_nobody_declines_without_a_subject() -> None:
    doc = build_doc(DECLINED.replace("bank NN nsubj 2", "bank NN dep 2"))
    assert declined(doc[2], load_lexicon()) is None


def test_what_is_denied_is_the_content() -> None:
    claim = dismissed(build_doc(DENIED)[2], load_lexicon())
    assert claim == IndirectClaim(3, 5, 2, 3, RuleName.DISMISSED)


def test_an_idea_is_raised_and_a_flag_is_not() -> None:
    assert raised(build_doc(RAISED)[3], load_lexicon()) == IndirectClaim(0, 2, 3, 4, RuleName.RAISED)
    assert raised(build_doc(RAISED.replace("idea NN", "flag NN"))[3], load_lexicon()) is None
