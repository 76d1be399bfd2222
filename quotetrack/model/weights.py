"""The attribution model's weights behind one door: tokenizer, reader and linker, run by onnxruntime on one thread.

The files lie in `lang/<code>/model/`; `card.json` beside them says what they are, what they were trained on, and with
which thresholds they are read.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from quotetrack.errors import PipelineError
from quotetrack.model.card import CLAIM_WEIGHTS, FILES, FOLDER, read_card
from quotetrack.model.labels import CUE_REACH
from quotetrack.model.windows import Window
from quotetrack.shipped import read_weights

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer


@dataclass(frozen=True, slots=True)
class Model:
    """A loaded model. `thresholds` are those chosen on the development articles; `name` tells its version."""

    name: str
    tokenizer: Tokenizer
    thresholds: dict[str, float]
    reader: InferenceSession
    linker: InferenceSession
    claim_weights: NDArray[np.float32]
    claim_means: NDArray[np.float32]

    def read(self, window: Window) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
        """Return for each word of a window the two states that the linker takes, and the chances of its tags.

        Shapes: (words, width) twice, and (words, tags).
        """
        names = ("pieces", "signs", "firsts")
        inputs = {name: np.array([getattr(window, name)], dtype=np.int64) for name in names}
        shared, full, tags = self.reader.run(None, inputs)
        return shared[0], full[0], tags[0]

    def link(
        self, shared: NDArray[np.float32], full: NDArray[np.float32], distances: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        """Return for each cue (a row of distances) and each word of its part the chances of the roles."""
        states = {
            name: np.repeat(state[None], len(distances), axis=0)
            for name, state in (("shared", shared), ("full", full))
        }
        (roles,) = self.linker.run(None, {**states, "distances": distances})
        return np.asarray(roles)

    def weigh_claim(self, cue: NDArray[np.float32], content: NDArray[np.float32]) -> float:
        """Return what the states of a cue's words and of a content's words say for a claim, as log-odds.

        Shapes: (words, width) each. 0 if the model's folder has no weights for it.
        """
        if not self.claim_weights.size:
            return 0.0
        states = np.stack([cue.mean(axis=0), content.mean(axis=0)])
        return float(((states - self.claim_means) * self.claim_weights).sum())


def measure_distances(cue: Sequence[int], part: tuple[int, int]) -> NDArray[np.int64]:
    """Return how far each word of a part is from the nearest word of the cue: from 0, far before, to 2 * CUE_REACH.

    A part is (first word, last word + 1); the result has one number a word.
    """
    each = np.arange(*part)[None] - np.array(cue)[:, None]
    nearest = each[np.abs(each).argmin(axis=0), np.arange(each.shape[1])]
    return np.asarray(np.clip(nearest, -CUE_REACH, CUE_REACH) + CUE_REACH, dtype=np.int64)


@cache
def load_model() -> Model:
    """Return the model that comes with the program, loaded once a process. PipelineError if it does not load."""
    return open_model(FOLDER)


def open_model(folder: Path) -> Model:
    """Return the model in a folder. PipelineError if it does not load."""
    import onnxruntime
    from tokenizers import Tokenizer

    card = read_card(folder)
    options = onnxruntime.SessionOptions()
    # One thread, as the parser has; work is spread by processes. Without an arena memory goes back after long windows.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    try:
        reader, linker = (
            onnxruntime.InferenceSession(
                read_weights(folder / name), options, providers=["CPUExecutionProvider"]
            )
            for name in FILES[:2]
        )
        tokenizer = Tokenizer.from_str(read_weights(folder / "tokenizer.json").decode("utf-8"))
    except PipelineError:
        raise
    except Exception as error:  # neither library names its errors
        raise PipelineError(
            f"the attribution model in {folder} does not load ({error}); install the package again, or go on by rules "
            "alone (--engine rules)"
        ) from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    weights, means = _read_claim_weights(folder / CLAIM_WEIGHTS)
    return Model(card["name"], tokenizer, card["thresholds"], reader, linker, weights, means)


def _read_claim_weights(path: Path) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the weights for claims and the means that they are taken from, each of shape (2, width): cue, content.
    Both are empty if there is no such file."""
    if not path.is_file():
        return np.empty(0, np.float32), np.empty(0, np.float32)
    with np.load(io.BytesIO(read_weights(path)), allow_pickle=False) as arrays:
        return arrays["weights"].astype(np.float32), arrays["means"].astype(np.float32)
