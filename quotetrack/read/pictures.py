"""Captions and image credits: "Bashar al-Assad" over "Image: picture alliance/dpa", and the ways the two are
run together when a page is copied."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from quotetrack.read.lines import ends_sentence, has_mark, is_open_ended, is_quoted_sentence, reports_speech
from quotetrack.read.phrases import any_of, phrases
from quotetrack.read.small_print import label_line
from quotetrack.records import Span

if TYPE_CHECKING:
    from quotetrack.read.layout import Layout

CAPTION_MAX = 400
"""A longer line before a credit is a paragraph with a credit stuck to it. Captions in the agencies' own
style run to some 350 characters."""
CREDIT_MAX = 100
_UNNAMED = ("handout", "courtesy", "private", "archive", "file", "picture alliance", "picture-alliance")
_SENTENCE_INSIDE = re.compile(r"\w{3,}[.!?…]\s")


@cache
def _labels() -> re.Pattern[str]:
    """A credit label anywhere, as printed with a capital: "Image:", "PHOTO:", "Photo by "."""
    told = [form for label in phrases().credit_labels for form in (label, label.upper())]
    return re.compile(rf"(?:{any_of(told)})(?::|(?<= by)|(?<= BY))[ \t\u00a0]?(?=\S)")


@cache
def _caption_label() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(phrases().caption_labels)}):\s", re.IGNORECASE)


def mark_pictures(layout: Layout) -> None:
    """Find every caption and credit that a label or a picture agency gives away."""
    for index in range(len(layout.lines)):
        if not layout.is_free(index):
            continue
        words = layout.words(index)
        at = _trailing_credit(words)
        if at:
            _split_line(layout, index, words, at)
        elif _is_credit_line(words):
            layout.take(index, "credit")
            _mark_captions_before(layout, index)
        elif _is_labelled_caption(words):
            layout.take(index, "caption")


def credit_start(caption: str) -> int | None:
    """Where the credit begins in a text that is known to be a caption; None where it has none."""
    found = _labels().search(caption)
    return found.start() if found and _is_owner(caption[found.end() :].rstrip(")]")) else None


def _split_line(layout: Layout, index: int, words: str, at: int) -> None:
    """`words` hold a credit from `at` on; what stands before it is the caption, unless it is a paragraph."""
    start = layout.lines[index].span.start
    stop = len(words.rstrip(")] ")) if words[at - 1] in "([" else len(words)
    layout.add("credit", Span(start + at, start + stop))
    caption = words[:at].rstrip("([|–— \t\u00a0")
    if len(caption) <= CAPTION_MAX:
        layout.take_part(index, "caption", Span(start, start + len(caption)))
        _mark_captions_before(layout, index)


def _mark_captions_before(layout: Layout, index: int) -> None:
    """The lines over a credit in its block say what the picture shows: each is a caption of its own two
    at most. A credit in a block of its own looks at the block above."""
    own = layout.kinds[index] == "caption"
    block = layout.block_of(index)
    if index == block.start and not own:
        _mark_caption_above(layout, block)
        return
    for above in range(index - 1, max(block.start, index - 2) - 1, -1):
        words = layout.words(above)
        if not layout.is_free(above) or len(words) > CAPTION_MAX or label_line(words):
            return
        nearest = above == index - 1 and not own and len(block) <= 3
        if not is_open_ended(words) and not (nearest and not is_quoted_sentence(words)):
            return
        layout.take(above, "caption")


def _mark_caption_above(layout: Layout, block: range) -> None:
    number = layout.lines[block.start].block
    if number < 2:  # the first block of all is the headline
        return
    above = layout.blocks[number - 1]
    words = layout.words(above.start)
    if len(above) == 1 and layout.is_free(above.start) and len(words) <= CAPTION_MAX and is_open_ended(words):
        layout.take(above.start, "caption")


def _trailing_credit(words: str) -> int | None:
    """Where a credit begins that ends the line: glued to the caption ("AssadImage: dpa"), in brackets, or
    after the end of a sentence. None where the line has none, or is nothing else."""
    if len(words) > CAPTION_MAX + CREDIT_MAX:
        return None
    labels = list(_labels().finditer(words))
    if not labels or labels[-1].start() == 0:
        return None
    last = labels[-1]
    before = words[last.start() - 1]
    glued = before.islower() or before in ".!?…)”’\"'([|"
    if not glued:
        glued = ends_sentence(words[: last.start()]) and before.isspace()
    return last.start() if glued and _is_owner(words[last.end() :].rstrip(")] ")) else None


def _is_credit_line(words: str) -> bool:
    if len(words) > CREDIT_MAX or has_mark(words):
        return False
    found = _labels().match(words)
    if found:
        return _is_owner(words[found.end() :]) and len(words.split()) <= 10
    if reports_speech(words):
        return False
    known = any(name in words for name in phrases().picture_agencies)
    return known and len(words.split()) <= 8 and not _SENTENCE_INSIDE.search(words)


def _is_labelled_caption(words: str) -> bool:
    if len(words) > CAPTION_MAX:
        return False
    found = _labels().match(words)
    label = found.group().rstrip() if found else ""  # "Photos by Rossi show that …" is prose
    return bool(_caption_label().match(words)) or (label.endswith(":") and not label.startswith("Credit"))


def _is_owner(words: str) -> bool:
    """True where the words could name who owns a picture: short, no quotation, no sentence."""
    if not words or len(words) > CREDIT_MAX or has_mark(words) or _SENTENCE_INSIDE.search(words):
        return False
    if len(words.split()) > 10 or words[-1:] in "?!:":
        return False
    named = words.startswith(_UNNAMED) or "/" in words or words.split()[0].strip(",") in phrases().agencies
    return named or not words[0].islower()
