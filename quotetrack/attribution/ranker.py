"""Who of several a pronoun means, as chances: a small network over named features, whose weights are data.

`lang/<code>/antecedents.npz` has the weights, `antecedents.json` beside it what they were trained on. All computing is
in double precision and chances are rounded, so that every processor answers alike.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

import numpy as np

from quotetrack.shipped import SHIPPED, read_weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from quotetrack.attribution.antecedent_features import Features
    from quotetrack.attribution.antecedents import PronounPlace, Seen

WEIGHTS = SHIPPED / "antecedents.npz"


class Ranks(Protocol):
    """What ranks candidates; training puts one in that keeps what it saw."""

    def chances(self, candidates: Sequence[Features]) -> list[float]:
        """Return the chance of each candidate, and last that of nobody."""

    def watch(self, place: PronounPlace, seen: Sequence[Seen], features: Sequence[Features]) -> None:
        """Take note of who was ranked where, by which features."""


@dataclass(frozen=True, slots=True)
class AntecedentRanker:
    """A network with one hidden layer that scores each candidate, and a linear one for "nobody". A candidate is seen
    beside the best of the others in each feature."""

    index: dict[str, int]
    hidden: NDArray[np.float64]
    hidden_bias: NDArray[np.float64]
    out: NDArray[np.float64]
    nobody: NDArray[np.float64]
    nobody_bias: float

    def chances(self, candidates: Sequence[Features]) -> list[float]:
        """Return the chance of each candidate, and last that of nobody; together 1 but for rounding."""
        # A candidate has some thirty of the features, so only the columns that anybody has are computed with.
        here = sorted(
            {self.index[name] for features in candidates for name in features if name in self.index}
        )
        at = {place: column for column, place in enumerate(here)}
        seen = np.zeros((len(candidates), len(here)))
        for row, features in zip(seen, candidates, strict=True):
            for name, value in features.items():
                if (place := self.index.get(name)) is not None:
                    row[at[place]] = value
        weights = self.hidden[[*here, *(place + len(self.index) for place in here)]]
        beside = np.concatenate([seen, seen - _best_of_others(seen)], axis=1)
        scores = np.maximum(beside @ weights + self.hidden_bias, 0.0) @ self.out
        top = seen.max(axis=0) if len(seen) else np.zeros(len(here))
        chances = _softmax(np.append(scores, top @ self.nobody[here] + self.nobody_bias))
        return [round(float(chance), 4) for chance in chances]

    def watch(self, place: PronounPlace, seen: Sequence[Seen], features: Sequence[Features]) -> None:
        """Do nothing: what is ranked is not kept."""


def _best_of_others(seen: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return for each candidate and feature the highest value that another candidate has; 0 if it is alone."""
    if len(seen) < 2:
        return np.zeros(seen.shape)
    ordered = np.sort(seen, axis=0)
    others: NDArray[np.float64] = np.where(seen == ordered[-1], ordered[-2], ordered[-1])
    return others.clip(min=0.0)


def _softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    powers = np.exp(scores - scores.max())
    return np.asarray(powers / powers.sum())


def save_ranker(ranker: AntecedentRanker, out: Path | BinaryIO) -> None:
    """Write a ranker's weights, rounded to what single precision holds."""
    names = np.array(sorted(ranker.index, key=lambda name: ranker.index[name]))
    np.savez_compressed(
        out,
        names=names,
        hidden=ranker.hidden.astype(np.float32),
        hidden_bias=ranker.hidden_bias.astype(np.float32),
        out=ranker.out.astype(np.float32),
        nobody=ranker.nobody.astype(np.float32),
        nobody_bias=np.float32(ranker.nobody_bias),
    )


@cache
def load_ranker(path: Path = WEIGHTS) -> AntecedentRanker:
    """Return the ranker in a file; without one the shipped."""
    with np.load(io.BytesIO(read_weights(path)), allow_pickle=False) as data:
        names = [str(name) for name in data["names"]]
        arrays = {key: np.asarray(data[key], dtype=np.float64) for key in data.files if key != "names"}
    return AntecedentRanker(
        {name: at for at, name in enumerate(names)},
        arrays["hidden"],
        arrays["hidden_bias"],
        arrays["out"],
        arrays["nobody"],
        float(arrays["nobody_bias"]),
    )
