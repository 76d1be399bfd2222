"""Loads what the engine of rules needs: the code, the word lists, the language pipeline."""

from __future__ import annotations

from contextlib import suppress

import quotetrack.attribution
import quotetrack.extraction  # noqa: F401
from quotetrack.errors import QuotetrackError
from quotetrack.lang import load_lexicon
from quotetrack.parsing.pipeline_loading import load_pipeline

with suppress(QuotetrackError):
    load_lexicon()
    load_pipeline()
