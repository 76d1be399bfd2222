"""The words that give a zone away, read once from `phrases.toml`: page furniture, labels of pictures, wire agencies.
The reasons for each list stand in that file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files

_LISTS = tomllib.loads(files(__package__).joinpath("phrases.toml").read_text(encoding="utf-8"))

CHROME_LINES, SECTION_NAMES, BOX_HEADINGS = (
    frozenset(map(str, _LISTS[name])) for name in ("chrome_lines", "section_names", "box_headings")
)
# Each printed form of an agency's name, and the name.
AGENCIES: dict[str, str] = {form: name for name, forms in _LISTS["agencies"].items() for form in forms}


def any_of(words: Iterable[str]) -> str:
    """Return the alternatives as a pattern, longest first so that "Photo credit" wins over "Photo"."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


CHROME_OPENINGS, TEASER_LABELS, CAPTION_LABELS, PICTURE_AGENCIES = (
    any_of(_LISTS[name])
    for name in ("chrome_openings", "teaser_labels", "caption_labels", "picture_agencies")
)
# A credit label is printed with a capital or all in capitals.
CREDIT_LABELS = any_of(form for label in _LISTS["credit_labels"] for form in (label, label.upper()))
