"""Countries, their adjectives and the capitals that stand for their governments: "Moscow" is "Russia" and "Russian"."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files


@cache
def _places(language: str = "en") -> dict[str, frozenset[str]]:
    told = json.loads(files(f"quotetrack.lang.{language}").joinpath("places.json").read_text("utf-8"))
    return {word: frozenset(line.split()) for line in told["places"] for word in line.split()}


def same_place(word: str) -> frozenset[str]:
    """The other words for the country that a folded word stands for; empty where it stands for none."""
    return _places().get(word, frozenset({word})) - {word}
