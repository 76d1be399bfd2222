"""Reports that stand apart in the sentence of the words they report."""

from __future__ import annotations

from quotetrack.extraction.apart import closing_report, in_the_view_of, inserted_report, report_apart
from quotetrack.extraction.place import Cue
from quotetrack.lang import load_lexicon
from quotetrack.records.rules import RuleName
from tests.extraction.built import build_place

INSERTED = """
    Museums NNS nsubj 5 museum
    , , punct 5
    he PRP nsubj 3
    said VBD parataxis 5 say
    , , punct 5
    teach VBP ROOT 5 teach
    “ `` punct 5
    in IN prep 5
    fits NNS pobj 7 fit
    ” '' punct 5
    . . punct 5
"""
CLOSING_REPORT = """
    A DT det 1
    cashier NN nsubj 2
    is VBZ ccomp 8 be
    “ `` punct 2
    lost JJ acomp 2
    ” '' punct 2
    , , punct 8
    Okoro NNP nsubj 8 okoro PERSON
    said VBD ROOT 8 say
    . . punct 8
"""
VIEW = """
    To IN prep 4
    Okoro NNP pobj 0 okoro PERSON
    the DT det 3
    hall NN nsubj 4
    is VBZ ROOT 4 be
    “ `` punct 4
    small JJ acomp 4
    ” '' punct 4
    . . punct 4
"""


def test_a_report_between_commas_before_the_marks_is_inserted() -> None:
    assert inserted_report(build_place(INSERTED), load_lexicon()) == Cue(3, 4, RuleName.INSERTED, 3)
    assert (
        inserted_report(build_place(INSERTED.replace(", , punct 5", "- : punct 5")), load_lexicon()) is None
    )


def test_a_report_behind_a_comma_closes_the_sentence() -> None:
    expected = Cue(8, 9, RuleName.CLAUSE_THEN_REPORT, 8)
    assert closing_report(build_place(CLOSING_REPORT), load_lexicon()) == expected


def test_to_a_person_the_hall_is_small_but_to_a_place_it_is_not() -> None:
    assert in_the_view_of(build_place(VIEW), load_lexicon()) == Cue(0, 1, RuleName.IN_THE_VIEW_OF, 0)
    sold = VIEW.replace("is VBZ ROOT 4 be", "sold VBD ROOT 4 sell")
    assert in_the_view_of(build_place(sold), load_lexicon()) is None


def test_the_first_rule_of_the_table_decides() -> None:
    cue = report_apart(build_place(CLOSING_REPORT), load_lexicon())
    assert cue is not None
    assert cue.rule == RuleName.CLAUSE_THEN_REPORT
