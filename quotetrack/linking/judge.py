"""How likely two statements tell one utterance or make one claim in a stream of news, where most pairs do neither.

The scorer was trained on pairs chosen to be hard. The judge weighs what the scorer says, with the features that it
looked at, by what all pairs of whole events came to. It is a multinomial logistic regression, fitted by
`benchmarks/train_judge.py`.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from quotetrack.linking.features import COLUMN, Bools, Floats
from quotetrack.linking.scorer import OUTCOMES
from quotetrack.shipped import SHIPPED, read_weights

JUDGED_BY = (*COLUMN, *OUTCOMES, "meaning")
"""What is weighed: the features, what was made of them, and how near the two are in meaning (a cosine)."""
JUDGED = ("same_utterance", "same_claim", "other")
"""The columns of `Judge.chances`."""
_DECIMALS = 4
_SAME, _OPPOSED = slice(0, 3), OUTCOMES.index("contradicts")


@dataclass(frozen=True, slots=True)
class JudgeSettings:
    """Which pairs are judged. They are those that the judge was fitted on: fit it anew after changing one."""

    # The scorer's chance that both tell the same, on one occasion or on two, from which on a pair is judged.
    least_same: float = 0.1
    # The scorer's chance that they contradict each other from which on a pair is not judged: a denial has the words
    # of what it denies.
    least_opposed: float = 0.4


SETTINGS = JudgeSettings()


@dataclass(frozen=True, slots=True)
class Judge:
    """Fitted weights, `JUDGED_BY` by `JUDGED`; `digest` names them."""

    mean: NDArray[np.float64]
    deviation: NDArray[np.float64]
    weights: NDArray[np.float64]
    biases: NDArray[np.float64]
    digest: str

    def chances(self, weighed: Floats) -> NDArray[np.float64]:
        """Return the chances of `JUDGED` for pairs with these values of `JUDGED_BY`; rows sum to one. Rounded, so that
        every processor answers alike."""
        reach = (weighed.astype(np.float64) - self.mean) / self.deviation @ self.weights + self.biases
        powers = np.exp(reach - reach.max(axis=1, keepdims=True))
        return np.asarray((powers / powers.sum(axis=1, keepdims=True)).round(_DECIMALS))

    def judge(self, rows: Floats, scored: Floats, near: Floats) -> Floats:
        """Return the chances of `OUTCOMES` for pairs with these features, by what the scorer says and how near they are
        in meaning. The judge says how likely one utterance is, as a copy or not, and one claim; the others share what
        is left as before."""
        found = self.chances(np.concatenate([rows, scored, near[:, None]], axis=1))
        old = scored.astype(np.float64)
        is_copy = old[:, 0] > 0
        new = np.empty_like(old)
        # A text that was reprinted tells one utterance whatever its words are like.
        new[:, 0] = np.where(is_copy, np.maximum(old[:, 0], found[:, :2].sum(axis=1)), 0.0)
        new[:, 1:3] = np.where(is_copy[:, None], 0.0, found[:, :2])
        rest = old[:, 3:] / np.maximum(old[:, 3:].sum(axis=1, keepdims=True), 1e-9)
        new[:, 3:] = rest * (1.0 - new[:, :3].sum(axis=1, keepdims=True))
        return new.astype(np.float32)


def is_judged(scored: Floats) -> Bools:
    """Return for each row of chances of `OUTCOMES` whether the pair is judged."""
    is_alike = scored[:, _SAME].sum(axis=1) >= SETTINGS.least_same
    return np.asarray(is_alike & (scored[:, _OPPOSED] < SETTINGS.least_opposed))


def read_judge(data: bytes) -> Judge:
    """Return the judge kept in `data`, the bytes of a file that fitting has written. ValueError if it was fitted for
    other features than these."""
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        if arrays["columns"].tolist() != list(JUDGED_BY):
            raise ValueError(f"fitted for other features than these; expected {len(JUDGED_BY)}")
        return Judge(
            mean=np.asarray(arrays["mean"], np.float64),
            deviation=np.asarray(arrays["deviation"], np.float64),
            weights=np.asarray(arrays["weights"], np.float64),
            biases=np.asarray(arrays["biases"], np.float64),
            digest=hashlib.sha256(data).hexdigest()[:12],
        )


@lru_cache(maxsize=1)
def shipped_judge() -> Judge:
    """Return the judge that comes with the package."""
    return read_judge(read_weights(SHIPPED / "judge.npz"))
