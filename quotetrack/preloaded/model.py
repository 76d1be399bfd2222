"""Loads what the engine of rules and model needs."""

from __future__ import annotations

from contextlib import suppress

import quotetrack.preloaded.rules  # noqa: F401
from quotetrack.errors import QuotetrackError
from quotetrack.model.weights import load_model

with suppress(QuotetrackError):
    load_model()
