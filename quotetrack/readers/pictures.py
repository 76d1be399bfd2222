"""Captions and image credits: "Bashar al-Assad" over "Image: picture alliance/dpa", and the ways the two are
run together when a page is copied."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from quotetrack.readers.lines import (
    ends_sentence,
    has_mark,
    is_open_ended,
    is_quoted_sentence,
    reports_speech,
)
from quotetrack.readers.phrases import any_of, phrases
from quotetrack.readers.small_print import label_line
from quotetrack.records import Span

if TYPE_CHECKING:
    from quotetrack.readers.layout import Layout

CAPTION_MAX = 400
"""A longer line before a credit is a paragraph with a credit stuck to it. Captions in the agencies' own
style run to some 350 characters."""
CREDIT_MAX = 100
_UNNAMED = ("handout", "courtesy", "private", "archive", "file", "picture alliance", "picture-alliance")
_BRACKET = re.compile(r"\(([^()\n]{3,60})\)\.?\s{0,4}$")
_SIDES = frozenset(("Left", "Right", "Centre", "Center", "Above", "Below", "Front", "Back", "Top", "Bottom"))
_SENTENCE_INSIDE = re.compile(r"\w{3,}[.!?…]\s")


@cache
def _labels() -> re.Pattern[str]:
    """A credit label anywhere, as printed with a capital: "Image:", "PHOTO:", "Photo by "."""
    told = [form for label in phrases().credit_labels for form in (label, label.upper())]
    return re.compile(rf"(?:{any_of(told)})(?::|(?<= by)|(?<= BY))[ \t\u00a0]?(?=\S)")


@cache
def _agencies() -> re.Pattern[str]:
    return re.compile(any_of(phrases().picture_agencies))


@cache
def _hint() -> re.Pattern[str]:
    """What every line has that this module takes; one search a line spares the others."""
    told = [form for label in phrases().credit_labels for form in (label, label.upper())]
    return re.compile(rf"{any_of(told)}|{any_of(phrases().picture_agencies)}|\)$|:\s")


@cache
def _caption_label() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(phrases().caption_labels)}):\s", re.IGNORECASE)


def mark_pictures(layout: Layout) -> None:
    """Find every caption and credit that a label or a picture agency gives away."""
    for index in range(len(layout.kinds)):
        words = layout.words(index)
        if not _hint().search(words) or not layout.is_free(index):
            continue
        credit = _trailing_credit(words) or _agency_in_brackets(layout, index, words)
        if credit:
            _split_line(layout, index, words, credit)
        elif _is_credit_line(words):
            layout.take(index, "credit")
            _mark_captions_before(layout, index)
        elif _is_labelled_caption(words):
            _take_labelled(layout, index, words)


def find_credit(caption: str) -> Span | None:
    """Where the credit stands at the end of a text that is known to be a caption; None where it has none."""
    found = _labels().search(caption)
    if found and _is_owner(caption[found.end() :].rstrip(")]")):
        return Span(found.start(), len(caption.rstrip(")] ")))
    bracket = _BRACKET.search(caption, max(0, len(caption) - CREDIT_MAX))
    return Span(*bracket.span(1)) if bracket and _is_bracketed_owner(bracket[1]) else None


def bare_caption(words: str, credit: Span) -> int:
    """How long the caption before a credit is, without the bracket or bar that parts the two."""
    return len(words[: credit.start].rstrip("([|–— \t\u00a0"))


def _split_line(layout: Layout, index: int, words: str, credit: Span) -> None:
    """`words` hold a credit; what stands before it is the caption, unless it is a paragraph."""
    start, length = layout.starts[index], bare_caption(words, credit)
    layout.add("credit", Span(start + credit.start, start + credit.end))
    if length <= CAPTION_MAX:
        layout.take_part(index, "caption", Span(start, start + length))
        _mark_captions_before(layout, index)


def _take_labelled(layout: Layout, index: int, words: str) -> None:
    """A line that a label calls a caption may end in its owner: "Pictured: the quay (Meridian)"."""
    bracket = _BRACKET.search(words)
    if bracket and _is_bracketed_owner(bracket[1]):
        _split_line(layout, index, words, Span(*bracket.span(1)))
    else:
        layout.take(index, "caption")


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
    number = layout.numbers[block.start]
    if number < 2:  # the first block of all is the headline
        return
    above = layout.blocks[number - 1]
    words = layout.words(above.start)
    if len(above) == 1 and layout.is_free(above.start) and len(words) <= CAPTION_MAX and is_open_ended(words):
        layout.take(above.start, "caption")


def _trailing_credit(words: str) -> Span | None:
    """Where a credit stands that ends the line: glued to the caption ("AssadImage: dpa"), in brackets, or
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
    if not glued or not _is_owner(words[last.end() :].rstrip(")] ")):
        return None
    return Span(last.start(), len(words.rstrip(")] ")) if before in "([" else len(words))


def _agency_in_brackets(layout: Layout, index: int, words: str) -> Span | None:
    """Where an agency in brackets ends a short line that is no sentence: "Lavrov in Geneva (J. Doe/AFP)".
    The head of a page is left alone: a headline may end so."""
    if not words.endswith(")") or len(words) > CREDIT_MAX or layout.numbers[index] < 2:
        return None
    bracket = _BRACKET.search(words)
    if not bracket or bracket.start() == 0 or has_mark(words) or reports_speech(words):
        return None
    owners = [part.strip() for part in bracket[1].split("/")]
    before = words[: bracket.start()].rstrip()
    alone = len(layout.block_of(index)) == 1 and len(before.split()) > 1
    return (
        Span(*bracket.span(1))
        if alone and is_open_ended(before) and owners[-1] in phrases().agencies
        else None
    )


def _is_credit_line(words: str) -> bool:
    if len(words) > CREDIT_MAX or has_mark(words):
        return False
    found = _labels().match(words)
    if found:
        return _is_owner(words[found.end() :]) and len(words.split()) <= 10
    if reports_speech(words):
        return False
    return bool(_agencies().search(words)) and len(words.split()) <= 8 and not _SENTENCE_INSIDE.search(words)


def _is_labelled_caption(words: str) -> bool:
    if len(words) > CAPTION_MAX:
        return False
    found = _labels().match(words)
    label = found.group().rstrip() if found else ""  # "Photos by Rossi show that …" is prose
    return bool(_caption_label().match(words)) or (label.endswith(":") and not label.startswith("Credit"))


def _is_bracketed_owner(words: str) -> bool:
    """True where the words in brackets behind a caption name who owns the picture."""
    tokens = words.replace("/", " ").split()
    named = all(token[0].isupper() or token in phrases().agencies for token in tokens)
    letters = all(char.isalpha() or char in " /.’'-" for char in words)
    return 1 <= len(tokens) <= 5 and named and letters and tokens[0] not in _SIDES


def _is_owner(words: str) -> bool:
    """True where the words could name who owns a picture: short, no quotation, no sentence."""
    if not words or len(words) > CREDIT_MAX or has_mark(words) or _SENTENCE_INSIDE.search(words):
        return False
    if len(words.split()) > 10 or words[-1:] in "?!:":
        return False
    named = words.startswith(_UNNAMED) or "/" in words or words.split()[0].strip(",") in phrases().agencies
    return named or not words[0].islower()
