"""Pages that point at the articles of others: front pages, sections, lists of results."""

from __future__ import annotations

from collections.abc import Iterable

from quotetrack.readers.pages.main_text import MainText
from quotetrack.readers.pages.page_blocks import TEASER_WORDS
from quotetrack.readers.pages.repeats import is_prose
from quotetrack.records import LeftOut

_INDEX = 10
"""Teasers. An article's page may have as many, but it has an article."""
_SNIPPETS = 8
_MOSTLY = 0.7
"""Paragraphs that stand right behind a teaser, and their share of all, on a page of results."""
_NEAR = 2
"""Blocks between a teaser and the words that go with it."""
_SHORT = 300
"""Characters of prose. With fewer a page has no article."""


def teasers_of(main: MainText, boxes: Iterable[LeftOut]) -> int:
    """Return how many teasers a page has if it has no article of its own; 0 if it has one."""
    teasers = sum(block.is_teaser for block in main.page) + sum(map(_teasers_in, boxes))
    if teasers < _INDEX:
        return 0
    prose = [block for block in main.blocks if is_prose(block)]
    is_bare = sum(len(block.words) for block in prose) < _SHORT
    return teasers if is_bare or _are_snippets(main) else 0


def _are_snippets(main: MainText) -> bool:
    """True if nearly each paragraph stands behind the headline of the story that it is of."""
    page, kept = main.page, set(map(id, main.blocks))
    prose = [at for at, block in enumerate(page) if id(block) in kept and is_prose(block)]
    behind = sum(any(block.is_teaser for block in page[max(0, at - _NEAR) : at]) for at in prose)
    return behind >= _SNIPPETS and behind >= _MOSTLY * len(prose)


def _teasers_in(box: LeftOut) -> int:
    if box.kind != "teaser":
        return 0
    return sum(len(line.split()) >= TEASER_WORDS for line in box.words.split("\n"))
