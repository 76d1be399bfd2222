"""What the rules ask of a parsed sentence, on sentences whose parse is written out."""

from __future__ import annotations

import pytest

from quotetrack.lang import load_lexicon
from quotetrack.parsing.grammar import (
    agent_of,
    child_of,
    clause_end,
    conjuncts,
    is_cue,
    is_finite,
    is_negated,
    is_passive,
    noun_run_before,
    phrase,
    skip,
    skip_back,
    subject_of,
)
from tests.extraction.built import build_doc

SAID = """
Okoro NNP nsubj 1
said VBD ROOT 1 say
the DT det 3
ferry NN nsubj 4
sank VBD ccomp 1 sink
. . punct 1
"""

COORDINATED = """
Okoro NNP nsubj 1
said VBD ROOT 1 say
the DT det 3
crew NN nsubj 4
slept VBD ccomp 1 sleep
, , punct 1
adding VBG advcl 1 add
that IN mark 8
help NN nsubj 9
came VBD ccomp 6 come
. . punct 1
"""

PASSIVE = """
The DT det 1
claim NN nsubjpass 3
was VBD auxpass 3 be
dismissed VBN ROOT 3 dismiss
by IN agent 3
the DT det 6
mayor NN pobj 4
. . punct 3
"""

RELATIVE = """
Okoro NNP nsubj 5
, , punct 0
who WP nsubj 3
said VBD relcl 0 say
little JJ dobj 3
left VBD ROOT 5 leave
. . punct 5
"""

ACL = """
A DT det 1
man NN ROOT 1
saying VBG acl 1 say
nothing NN dobj 2
"""

MISATTACHED = """
She PRP nsubj 1
said VBD ROOT 1 say
the DT det 3
men NNS nsubjpass 6
had VBD aux 6 have
been VBN auxpass 6 be
freed VBN ccomp 1 free
and CC cc 6
urged VBD conj 6 urge
calm NN dobj 8
. . punct 1
"""


def test_a_tensed_verb_is_finite() -> None:
    assert is_finite(build_doc(SAID)[1])


def test_a_participle_with_an_auxiliary_is_finite() -> None:
    doc = build_doc("He PRP nsubj 2\nhas VBZ aux 2 have\nsaid VBN ROOT 2 say")
    assert is_finite(doc[2])


@pytest.mark.parametrize("table", [ACL, "to TO aux 1\nsay VB ROOT 1 say"])
def test_a_participle_or_infinitive_alone_is_not_finite(table: str) -> None:
    verb = next(t for t in build_doc(table) if t.lemma_ == "say")
    assert not is_finite(verb)


def test_a_cue_is_known_by_its_lemma() -> None:
    doc = build_doc(SAID)
    lexicon = load_lexicon()
    assert is_cue(doc[1], lexicon)
    assert not is_cue(doc[4], lexicon)


def test_said_taken_for_a_noun_still_is_a_cue() -> None:
    doc = build_doc("said NN ROOT 0 say\nOkoro NNP nsubj 0")
    assert is_cue(doc[0], load_lexicon())


def test_said_before_a_noun_is_no_cue() -> None:
    doc = build_doc("the DT det 2\nsaid JJ amod 2 say\nferry NN ROOT 2")
    assert not is_cue(doc[1], load_lexicon())


def test_the_subject_is_the_child_that_does_it() -> None:
    doc = build_doc(SAID)
    assert subject_of(doc[1]) == doc[0]
    assert subject_of(doc[4]) == doc[3]


def test_a_relative_pronoun_gives_its_antecedent() -> None:
    doc = build_doc(RELATIVE)
    assert subject_of(doc[3]) == doc[0]


def test_a_verb_without_a_subject_has_that_of_the_verb_it_hangs_on() -> None:
    doc = build_doc(COORDINATED)
    assert subject_of(doc[6]) == doc[0]


def test_a_participle_behind_a_noun_is_done_by_it() -> None:
    doc = build_doc(ACL)
    assert subject_of(doc[2]) == doc[1]


def test_a_finite_clause_without_a_subject_borrows_none() -> None:
    doc = build_doc("Okoro NNP nsubj 1\nleft VBD ROOT 1 leave\nwhen WRB advmod 3\nsaid VBD advcl 1 say")
    assert subject_of(doc[3]) is None


def test_a_conjunct_formed_like_the_matrix_verb_goes_on_from_it() -> None:
    doc = build_doc(MISATTACHED)
    assert subject_of(doc[8]) == doc[0]


def test_a_root_without_a_subject_has_none() -> None:
    doc = build_doc("said VBD ROOT 0 say")
    assert subject_of(doc[0]) is None


def test_a_chain_of_heads_that_never_ends_in_a_subject_stops() -> None:
    rows = ["ran VBD ROOT 0 run", *(f"runs VB xcomp {i} run" for i in range(20))]
    doc = build_doc("\n".join(rows))
    assert subject_of(doc[20]) is None


def test_the_agent_stands_behind_by() -> None:
    doc = build_doc(PASSIVE)
    assert agent_of(doc[3]) == doc[6]
    assert is_passive(doc[3])


def test_an_active_verb_has_no_agent() -> None:
    doc = build_doc(SAID)
    assert agent_of(doc[1]) is None
    assert not is_passive(doc[1])


@pytest.mark.parametrize(
    ("word", "dependency"), [("not", "neg"), ("n't", "neg"), ("never", "advmod"), ("never", "neg")]
)
def test_not_and_never_negate(word: str, dependency: str) -> None:
    doc = build_doc(f"Okoro NNP nsubj 2\n{word} RB {dependency} 2\nsaid VBD ROOT 2 say")
    assert is_negated(doc[2])


def test_a_plain_verb_is_not_negated() -> None:
    assert not is_negated(build_doc(SAID)[1])


def test_a_phrase_takes_what_belongs_to_its_noun_and_leaves_clauses() -> None:
    doc = build_doc(
        """
        the DT det 2
        old JJ amod 2
        head NN nsubj 9
        of IN prep 2
        the DT det 5
        harbour NN pobj 3
        , , punct 2
        who WP nsubj 8
        slept VBD relcl 2 sleep
        spoke VBD ROOT 9 speak
        """
    )
    start, end = phrase(doc[2])
    assert doc[start:end].text == "the old head of the harbour"


def test_a_phrase_leaves_an_apposition_out() -> None:
    doc = build_doc(
        """
        Nadia NNP compound 1
        Okoro NNP nsubj 5
        , , punct 1
        the DT det 4
        mayor NN appos 1
        spoke VBD ROOT 5 speak
        """
    )
    assert phrase(doc[1]) == (0, 2)


def test_conjuncts_are_nouns_joined_to_the_head() -> None:
    doc = build_doc("Okoro NNP nsubj 3\nand CC cc 0\nTallis NNP conj 0\nspoke VBD ROOT 3 speak")
    assert [t.text for t in conjuncts(doc[0])] == ["Okoro", "Tallis"]
    assert [t.text for t in conjuncts(doc[2])] == ["Tallis"]


def test_a_clause_ends_before_its_full_stop() -> None:
    doc = build_doc(SAID)
    assert clause_end(doc[1]) == 5
    assert clause_end(doc[4]) == 5


def test_the_words_right_before_a_verb_are_found_without_the_parser() -> None:
    doc = build_doc(
        "Yes UH ROOT 0\n, , punct 0\nthe DT det 4\nharbour NN compound 4\noffice NN nsubj 6\n"
        "later RB advmod 6\nsaid VBD ROOT 6 say"
    )
    assert noun_run_before(doc[6], 0) == 2


def test_no_noun_before_a_verb_gives_none() -> None:
    doc = build_doc("Yes UH ROOT 0\n, , punct 0\nsaid VBD ROOT 2 say")
    assert noun_run_before(doc[2], 0) is None
    assert noun_run_before(doc[2], 2) is None


def test_skipping_stops_at_the_first_that_does_not_pass_and_at_the_end() -> None:
    doc = build_doc(SAID)
    assert skip(doc, 2, 6, lambda token: token.tag_ != "VBD") == 4
    assert skip(doc, 2, 4, lambda token: token.tag_ != "VBD") == 4
    assert skip(doc, 5, 3, lambda _: True) == 5


def test_skipping_back_goes_no_further_than_it_may() -> None:
    doc = build_doc(SAID)
    assert skip_back(doc, 0, 4, lambda token: token.tag_ != "VBD") == 2
    assert skip_back(doc, 3, 4, lambda token: token.tag_ != "VBD") == 3
    assert skip_back(doc, 4, 2, lambda _: True) == 2


def test_a_child_is_found_by_its_dependency() -> None:
    doc = build_doc(SAID)
    assert child_of(doc[1], "dobj", "nsubj") == doc[0]
    assert child_of(doc[0], "dobj", "nsubj") is None
