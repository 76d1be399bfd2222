"""Verbs that tell much the same of what was said: who "condemned" it is told by "denounced" and "slammed" too."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from quotetrack.lang.stem import stem


@cache
def _families(language: str = "en") -> tuple[tuple[str, ...], ...]:
    told = json.loads(files(f"quotetrack.lang.{language}").joinpath("asked.json").read_text("utf-8"))
    return tuple(tuple(line.split()) for line in told["families"])


@cache
def known_verbs() -> Mapping[str, str]:
    """The verbs of all families by their stems, so that "condemned" finds "condemn"."""
    return {stem(verb): verb for family in _families() for verb in family}


@cache
def kin_of(verb: str) -> frozenset[str]:
    """The stems of the verbs that tell much the same, its own among them; empty for one that tells nothing ("say")."""
    return frozenset(stem(other) for family in _families() if verb in family for other in family)
