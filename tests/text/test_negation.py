"""The table of negations."""

from __future__ import annotations

import pytest

from quotetrack.text.negation import (
    DENIAL_WORDS,
    NEGATIONS,
    SENTENCE_NEGATIONS,
    SUBJECT_NEGATIONS,
    VERB_NEGATIONS,
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
