"""How large inputs are and how many examples are tried: few in each run, all in `make test-long`."""

from __future__ import annotations

import os

from hypothesis import settings

IS_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
"""True in `make test-long`."""

few = settings(max_examples=500 if IS_LONG else 6)
"""Decorates a property test whose examples are slow, as those are that write and read a document."""


def size(full: int, part: int = 5) -> int:
    """Return the full size in `make test-long`, and a fifth of it (one `part`) in other runs."""
    return full if IS_LONG else full // part
