"""Which proposal of the model tells of the same words as a quote."""

from __future__ import annotations

import pytest

from quotetrack.extraction.near import ProposalIndex, overlap, shared
from quotetrack.records import Proposal, Quote, Span


def test_an_overlap_is_of_all_that_either_holds() -> None:
    assert overlap([Span(0, 10)], [Span(5, 15)]) == pytest.approx(1 / 3)
    assert overlap([], []) == 0


def test_near_gives_the_proposal_of_the_same_cue_first() -> None:
    a = Proposal(cue=(Span(0, 3),), content=(Span(10, 30),), source=(), sure=0.9)
    b = Proposal(cue=(Span(40, 43),), content=(Span(10, 32),), source=(), sure=0.5)
    near = ProposalIndex([a, b])
    assert near.best([Span(10, 30)], [Span(41, 42)]) == b
    assert near.best([Span(10, 30)], []) == a
    assert near.best([Span(50, 60)], []) is None


def test_what_is_shared_is_counted_in_code_points() -> None:
    assert shared([Span(0, 10), Span(20, 30)], [Span(5, 22)]) == 7
    assert shared([Span(0, 10)], [Span(10, 20)]) == 0


def test_a_proposal_that_holds_the_claims_own_cue_is_not_the_same_claim() -> None:
    claim = Quote(id="q", kind="indirect", content=(Span(20, 40),), cue=(Span(14, 18),))
    report_of_it = Proposal(cue=(Span(60, 64),), content=(Span(10, 40),), source=(), sure=0.9)
    same = Proposal(cue=(Span(14, 18),), content=(Span(22, 40),), source=(), sure=0.6)
    assert ProposalIndex([report_of_it]).same(claim) is None
    assert ProposalIndex([report_of_it, same]).same(claim) == same
