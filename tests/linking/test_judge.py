"""What judges pairs as a stream of news has them."""

from __future__ import annotations

import io

import numpy as np
import pytest

from quotetrack.linking.features import COLUMN
from quotetrack.linking.judge import JUDGED, JUDGED_BY, is_judged, read_judge, shipped_judge
from quotetrack.linking.scorer import OUTCOMES


def scored(**chances: float) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """A row of the scorer's chances; what is not given is unrelated."""
    row = np.zeros((1, len(OUTCOMES)), np.float32)
    for name, chance in chances.items():
        row[0, OUTCOMES.index(name)] = chance
    row[0, -1] = 1.0 - row.sum()
    return row


def test_what_is_as_good_as_unrelated_is_not_judged() -> None:
    assert not is_judged(scored(same_claim=0.05))[0]
    assert is_judged(scored(same_claim=0.15))[0]


def test_what_is_opposed_is_left_as_it_is() -> None:
    assert is_judged(scored(same_claim=0.5))[0]
    assert not is_judged(scored(same_claim=0.5, contradicts=0.45))[0]


def test_chances_still_sum_to_one_and_a_copy_stays_one() -> None:
    told = np.repeat(np.concatenate([scored(same_utterance=0.6), scored(copy=0.9)]), 3, axis=0)
    drawn = np.random.default_rng(2)
    rows = shipped_judge().judge(
        drawn.random((6, len(COLUMN))).astype(np.float32), told, drawn.random(6).astype(np.float32)
    )
    assert rows.sum(axis=1) == pytest.approx(np.ones(6), abs=1e-3)
    assert (rows[3:, 0] >= 0.9 - 1e-6).all()
    assert (rows[3:, 1:3] == 0).all()
    assert not rows[:3, 0].any()


def test_weights_for_other_features_are_refused() -> None:
    data = io.BytesIO()
    np.savez(data, columns=np.array(["one"]))
    with pytest.raises(ValueError, match="other features"):
        read_judge(data.getvalue())


def test_every_column_has_a_weight_for_every_outcome() -> None:
    assert shipped_judge().weights.shape == (len(JUDGED_BY), len(JUDGED))
