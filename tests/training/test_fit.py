"""The networks and their training. They need PyTorch (the extra `train`), which the checks do not install."""

from __future__ import annotations

from pathlib import Path

import pytest

torch = pytest.importorskip("torch")

from quotetrack.model.labels import TAGS  # noqa: E402
from quotetrack.training import corpus, fit, network  # noqa: E402
from tests.model.test_windows import TOKENIZER  # noqa: E402
from tests.training.test_corpus import ANNOTATION, TEXT  # noqa: E402


@pytest.fixture
def learned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[corpus.Example]:
    monkeypatch.setattr(network, "LAYERS", 2)
    monkeypatch.setattr(network, "SHARED", 1)
    for name in ("text", "attributions"):
        (tmp_path / name).mkdir()
    (tmp_path / "text" / "a.txt").write_text(TEXT)
    (tmp_path / "attributions" / "a_x.ann").write_text(ANNOTATION)
    return list(corpus.examples(corpus.read_corpus(tmp_path), TOKENIZER, frozenset({"said"})))


def run(learned: list[corpus.Example], to: Path, epochs: int) -> tuple[object, list[fit.Epoch]]:
    torch.manual_seed(1)
    reader, linker = network.ReaderNetwork(), network.LinkerNetwork()
    to.mkdir(exist_ok=True)
    every = list(
        fit.fit_model(
            reader,
            linker,
            fit.Material(learned * 8),
            learned,
            settings=fit.SETTINGS,
            epochs=epochs,
            seed=1,
            checkpoints=to,
            report=lambda _: None,
        )
    )
    return reader, every


def test_a_reader_tags_every_word(learned: list[corpus.Example]) -> None:
    window = learned[0].window
    reader = network.ReaderNetwork().eval()
    rows = [torch.tensor([numbers]) for numbers in (window.pieces, window.signs, window.firsts)]
    _, _, tags = reader(*rows)
    assert tags.shape == (1, len(window.words), len(TAGS))


def test_training_learns_and_an_interrupted_one_goes_on_alike(
    learned: list[corpus.Example], tmp_path: Path
) -> None:
    whole, epochs = run(learned, tmp_path / "whole", 3)
    assert epochs[-1].tags < epochs[0].tags
    run(learned, tmp_path / "cut", 3)
    (tmp_path / "cut" / "epoch-3.pt").unlink()
    again, _ = run(learned, tmp_path / "cut", 3)
    assert all(
        torch.equal(a, b)
        for a, b in zip(whole.parameters(), again.parameters(), strict=True)  # type: ignore[attr-defined]
    )
