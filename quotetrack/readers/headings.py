"""Section headings: a short line that stands alone between paragraphs of the body and is no sentence."""

from __future__ import annotations

import re

from quotetrack.readers.layout import Layout
from quotetrack.readers.lines import (
    has_mark,
    is_bare_quotation,
    is_labelled,
    is_list_item,
    is_open_ended,
    is_quotation,
    opens_title,
    reports_speech,
)
from quotetrack.records import Span

# Characters and words. Longer lines without a full stop are paragraphs that lost theirs.
_HEADING_LENGTH = 90
_HEADING_WORDS = 12
_HASHES = re.compile(r"#{1,6}\s+")
_PLACE = re.compile(
    r"[A-Z][\w.'’-]{1,20}(?: [A-Z][\w.'’-]{1,20})?, [A-Z][\w.'’-]{1,20}(?: [A-Z][\w.'’-]{1,20})?"
)


def mark_headings(layout: Layout) -> None:
    """Mark the headings between the paragraphs of the body."""
    free = [block for block in layout.blocks if layout.first_free(block) is not None]
    for before, here, after in zip(free, free[1:], free[2:], strict=False):
        words = layout.words(here.start)
        hashes = _HASHES.match(words)
        is_heading = hashes or (_could_be_heading(words) and _stands_between(layout, before, after, words))
        if len(here) == 1 and is_heading:
            layout.take(here.start, "heading", Span(hashes.end() if hashes else 0, len(words)))


def _could_be_heading(words: str) -> bool:
    if len(words) > _HEADING_LENGTH or len(words.split()) > _HEADING_WORDS:
        return False
    is_title = opens_title(words) and is_open_ended(words) and any(map(str.isalpha, words))
    is_speech = is_quotation(words) or (has_mark(words) and reports_speech(words))
    is_place = words.endswith(".") or _PLACE.fullmatch(words)  # under a reader's letter: "Washington, D.C."
    return is_title and not (is_speech or is_place or is_list_item(words))


def _stands_between(layout: Layout, before: range, after: range, words: str) -> bool:
    """True if prose stands on both sides.

    What a colon announces, the signature under a quotation, the name over one, and a line among other short lines are
    all no headings.
    """
    last, first = layout.last_free(before), layout.first_free(after)
    if last is None or first is None or not layout.is_body(after) or not layout.is_body(before):
        return False
    beside = layout.words(last), layout.words(first)
    labelled = is_labelled(words) and any(map(is_labelled, beside))
    return not labelled and not any(map(is_bare_quotation, beside))
