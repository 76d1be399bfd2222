"""What people have decided of pairs, as linking takes it."""

from __future__ import annotations

import numpy as np
import pytest

from quotetrack.linking.clustering import ALWAYS, NEVER
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


def test_decisions_are_written_into_the_table_of_a_piece() -> None:
    decided = read_decided([row(10, 30, "copy"), row(20, 30, "same_claim"), row(30, 99, None)])
    likely = np.full((3, 3), 0.5, np.float32)
    decided.lay_over(likely, [10, 20, 30])
    assert likely[0, 2] == likely[2, 0] == ALWAYS
    assert likely[1, 2] == likely[2, 1] == likely[0, 1] == NEVER
    untouched = np.full((2, 2), 0.5, np.float32)
    decided.lay_over(untouched, [10, 40])
    assert (untouched == 0.5).all()
