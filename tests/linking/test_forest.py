"""Trees read from arrays."""

from __future__ import annotations

import numpy as np

from quotetrack.linking.forest import Forest


def test_a_forest_averages_its_trees() -> None:
    forest = Forest(
        feature=np.array([0, 0, 0, 0]),
        threshold=np.array([0.5, 0, 0, 0], np.float32),
        children_left=np.array([1, 1, 2, 3]),
        children_right=np.array([2, 1, 2, 3]),
        value=np.array([[0, 0], [1, 0], [0, 1], [0.5, 0.5]], np.float32),
        roots=np.array([0, 3]),
        depth=1,
    )
    assert forest.probabilities(np.array([[0.0], [1.0]], np.float32)).tolist() == [[0.75, 0.25], [0.25, 0.75]]
