"""How two statements hang together: the probability of each relation, from what they have in common.

Three parts are trained by `benchmarks/train_linking.py`. A regression orders pairs that are close. A forest of
decision trees has also seen pairs as a stream of news has them, most of them unrelated. A second forest tells whether
the two contradict each other, which is a question of its own.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from quotetrack.linking.features import COLUMN, Bools, Floats
from quotetrack.linking.forest import Forest
from quotetrack.records import RELATIONS
from quotetrack.shipped import SHIPPED, read_weights

SCORED: tuple[str, ...] = (*RELATIONS[1:], "unrelated")
"""The columns of `Scorer.probabilities`. Whether one text was reprinted, `copy`, is not a matter of probability."""
OUTCOMES = ("copy", *SCORED)
"""What two statements may be to each other: the relations that a link may have, and "unrelated"."""
MODEL_FORMAT = 1
"""Goes up when the file of the model gets another form."""
REGRESSION = 0.3
"""The regression's share in the product of the two; by cross-validation on the pairs of the shared half."""
_LEAST = 1e-6
"""Added to each probability, so that a forest that is certain does not silence the regression."""


@dataclass(frozen=True, slots=True)
class Scorer:
    """A trained model of relations. `digest` names it: a store remembers which one has linked it."""

    mean: Floats
    deviation: Floats
    weights: Floats
    biases: Floats
    gate: Floats
    gate_opens: float
    alike: Forest
    opposed: Forest
    digest: str

    def is_near(self, rows: Floats) -> Bools:
        """Return whether each row is worth a look by the forests: a cheap test. The model card tells what it loses."""
        return np.asarray(rows.astype(np.float64) @ self.gate >= self.gate_opens)

    def probabilities(self, rows: Floats) -> Floats:
        """Return the probability of each of `SCORED` for each row of features; rows sum to one."""
        # In double precision, since processors differ in the last digits; what is returned keeps half of the digits.
        reach = (rows.astype(np.float64) - self.mean) / self.deviation @ self.weights + self.biases
        regressed = np.exp(reach - reach.max(axis=1, keepdims=True))
        regressed /= regressed.sum(axis=1, keepdims=True)
        pooled = (regressed + _LEAST) ** REGRESSION * (self.alike.probabilities(rows) + _LEAST) ** (
            1 - REGRESSION
        )
        pooled /= pooled.sum(axis=1, keepdims=True)
        against = self.opposed.probabilities(rows)[:, 1]
        out = np.empty((len(rows), len(SCORED)), np.float32)
        out[:, [0, 1, 2, 4]] = pooled * (1 - against)[:, None]
        out[:, 3] = against
        return out


def read_scorer(data: bytes) -> Scorer:
    """Return the scorer kept in `data`, the bytes of a file that training has written. ValueError if it knows other
    features than these, or is of another make."""
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        if int(arrays["format"]) != MODEL_FORMAT or arrays["features"].tolist() != list(COLUMN):
            raise ValueError(
                f"made for other features than these; expected format {MODEL_FORMAT} with {len(COLUMN)} features"
            )
        return Scorer(
            mean=arrays["mean"],
            deviation=arrays["deviation"],
            weights=arrays["weights"],
            biases=arrays["biases"],
            gate=arrays["gate"],
            gate_opens=float(arrays["gate_opens"]),
            alike=_read_forest(arrays, "alike"),
            opposed=_read_forest(arrays, "opposed"),
            digest=hashlib.sha256(data).hexdigest()[:12],
        )


@lru_cache(maxsize=1)
def shipped_scorer() -> Scorer:
    """Return the scorer that comes with the package."""
    return read_scorer(read_weights(SHIPPED / "linking.npz"))


def _read_forest(arrays: Mapping[str, NDArray[np.generic]], name: str) -> Forest:
    """Return the forest kept under `name`. Its file has other names for three fields: a file with new ones would have
    another digest, and every store would be linked anew."""
    return Forest(
        feature=arrays[f"{name}.feature"].astype(np.int64),
        threshold=arrays[f"{name}.threshold"].astype(np.float32),
        children_left=arrays[f"{name}.low"].astype(np.int64),
        children_right=arrays[f"{name}.high"].astype(np.int64),
        value=arrays[f"{name}.shares"].astype(np.float32),
        roots=arrays[f"{name}.roots"].astype(np.int64),
        depth=int(arrays[f"{name}.depth"]),
    )
