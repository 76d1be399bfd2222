"""Training of the ranker. It needs PyTorch (the extra `train`), which the checks do not install."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")

from quotetrack.errors import ReadError  # noqa: E402
from quotetrack.training import ranking  # noqa: E402
from quotetrack.training.mentions import RankedPronoun  # noqa: E402


def example(right: int, article: str) -> RankedPronoun:
    """Return a pronoun of two candidates of which the nearer one is meant."""
    features = [{"near": 1.0, "is a speaker": 1.0} if k == right else {"is a speaker": 1.0} for k in (0, 1)]
    return RankedPronoun(features, (True, True), frozenset({right}), frozenset(), "pronoun", "made", article)


EXAMPLES = [example(number % 2, str(number)) for number in range(40)]


@pytest.mark.parametrize("hidden", [True, False])
def test_what_is_meant_is_learned(hidden: bool) -> None:
    ranker = ranking.fit_ranker(EXAMPLES, 1, hidden=hidden)
    chances = ranker.chances(EXAMPLES[1].features)
    assert max(chances) == chances[1]


def test_the_same_examples_give_the_same_weights() -> None:
    one, other = (ranking.fit_ranker(EXAMPLES, 1) for _ in range(2))
    assert one.chances(EXAMPLES[0].features) == other.chances(EXAMPLES[0].features)


def test_sharper_scores_are_surer() -> None:
    ranker = ranking.fit_ranker(EXAMPLES, 1)
    before, after = (r.chances(EXAMPLES[0].features) for r in (ranker, ranking.sharpened(ranker, 2.0)))
    assert after[0] > before[0]


def test_a_folder_is_learned_and_the_card_says_from_what(tmp_path: Path) -> None:
    source = tmp_path / "labelled"
    source.mkdir()
    text = " ".join(["Nadia Okoro met Owen Tallis on the quay.", *["She sold him a boat."] * 9])
    sold = [[text.index("She", at), text.index("She", at) + 3] for at in range(40, len(text) - 20, 21)]
    line = {"id": "a", "text": text, "entities": [[[0, 11], *sold]]}
    (source / "labelled.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    told: list[str] = []
    card = ranking.train_ranker(source, tmp_path / "out", 1, told.append)
    assert told[-1].startswith("scores are multiplied by")
    assert json.loads((tmp_path / "out" / "antecedents.json").read_text()) == card
    assert card["trained on"] == [{"file": "labelled.jsonl", "pronouns": 9, "articles": 1}]
    assert (tmp_path / "out" / "antecedents.npz").is_file()


def test_too_few_examples_teach_nothing() -> None:
    with pytest.raises(ReadError, match="label more"):
        ranking.fit_ranker(EXAMPLES[:2], 1)
