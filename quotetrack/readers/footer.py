"""The foot of a page: sign-off, small print, legal notices and pointers to other stories behind the last paragraph,
and the boxes of such pointers inside an article."""

from __future__ import annotations

from quotetrack.readers.furniture import could_be_teaser, is_foot_note, is_legal, opens_box
from quotetrack.readers.layout import Layout
from quotetrack.readers.lines import ends_sentence, last_sign
from quotetrack.readers.makers import label_line
from quotetrack.readers.sign_off import read_sign_off

# Lines behind the last paragraph that are looked at: boxes of related stories hold some 30.
_FOOT_LINES = 60


def mark_boxes(layout: Layout) -> None:
    """Mark the lines under "More on this story" in its block, if none of them is a sentence."""
    for index, kind in enumerate(layout.kinds):
        stop = layout.block_of(index).stop
        if kind == "chrome" and stop - index <= _FOOT_LINES and opens_box(layout.words(index)):
            rest = list(filter(layout.is_free, range(index + 1, stop)))
            if all(could_be_teaser(layout.words(line)) for line in rest):
                for line in rest:
                    layout.take(line, "chrome")


def mark_footer(layout: Layout) -> None:
    """Mark what stands behind the last paragraph of the body, and a sign-off that ends that paragraph."""
    over = signed = False
    for index in range(_foot(layout), len(layout.kinds)):
        words = layout.words(index)
        if not layout.is_free(index):
            over = over or (layout.kinds[index] == "chrome" and (opens_box(words) or is_legal(words)))
            continue
        sign_off = () if signed else read_sign_off(words)
        kind = label_line(words, in_head=False)
        if sign_off and index:
            if sign_off[0].span.start == 0:  # a paragraph that a sign-off only ends stays body
                layout.kinds[index] = "sign_off"
            layout.add_all(index, sign_off)
            over = signed = True
        elif kind:
            layout.take(index, kind)
        elif is_foot_note(words) or (over and could_be_teaser(words)):
            layout.take(index, "chrome")


def _foot(layout: Layout) -> int:
    """Return the first line of the foot: behind the last one that ends as a sentence and is no sign-off."""
    top = max(0, len(layout.kinds) - _FOOT_LINES)
    free = filter(layout.is_free, range(len(layout.kinds) - 1, top - 1, -1))
    return next((index + 1 for index in free if _is_prose(layout.words(index))), top)


def _is_prose(words: str) -> bool:
    return ends_sentence(words) and last_sign(words) not in ("?", "!") and not read_sign_off(words)
