"""The headline: which lines at the head of a page could be one, and which shape makes them one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quotetrack.readers.lines import (
    CLOSERS,
    OPENERS,
    ends_sentence,
    is_labelled,
    is_list_item,
    is_open_ended,
    is_quotation,
    last_sign,
)
from quotetrack.readers.makers import read_dateline

if TYPE_CHECKING:
    from quotetrack.readers.layout import Layout

HEADLINE_MAX = 150
STOPPED_MAX = 120
"""A headline with a full stop, told by the agency's dateline behind it."""
TITLE_WORDS = 5
"""Fewer words in capitals are a name."""
PARAGRAPH_MIN = 100
"""No hard-wrapped line is longer, so a longer one under a short one is a paragraph under its headline."""
_SHORTENED = "Mr Ms Dr St Jr Sr Lt No vs Mrs Gen Gov Sen Rep Col Sgt Maj Rev Brig Capt Prof"
_NO_END = "".join(rf"(?<!{word}\.)" for word in _SHORTENED.split())
_INNER_END = re.compile(rf"[.!?…](?<!\b[A-Z]\.){_NO_END}[”\"’'»]?\s+[A-Z“\"„«]")
_LOWER = frozenset(
    "a an the and but or nor for so yet as at by in of off on out over per to up via with from into onto than "
    "vs v de al".split()
)


def find_headline(layout: Layout, number: int, run: list[int], title: str | None) -> list[int]:
    """The lines of the headline that a run of lines opens with: one, or two, with an article behind them. A
    known title is one whatever it looks like. Empty where the run is something else."""
    first = layout.words(run[0])
    if title is not None and first.split() == title.split():
        return run[:1]
    if _is_over_paragraph(layout, run) or _is_stopped_headline(layout, number, run):
        return run[:1]
    if len(run) > 2 or any(not _could_head(layout.words(index)) for index in run):
        return []
    told = " ".join(layout.words(index) for index in run)
    if len(told) > HEADLINE_MAX or not any(char.isalpha() for char in told):
        return []
    turns = len(run) == 2 and all(is_labelled(layout.words(index)) for index in run)
    return run if not turns and _leads_to_body(layout, number, run, told) else []


def after_hashes(words: str) -> int:
    """How many signs a Markdown heading puts before its words."""
    bare = words.lstrip("#")
    return len(words) - len(bare.lstrip()) if bare[:1].isspace() else 0


def _could_head(words: str) -> bool:
    if is_list_item(words) or _INNER_END.search(words):
        return False
    if is_quotation(words) and last_sign(words) in (".", ",", "?", "!", "…"):
        return False  # “I would do it again!” is a paragraph
    return is_open_ended(words) or last_sign(words) in ("?", "!")


def _leads_to_body(layout: Layout, number: int, run: list[int], told: str) -> bool:
    """True where prose comes later, and the next block is no second turn of a transcript."""
    later = layout.blocks[number + 1 :]
    if is_labelled(told) and later and is_labelled(layout.words(later[0].start)):
        return False
    block = layout.blocks[number]
    if run[-1] + 1 < block.stop and layout.is_body(block):  # small print parts the two
        return True
    return any(layout.is_body(block) for block in later)


def _is_over_paragraph(layout: Layout, run: list[int]) -> bool:
    """True where a page was pasted without blank lines: a headline right over a paragraph."""
    if len(run) < 2 or len(layout.words(run[0])) > HEADLINE_MAX:
        return False
    first, second = layout.words(run[0]), layout.words(run[1])
    paragraph = len(second) > PARAGRAPH_MIN and ends_sentence(second) and not is_labelled(second)
    return paragraph and _could_head(first) and not is_labelled(first) and len(first.split()) > 2


def _is_stopped_headline(layout: Layout, number: int, run: list[int]) -> bool:
    """True for a first block that ends in a full stop and is a headline nevertheless: in title case, or right
    over an agency's dateline."""
    words = layout.words(run[0])
    later = layout.blocks[number + 1 : number + 2]
    if len(layout.blocks[number]) > 1 or last_sign(words) != "." or len(words) > HEADLINE_MAX or not later:
        return False
    if is_quotation(words) or is_list_item(words) or _INNER_END.search(words):
        return False
    behind = layout.words(later[0].start)
    dateline = read_dateline(behind, known_only=True)
    if dateline and dateline.agencies and len(words) <= STOPPED_MAX:
        return True
    prose = ends_sentence(behind) or layout.is_body(later[0])
    return prose and not is_labelled(behind) and _is_title_case(words)


def _is_title_case(words: str) -> bool:
    """True where every word but the small ones opens with a capital, and there are too many for a name."""
    tokens = [token.strip(OPENERS + CLOSERS + ".,:;!?…–—-") for token in words.split()]
    tokens = [token for token in tokens if token]
    capitals = [token for token in tokens if token[0].isupper()]
    rest = [token for token in tokens if token[0].islower()]
    return len(capitals) >= TITLE_WORDS and all(token in _LOWER for token in rest)
