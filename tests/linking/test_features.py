"""What pairs have in common, in numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.linking.features import COLUMN, features, is_in
from quotetrack.linking.inputs import LinkInput
from quotetrack.linking.scorer import shipped_scorer

from .statements import DAY, LONG, direct, signed


def row(a: LinkInput, b: LinkInput) -> dict[str, float]:
    """The features of one pair, by name."""
    (values,) = features(signed(a), signed(b)).tolist()
    return dict(zip(COLUMN, values, strict=True))


@given(st.text(), st.text())
def test_features_are_numbers_and_the_same_whichever_comes_first(a: str, b: str) -> None:
    left, right = signed(LinkInput(a, marked=b, around=b, title=a)), signed(LinkInput(b, around=a, name=a))
    there, back = features(left, right), features(right, left)
    assert there.shape == (1, len(COLUMN))
    assert np.isfinite(there).all()
    assert there == pytest.approx(back, abs=1e-4)


def test_there_is_a_column_for_each_feature_that_the_model_knows() -> None:
    assert list(COLUMN.values()) == list(range(len(shipped_scorer().mean)))


def test_the_same_words_by_one_speaker_have_everything_in_common() -> None:
    same = row(direct(LONG), direct(LONG, article=2))
    for name in ("of both", "of the shorter", "sequences of the shorter", "marked of the shorter"):
        assert same[name] == pytest.approx(1, abs=0.01)
    assert same["both marked"] == same["same speaker"] == same["same outlet"] == 1
    assert same["days apart"] == same["other names"] == 0


@pytest.mark.parametrize(
    ("more", "feature", "value"),
    [
        ({"speaker": 2}, "other speaker", 1),
        ({"speaker": 0}, "speaker unknown", 1),
        ({"day": DAY + 30}, "days apart", np.log1p(30)),
        ({"day": 0}, "days apart", np.log1p(365)),
        ({"marked": ""}, "one marked", 1),
        ({"is_denied": True}, "turned round", 1),
        ({"is_denied": True}, "turned and alike", 1),
        ({"around": "Ana Lima said"}, "speaker told of", 1),
    ],
)
def test_a_difference_has_its_feature(more: dict[str, object], feature: str, value: float) -> None:
    same, other = direct(LONG), direct(LONG, article=2, **more)
    assert row(same, direct(LONG, article=2))[feature] != pytest.approx(value)
    assert row(same, other)[feature] == pytest.approx(value, abs=0.01)


@pytest.mark.parametrize(
    ("a", "b", "feature"),
    [
        ("27 ships sank", "27 boats sank", "same figures"),
        ("1,000 ships sank", "1,010 ships sank", "near figures"),
        ("27 ships sank", "60 ships sank", "other figures"),
    ],
)
def test_figures_are_the_same_near_or_other(a: str, b: str, feature: str) -> None:
    three = {name: value for name, value in row(direct(a), direct(b)).items() if name.endswith(" figures")}
    assert three == {name: float(name == feature) for name in three}
    assert len(three) == 3


def test_padding_stands_nowhere() -> None:
    found = is_in(np.array([[3, 0], [4, 0]]), np.array([[0, 3], [0, 5]]))
    assert found.tolist() == [[True, False], [False, False]]
