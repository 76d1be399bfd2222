"""The table of negations."""

from __future__ import annotations

import pytest

from quotetrack.text.negation import (
    DENIAL_WORDS,
    NEGATIONS,
    SENTENCE_NEGATIONS,
    SUBJECT_NEGATIONS,
    VERB_NEGATIONS,
    negated_part,
)


@pytest.mark.parametrize("wider", [SENTENCE_NEGATIONS, DENIAL_WORDS])
def test_wider_sets_hold_the_core(wider: frozenset[str]) -> None:
    assert wider > NEGATIONS


@pytest.mark.parametrize("narrower", [VERB_NEGATIONS, SUBJECT_NEGATIONS])
def test_narrower_sets_are_of_the_core(narrower: frozenset[str]) -> None:
    assert narrower < NEGATIONS


def test_doubt_sets_statements_at_odds_but_negates_no_printing() -> None:
    assert "doubted" in DENIAL_WORDS - SENTENCE_NEGATIONS
    assert "barely" in SENTENCE_NEGATIONS - DENIAL_WORDS


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("The bridge was not closed. It held", "closed"),
        ("He hasn’t seen the girder, but she has", "seen the girder"),
        ("not only the pier but the harbour", ""),
        ("there is no proof of a leak and little doubt about rust", "proof of a leak doubt about rust"),
        ("no U.S. engineer was there", "U.S. engineer was there"),
        ("a report of non-payment by the port", "payment"),
        ("nobody knows how many of the old men who came that day were paid", "knows how many of the old men"),
        ("the bridge is closed", ""),
        ("", ""),
    ],
)
def test_a_negation_turns_round_what_stands_behind_it_in_its_clause(text: str, part: str) -> None:
    assert negated_part(text) == part
