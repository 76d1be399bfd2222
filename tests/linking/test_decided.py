"""What people have decided of pairs, as linking takes it."""

from __future__ import annotations

import pytest

from quotetrack.linking.decided import read_decided
from quotetrack.records import Relation
from quotetrack.store.pairs import DecidedRow


def row(
    a: int, b: int, relation: Relation | None, *, at_home: bool = False, shown: bool = True
) -> DecidedRow:
    """What Eva Holm decided of two quotes."""
    return DecidedRow(a, b, relation, "Eva Holm", at_home, shown)


def test_a_right_link_is_certain_and_names_who_decided() -> None:
    (link,) = read_decided([row(3, 7, "same_claim")]).links()
    assert (link.a, link.b, link.relation, link.score, link.decided_by) == (
        *(3, 7, "same_claim", 1.0, "Eva Holm"),
    )
    assert (link.same_claim, link.copy, link.same_utterance, link.unrelated) == (1.0, 0.0, 0.0, 0.0)


def test_no_link_within_an_article_nor_of_a_wrong_pair() -> None:
    decided = read_decided([row(1, 2, "same_utterance", at_home=True), row(1, 3, None)])
    assert list(decided.links()) == []
    assert list(decided.unlinked()) == [(1, 3)]
    assert list(decided.unlinked({2})) == []


@pytest.mark.parametrize(
    ("relation", "shown", "ties"),
    [
        ("copy", True, {(1, 2)}),
        ("same_utterance", True, {(1, 2)}),
        ("same_utterance", False, set()),
        ("same_claim", True, set()),
        ("related", True, set()),
        ("contradicts", True, set()),
        (None, True, set()),
    ],
)
def test_only_one_utterance_ties_and_only_what_is_shown(
    relation: Relation | None, shown: bool, ties: set[tuple[int, int]]
) -> None:
    decided = read_decided([row(1, 2, relation, shown=shown)])
    assert set(decided.tied()) == set(decided.tied([2])) == ties
    assert list(decided.tied([3])) == []


def test_pairs_never_in_one_claim_are_told_of_those_touched() -> None:
    decided = read_decided([row(10, 30, "copy"), row(20, 30, "same_claim"), row(30, 99, None)])
    assert set(decided.parted([20])) == {(20, 30)}
    assert set(decided.parted([30])) == {(20, 30), (30, 99)}
    assert list(decided.parted([10])) == []
