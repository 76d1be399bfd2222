"""Whether a model is there, and what its card says of it. Imports neither onnxruntime nor tokenizers."""

from __future__ import annotations

import json
import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from quotetrack.errors import PipelineError
from quotetrack.model.labels import TAGS
from quotetrack.shipped import SHIPPED

# The folder with the model: in the package, or what QUOTETRACK_MODEL says.
FOLDER = Path(os.environ.get("QUOTETRACK_MODEL") or SHIPPED / "model")
FILES = ("reader.onnx", "linker.onnx", "tokenizer.json", "card.json")
# What the model's states say of a claim; made by benchmarks/train_claims.py, and missing from a model just trained.
CLAIM_WEIGHTS = "claims.npz"
# The version of the files' layout: which inputs and outputs the networks have.
CARD_FORMAT = 1


@cache
def is_installed(folder: Path = FOLDER) -> bool:
    """True if all files of a model lie in the folder, and what runs them is installed."""
    has_files = all((folder / name).is_file() for name in FILES)
    return has_files and all(find_spec(name) is not None for name in ("onnxruntime", "tokenizers", "numpy"))


def read_card(folder: Path = FOLDER) -> dict[str, Any]:
    """Return what is known of the model in a folder. PipelineError if it does not belong to this program."""
    card: dict[str, Any] = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    if card.get("format") != CARD_FORMAT or card.get("tags") != len(TAGS):
        raise PipelineError(
            f"{folder / 'card.json'}: a model of format {card.get('format')}, expected {CARD_FORMAT}; it was made for "
            "another version of quotetrack: install the package again, or train a model with this one"
        )
    return card
