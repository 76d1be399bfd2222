"""Pairs as numbers."""

from __future__ import annotations

import numpy as np

from quotetrack.linking.blocking import InvertedIndex, sizes
from quotetrack.linking.pairs import link_pairs, pack, pairs_of, relate_pairs, unpack
from quotetrack.linking.scorer import OUTCOMES, shipped_scorer

from .statements import LONG, direct, signed

ALL = signed(direct(LONG), direct(LONG, article=2), direct("Gulls cried", article=3), direct(LONG))


def test_a_pair_is_the_same_number_either_way_round() -> None:
    a, b = np.array([5, 1]), np.array([2, 7])
    assert pack(a, b).tolist() == pack(b, a).tolist()
    assert [side.tolist() for side in unpack(pack(a, b))] == [[2, 1], [5, 7]]


def test_each_pair_worth_comparing_comes_once() -> None:
    index, size = InvertedIndex(ALL), sizes(ALL)
    assert [side.tolist() for side in unpack(pairs_of(ALL, index, size, range(9)))] == [[0, 1], [1, 3]]
    assert [side.tolist() for side in unpack(pairs_of(ALL, index, size, range(3, 9)))] == [[1], [3]]


def test_only_pairs_worth_a_link_are_kept() -> None:
    kept, related = link_pairs(ALL, shipped_scorer(), pack(np.array([0, 0]), np.array([1, 2])))
    assert [side.tolist() for side in unpack(kept)] == [[0], [1]]
    assert [OUTCOMES[n] for n in related.relation] == ["same_utterance"]
    assert len(relate_pairs(ALL, shipped_scorer(), pack(np.array([0, 0]), np.array([1, 2]))).score) == 2
