"""Which database is meant: a plain path, a URL, the environment or the user's data folder."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "QUOTETRACK_DB"
"""The environment variable that names the database if no location is given."""


def default_location() -> str:
    """Return the location used if none is given: `QUOTETRACK_DB`, else `quotes.db` in the user's data folder."""
    named = os.environ.get(VARIABLE)
    return named or str(data_file())


def data_file() -> Path:
    """`quotes.db` in the folder where this system keeps a user's data; neither need exist."""
    import platformdirs

    return Path(platformdirs.user_data_dir("quotetrack", appauthor=False)) / "quotes.db"


def cache_folder() -> Path:
    """The folder where this system keeps what can be made anew for a user; it need not exist."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("quotetrack", appauthor=False))
