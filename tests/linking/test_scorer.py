"""The model of relations that comes with the package."""

from __future__ import annotations

import io

import numpy as np
import pytest

from quotetrack.linking.features import COLUMN
from quotetrack.linking.scorer import OUTCOMES, SCORED, read_scorer, shipped_scorer
from quotetrack.records import RELATIONS


def test_a_model_of_other_features_is_refused() -> None:
    data = io.BytesIO()
    np.savez(data, format=np.array(1), features=np.array(["one"]))
    with pytest.raises(ValueError, match="other features"):
        read_scorer(data.getvalue())


def test_probabilities_of_any_rows_sum_to_one() -> None:
    rows = np.random.default_rng(1).normal(size=(50, len(COLUMN))).astype(np.float32)
    found = shipped_scorer().probabilities(rows)
    assert found.shape == (50, len(SCORED))
    assert found.sum(axis=1) == pytest.approx(np.ones(50), abs=1e-5)


def test_outcomes_are_the_relations_of_links_and_unrelated() -> None:
    assert (*RELATIONS, "unrelated") == OUTCOMES
    assert OUTCOMES[1:] == SCORED
