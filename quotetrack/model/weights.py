"""The attribution model's weights behind one door: tokenizer, reader and linker, run by onnxruntime on one thread.

The files lie in `lang/<code>/model/`; `card.json` beside them says what they are, what they were trained on, and with
which thresholds they are read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from quotetrack.errors import PipelineError
from quotetrack.model.card import FILES, FOLDER, read_card
from quotetrack.model.labels import CUE_REACH
from quotetrack.model.windows import Window

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
            onnxruntime.InferenceSession(folder / name, options, providers=["CPUExecutionProvider"])
            for name in FILES[:2]
        )
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    except Exception as error:  # neither library names its errors
        raise PipelineError(
            f"the attribution model in {folder} does not load ({error}); install the package again, or go on by rules "
            "alone (--engine rules)"
        ) from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return Model(card["name"], tokenizer, card["thresholds"], reader, linker)
