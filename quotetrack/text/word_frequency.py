"""How frequent words are in English: their place among all, most frequent first."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_FIRST = 1996
"""The first whole word in the vocabulary: what stands before are marks, letters and room for more."""


@cache
def word_ranks(language: str = "en") -> Mapping[str, int]:
    """The place of each whole word, from 1, in lower case. It is that of the trained model's vocabulary, which its
    makers sorted by frequency in the texts that BERT was trained on."""
    told = json.loads(
        files(f"quotetrack.lang.{language}").joinpath("model/tokenizer.json").read_text("utf-8")
    )
    vocabulary = told["model"]["vocab"]
    return {word: n - _FIRST + 1 for word, n in vocabulary.items() if n >= _FIRST and word.isalpha()}
