"""A model that training wrote is read back as it was written. Needs PyTorch (the extra `train`)."""

from __future__ import annotations

from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

import onnxruntime  # noqa: E402

from quotetrack.errors import ReadError  # noqa: E402
from quotetrack.model.windows import Window  # noqa: E402
from quotetrack.training import network  # noqa: E402
from quotetrack.training.export import export  # noqa: E402
from quotetrack.training.weights import read_networks  # noqa: E402

WINDOW = Window(
    words=(), pieces=(101, 7, 9, 11, 102), signs=(0, 1, 4, 3, 0), firsts=(1, 2, 3), parts=((0, 3),)
)


def test_what_was_written_answers_alike_once_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "LAYERS", 2)
    monkeypatch.setattr(network, "SHARED", 1)
    monkeypatch.setattr(network, "VOCABULARY", 200)
    torch.manual_seed(1)
    parts = network.ReaderNetwork(), network.LinkerNetwork()
    for weight in (weight for part in parts for weight in part.parameters()):
        # As trained ones are: no two alike, which the exporter would keep once.
        torch.nn.init.normal_(weight, std=0.1)
    export(*parts, tmp_path)
    reader, linker = read_networks(tmp_path)
    rows = [torch.tensor([numbers]) for numbers in (WINDOW.pieces, WINDOW.signs, WINDOW.firsts)]
    distances = torch.tensor([[63, 64, 65]])
    with torch.no_grad():
        shared, full, tags = reader.eval()(*rows)
        roles = linker.eval()(shared, full, distances)
    names = ("pieces", "signs", "firsts")
    inputs = {name: row.numpy() for name, row in zip(names, rows, strict=True)}
    written = onnxruntime.InferenceSession(tmp_path / "reader.onnx").run(None, inputs)
    states = {"shared": written[0], "full": written[1], "distances": distances.numpy()}
    [linked] = onnxruntime.InferenceSession(tmp_path / "linker.onnx").run(None, states)
    assert torch.allclose(tags.softmax(-1), torch.from_numpy(written[2]), atol=1e-4)
    assert torch.allclose(roles.softmax(-1), torch.from_numpy(linked), atol=1e-4)


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="name the folder of a model"):
        read_networks(tmp_path)
