"""Weights that come with the package are those that were listed when they were made."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from quotetrack.errors import PipelineError
from quotetrack.shipped import LIST, SHIPPED, read_weights

WEIGHTS = sorted(path for path in SHIPPED.rglob("*") if path.suffix in (".npz", ".onnx"))


@pytest.mark.parametrize("path", WEIGHTS, ids=[path.name for path in WEIGHTS])
def test_every_file_of_weights_is_listed_and_as_listed(path: Path) -> None:
    listed = (path.parent / LIST).read_text(encoding="utf-8").splitlines()
    assert f"{hashlib.sha256(read_weights(path)).hexdigest()}  {path.name}" in listed


def test_a_file_that_is_not_as_listed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "weights.npz").write_bytes(b"as made")
    (tmp_path / LIST).write_text(
        f"{hashlib.sha256(b'as made').hexdigest()}  weights.npz\n\n", encoding="utf-8"
    )
    assert read_weights(tmp_path / "weights.npz") == b"as made"
    (tmp_path / "weights.npz").write_bytes(b"as mode")
    with pytest.raises(PipelineError, match="is not the file that came with this version"):
        read_weights(tmp_path / "weights.npz")


def test_a_file_of_somebody_s_own_is_taken_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "weights.npz").write_bytes(b"trained here")
    assert read_weights(tmp_path / "weights.npz") == b"trained here"
