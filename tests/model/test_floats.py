"""The shipped networks: weights of eight bits, and no operation by which processors would answer otherwise."""

from __future__ import annotations

from pathlib import Path

import onnxruntime
import pytest

from quotetrack.model.card import FILES, FOLDER

NETWORKS = FILES[:2]
INTEGERS = ("MatMulInteger", "DynamicQuantize", "QLinear", "MatMulNBits", "QAttention", "QGemm")
"""Parts of the names of operations that multiply integers: what goes from layer to layer is rounded for them."""
SIZES = {"reader.onnx": 24_000_000, "linker.onnx": 4_000_000}
"""Bytes that the networks have at most: weights kept as floats would need twice as many and more."""


@pytest.mark.parametrize("name", NETWORKS)
def test_a_network_has_weights_of_eight_bits(name: str) -> None:
    assert (FOLDER / name).stat().st_size <= SIZES[name]


@pytest.mark.parametrize("name", NETWORKS)
def test_a_network_as_it_runs_multiplies_floats_alone(name: str, tmp_path: Path) -> None:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.optimized_model_filepath = str(tmp_path / name)
    onnxruntime.InferenceSession(FOLDER / name, options, providers=["CPUExecutionProvider"])
    network = (tmp_path / name).read_bytes()
    assert b"MatMul" in network
    assert [kind for kind in INTEGERS if kind.encode() in network] == []
    # Its kernel adds in an order that depends on the processor.
    assert b"\x22\x07Softmax" not in network
