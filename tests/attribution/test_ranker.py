"""The ranker's chances, from weights made by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from quotetrack.attribution.ranker import AntecedentRanker, load_ranker, save_ranker


def ranker() -> AntecedentRanker:
    """Return a ranker of two features: "near" speaks for a candidate, "else" for nobody."""
    hidden = np.zeros((4, 1))
    hidden[2] = 1.0  # how much nearer than the best of the others
    return AntecedentRanker(
        index={"near": 0, "else": 1},
        hidden=hidden,
        hidden_bias=np.zeros(1),
        out=np.array([2.0]),
        nobody=np.array([0.0, 5.0]),
        nobody_bias=0.0,
    )


def test_chances_are_those_of_each_and_of_nobody() -> None:
    chances = ranker().chances([{"near": 1.0}, {"near": 0.0}])
    assert len(chances) == 3
    assert sum(chances) == pytest.approx(1.0, abs=1e-3)
    assert chances[0] > chances[1]


def test_without_candidates_it_is_nobody() -> None:
    assert ranker().chances([]) == [1.0]


def test_a_candidate_is_seen_beside_the_best_of_the_others() -> None:
    alone, beside = ranker().chances([{"near": 1.0}]), ranker().chances([{"near": 1.0}, {"near": 1.0}])
    assert alone[0] > beside[0] == beside[1]


def test_a_feature_that_was_not_learned_counts_for_nothing() -> None:
    assert ranker().chances([{"near": 1.0, "unheard of": 9.0}]) == ranker().chances([{"near": 1.0}])


def test_nobody_may_be_likeliest() -> None:
    assert ranker().chances([{"near": 0.5, "else": 1.0}])[-1] > 0.9


def test_weights_are_read_as_written(tmp_path: Path) -> None:
    save_ranker(ranker(), tmp_path / "weights.npz")
    seen = [{"near": 0.3}, {"near": 0.7, "else": 0.2}]
    assert load_ranker(tmp_path / "weights.npz").chances(seen) == ranker().chances(seen)


def test_the_shipped_ranker_knows_the_features_that_are_made() -> None:
    assert {"form pronoun", "sex agrees", "is a speaker"} <= set(load_ranker().index)
