"""A forest of decision trees, read from arrays: what a trained one says of rows of features, without its trainer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_AT_ONCE = 4096
"""Rows that walk the trees together; their places in all trees stay in the processor's cache."""


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees in one table of nodes. A row whose `feature` is at most the node's `threshold` goes on to `low`, any other
    to `high`; at a leaf both are the node itself. `shares` are the classes' shares at a leaf. `roots` are the nodes
    where the trees begin, and no way down is longer than `depth`."""

    feature: NDArray[np.int16]
    threshold: Floats
    low: NDArray[np.int32]
    high: NDArray[np.int32]
    shares: Floats
    roots: NDArray[np.int32]
    depth: int

    def probabilities(self, rows: Floats) -> Floats:
        """The share of each class for each row, averaged over the trees; rows sum to one."""
        out = np.empty((len(rows), self.shares.shape[1]), np.float32)
        for start in range(0, len(rows), _AT_ONCE):
            some = rows[start : start + _AT_ONCE]
            out[start : start + _AT_ONCE] = self.shares[self._leaves(some)].mean(axis=1)
        return out

    def _leaves(self, rows: Floats) -> NDArray[np.int32]:
        nodes = np.tile(self.roots, (len(rows), 1))
        each = np.arange(len(rows))[:, None]
        for _ in range(self.depth):
            is_low = rows[each, self.feature[nodes]] <= self.threshold[nodes]
            nodes = np.where(is_low, self.low[nodes], self.high[nodes])
        return nodes
