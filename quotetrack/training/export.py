"""The fitted parts as files that run without PyTorch: two ONNX networks, each weight kept in eight bits."""

from __future__ import annotations

import tempfile
import warnings
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from quotetrack.output import whole_file
from quotetrack.training.floats import compute_in_floats
from quotetrack.training.network import WIDTH, LinkerNetwork, ReaderNetwork

_OPSET = 17


class _Reading(nn.Module):
    """The reader with chances in place of scores."""

    def __init__(self, reader: ReaderNetwork) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, pieces: Tensor, signs: Tensor, firsts: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        shared, full, tags = self.reader(pieces, signs, firsts)
        return shared, full, tags.softmax(-1)


class _Linking(nn.Module):
    """The linker with chances in place of scores."""

    def __init__(self, linker: LinkerNetwork) -> None:
        super().__init__()
        self.linker = linker

    def forward(self, shared: Tensor, full: Tensor, distances: Tensor) -> Tensor:
        roles: Tensor = self.linker(shared, full, distances).softmax(-1)
        return roles


def export(reader: ReaderNetwork, linker: LinkerNetwork, folder: Path) -> None:
    """Write `reader.onnx` and `linker.onnx` into a folder that exists."""
    numbers = torch.ones(1, 9, dtype=torch.long)
    states = torch.zeros(2, 7, WIDTH)
    far = torch.ones(2, 7, dtype=torch.long)
    row, words = {0: "rows", 1: "words"}, {0: "rows", 1: "pieces"}
    _write(
        _Reading(reader.eval()),
        (numbers, numbers, numbers[:, :5]),
        folder / "reader.onnx",
        {"pieces": words, "signs": words, "firsts": row},
        {"shared": row, "full": row, "tags": row},
    )
    _write(
        _Linking(linker.eval()),
        (states, states, far),
        folder / "linker.onnx",
        {"shared": row, "full": row, "distances": row},
        {"roles": row},
    )


def _write(
    network: nn.Module,
    example: tuple[Tensor, ...],
    path: Path,
    inputs: dict[str, dict[int, str]],
    outputs: dict[str, dict[int, str]],
) -> None:
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the older exporter says of itself that it is older
        plain, small = Path(folder) / path.name, Path(folder) / f"small-{path.name}"
        torch.onnx.export(
            network,
            example,
            str(plain),
            dynamo=False,
            opset_version=_OPSET,
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes=inputs | outputs,
        )
        quantize_dynamic(plain, small, weight_type=QuantType.QInt8, per_channel=True)
        with whole_file(path) as out:
            onnx.save(compute_in_floats(onnx.load(small)), out)
