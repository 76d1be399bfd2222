"""A trained model's weights, read back from its files, so that training can go on from it.

The files hold each weight in eight bits with a scale. Multiplied out they are what onnxruntime computes with, so the
networks made of them answer as the files do.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from quotetrack.errors import ReadError
from quotetrack.training.network import LinkerNetwork, ReaderNetwork


def read_networks(folder: Path) -> tuple[ReaderNetwork, LinkerNetwork]:
    """Return the networks of the model in a folder, as `export` wrote them.

    Raises:
        ReadError: a file is not there, or holds another network.
    """
    reader, linker = ReaderNetwork(), LinkerNetwork()
    parts: tuple[tuple[str, nn.Module], ...] = (("reader", reader), ("linker", linker))
    for name, network in parts:
        path = folder / f"{name}.onnx"
        try:
            network.load_state_dict(dict(_weights(path, name)))
        except (OSError, RuntimeError, ValueError) as error:
            raise ReadError(
                f"{path} is no {name} that quotetrack train has written ({error}); name the folder of a model"
            ) from error
    return reader, linker


def _weights(path: Path, prefix: str) -> Iterator[tuple[str, Tensor]]:
    """Yield each weight of a network by the name that PyTorch gives it."""
    graph = onnx.load(path).graph
    kept = {
        constant.name: torch.from_numpy(numpy_helper.to_array(constant).copy())
        for constant in graph.initializer
    }
    for name, values in kept.items():
        if name.startswith(f"{prefix}.") and name.endswith((".weight", ".bias")):
            yield name.removeprefix(f"{prefix}."), values
    for node in graph.node:
        if node.op_type == "DequantizeLinear":
            scale, zero = node.input[1:]
            table = scale.removesuffix("_scale")
            values = kept[f"{table}_quantized"].float() - kept[zero].float()
            yield table.removeprefix(f"{prefix}."), values * kept[scale]
        elif node.op_type == "MatMul" and node.input[1].endswith("_quantized_floats"):
            # A product is named after the part that makes it: /reader/layers.0/query/MatMul_output_0.
            part = ".".join(node.output[0].split("/")[2:-1])
            matrix = node.input[1].removesuffix("_quantized_floats")
            values = kept[f"{matrix}_quantized"].float() * kept[f"{matrix}_scale"]
            yield f"{part}.weight", values.T
