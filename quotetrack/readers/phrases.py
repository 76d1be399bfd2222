"""The words that give a zone away, loaded once from `phrases.toml`: page furniture, labels of pictures,
wire agencies. The reasons for each list stand in that file."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Phrases:
    """The lists of `phrases.toml`; `agencies` maps each printed form to the agency's name."""

    chrome_lines: frozenset[str]
    chrome_openings: tuple[str, ...]
    section_names: frozenset[str]
    box_headings: frozenset[str]
    teaser_labels: tuple[str, ...]
    credit_labels: tuple[str, ...]
    caption_labels: tuple[str, ...]
    picture_agencies: tuple[str, ...]
    agencies: Mapping[str, str]


@cache
def phrases() -> Phrases:
    """The lists, read from the package on the first call."""
    told = tomllib.loads(files(__package__).joinpath("phrases.toml").read_text(encoding="utf-8"))
    agencies = {form: name for name, forms in told["agencies"].items() for form in forms}
    return Phrases(
        chrome_lines=frozenset(told["chrome_lines"]),
        chrome_openings=tuple(told["chrome_openings"]),
        section_names=frozenset(told["section_names"]),
        box_headings=frozenset(told["box_headings"]),
        teaser_labels=tuple(told["teaser_labels"]),
        credit_labels=tuple(told["credit_labels"]),
        caption_labels=tuple(told["caption_labels"]),
        picture_agencies=tuple(told["picture_agencies"]),
        agencies=MappingProxyType(agencies),
    )


def any_of(words: Iterable[str]) -> str:
    """The alternatives as a pattern, longest first so that "Photo credit" wins over "Photo"."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
