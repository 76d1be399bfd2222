"""How many attributes the tags of a page have, counted before it is parsed: the parser compares each of a tag's
attributes with all others of it, so that 45,000 of one tag take it 2.5 seconds."""

from __future__ import annotations

import re

MOST_PAIRS = 200_000_000
"""Pairs of attributes of one tag, summed over the tags of a page: about a quarter of a second. A tag of news has some
ten attributes, and 20,000 words in one value that lost its mark stay below."""

_SHORT = 500
"""Characters of a tag that is not counted: 2 MB of such tags have 125 million pairs at most."""
_ATTRIBUTE = (
    r"[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^\s>\"'][^\s>]*+))?+"
)
# What follows "=" and is none of these begins the next attribute. All repeats are possessive, so that no tag is read
# twice.
_TAG = re.compile(rf"<[A-Za-z][^\s/>]*+(?:{_ATTRIBUTE})*+")
_ONE = re.compile(_ATTRIBUTE)


def attribute_pairs(page: str) -> int:
    """Return how many pairs of attributes the tags of a page have, those of short tags left out."""
    tags = (tag.span() for tag in _TAG.finditer(page))
    return sum(len(_ONE.findall(page, *span)) ** 2 for span in tags if span[1] - span[0] > _SHORT)
