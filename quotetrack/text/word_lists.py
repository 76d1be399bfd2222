"""Reads the files of a language: word lists as JSON, and tables as plain text, from the folder `lang/<language>/`."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


def read_language_file(file: str, language: str = "en") -> str:
    """Return the text of a file. FileNotFoundError means a broken installation."""
    return files("quotetrack.lang").joinpath(language, file).read_text("utf-8")


@cache
def read_word_lists(file: str, language: str = "en") -> Any:
    """Return the content of a JSON file, read once a process: callers must not change it. FileNotFoundError means a
    broken installation."""
    return json.loads(read_language_file(file, language))
