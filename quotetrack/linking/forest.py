"""A forest of decision trees, read from arrays: what a trained one says of rows of features.

The fields are called as in scikit-learn's trees. Its own forest would add 3 s to the start of every command that links
or checks.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quotetrack.linking.features import Floats

_AT_ONCE = 4096
"""Rows that walk the trees together; their places in all trees stay in the processor's cache."""


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees in one table of nodes; each field has an entry for each node, or for each tree.

    - `feature`, `threshold`: a row whose feature is at most the threshold goes on to the left child, any other to the
      right one.
    - `children_left`, `children_right`: nodes; at a leaf both are the leaf itself.
    - `value`: the shares of the classes at a leaf, nodes by classes.
    - `roots`: the node where each tree begins; `depth`: the length of the longest way down."""

    feature: NDArray[np.int64]
    threshold: Floats
    children_left: NDArray[np.int64]
    children_right: NDArray[np.int64]
    value: Floats
    roots: NDArray[np.int64]
    depth: int

    def probabilities(self, rows: Floats) -> Floats:
        """Return the share of each class for each row, rows by classes, averaged over the trees; rows sum to one."""
        out = np.empty((len(rows), self.value.shape[1]), np.float32)
        for start in range(0, len(rows), _AT_ONCE):
            lot = slice(start, start + _AT_ONCE)
            out[lot] = self.value[self._leaves(rows[lot])].mean(axis=1)
        return out

    def _leaves(self, rows: Floats) -> NDArray[np.int64]:
        """Walk down all trees at once; return the leaves that each row comes to, rows by trees."""
        nodes = np.tile(self.roots, (len(rows), 1))
        each = np.arange(len(rows))[:, None]
        for _ in range(self.depth):
            is_left = rows[each, self.feature[nodes]] <= self.threshold[nodes]
            nodes = np.where(is_left, self.children_left[nodes], self.children_right[nodes])
        return nodes
