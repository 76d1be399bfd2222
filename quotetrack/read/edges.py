"""The head and the tail of a plain text: headline, standfirst, date, address, byline, outlet and sign-off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quotetrack.read.lines import (
    OPENERS,
    is_labelled,
    is_list_item,
    is_open_ended,
    is_quotation,
    last_sign,
)
from quotetrack.read.makers import read_sign_off
from quotetrack.read.small_print import label_line
from quotetrack.records import Span

if TYPE_CHECKING:
    from quotetrack.read.layout import Layout

HEADLINE_MAX = 150
STANDFIRST_MAX = 500
_INNER_END = re.compile(r"[.!?…][”\"’'»]?\s+[A-Z“\"„«]")


def mark_header(layout: Layout, *, title: str | None = None) -> None:
    """Mark all that stands before the first paragraph of the body."""
    headed = False
    for number, block in enumerate(layout.blocks):
        opening = layout.free_lines(block)
        heading = [] if headed or not opening else _headline_lines(layout, number, opening, title)
        if heading:
            headed = True
            _take_headline(layout, heading)
        for index in layout.free_lines(block):
            if not _take_small_print(layout, index):
                break
        rest = layout.free_lines(block)
        if rest and not (headed and _is_standfirst(layout, number, rest)):
            return
        if rest:
            layout.take(rest[0], "standfirst")


def mark_tail(layout: Layout) -> None:
    """Mark the sign-off and the small print after the last paragraph of the body, last line first."""
    signed = False
    for index in range(len(layout.lines) - 1, 0, -1):
        if not layout.is_free(index):
            continue
        words, start = layout.words(index), layout.lines[index].span.start
        sign_off = None if signed else read_sign_off(words)
        if sign_off:
            _take_sign_off(layout, index, sign_off.span)
            for span in sign_off.initials:
                layout.add("initials", Span(start + span.start, start + span.end))
            for span in sign_off.agencies:
                layout.add("agency", Span(start + span.start, start + span.end))
            signed = True
        elif not _take_small_print(layout, index, in_head=False):
            return
        if layout.is_free(index):
            return


def _take_sign_off(layout: Layout, index: int, span: Span) -> None:
    """A sign-off that ends a paragraph leaves the paragraph as it is."""
    start = layout.lines[index].span.start
    moved = Span(start + span.start, start + span.end)
    if span.start == 0:
        layout.take_part(index, "sign_off", moved)
    else:
        layout.add("sign_off", moved)


def _take_small_print(layout: Layout, index: int, *, in_head: bool = True) -> bool:
    kind = label_line(layout.words(index), in_head=in_head)
    if kind:
        layout.take(index, kind)
    return kind is not None


def _headline_lines(layout: Layout, number: int, lines: list[int], title: str | None) -> list[int]:
    """The lines of the headline: one, or two, without a full stop, with an article behind them. A known
    title is one whatever it looks like. Empty where the block is something else."""
    if title is not None and layout.words(lines[0]).split() == title.split():
        return lines[:1]
    heading = _leading(layout, lines)
    if not 1 <= len(heading) <= 2 or any(not _could_head(layout.words(index)) for index in heading):
        return []
    told = " ".join(layout.words(index) for index in heading)
    if len(told) > HEADLINE_MAX or not any(char.isalpha() for char in told):
        return []
    turns = len(heading) == 2 and all(is_labelled(layout.words(index)) for index in heading)
    leads = not turns and _leads_to_body(layout, number, told, small_print=len(heading) < len(lines))
    return heading if leads else []


def _leading(layout: Layout, lines: list[int]) -> list[int]:
    """The lines up to the first that is small print."""
    for position, index in enumerate(lines[:3]):
        if label_line(layout.words(index)):
            return lines[:position]
    return lines


def _could_head(words: str) -> bool:
    if is_list_item(words) or _INNER_END.search(words):
        return False
    if is_quotation(words) and last_sign(words) in (".", ",", "?", "!", "…"):
        return False  # “I would do it again!” is a paragraph
    return is_open_ended(words) or last_sign(words) in ("?", "!")


def _leads_to_body(layout: Layout, number: int, told: str, *, small_print: bool) -> bool:
    """True where prose comes later, and the next block is no second turn of a transcript."""
    later = layout.blocks[number + 1 :]
    if is_labelled(told) and later and is_labelled(layout.words(later[0].start)):
        return False
    if not later:
        return small_print and layout.is_body(layout.blocks[number])
    return any(layout.is_body(block) for block in later)


def _take_headline(layout: Layout, heading: list[int]) -> None:
    first, last = layout.lines[heading[0]].span, layout.lines[heading[-1]].span
    layout.add("headline", Span(_after_hashes(layout.words(heading[0])) + first.start, last.end))
    for index in heading:
        layout.kinds[index] = "headline"


def _after_hashes(words: str) -> int:
    """How many signs a Markdown heading puts before its words."""
    bare = words.lstrip("#")
    return len(words) - len(bare.lstrip()) if bare[:1].isspace() else 0


def _is_standfirst(layout: Layout, number: int, lines: list[int]) -> bool:
    """One line under the headline that is either no sentence, or followed by the page's small print, which
    never stands behind the first paragraph of a body."""
    words = layout.words(lines[0])
    if len(lines) != 1 or len(words) > STANDFIRST_MAX or len(layout.blocks[number]) > 1:
        return False
    if words[0] in OPENERS or any(zone.kind == "standfirst" for zone in layout.zones):
        return False
    later = next((block for block in layout.blocks[number + 1 :] if layout.free_lines(block)), None)
    if later is None:
        return False
    if label_line(layout.words(layout.free_lines(later)[0])):
        return any(layout.is_body(block) for block in layout.blocks[number + 2 :])
    return (
        is_open_ended(words) and not is_labelled(words) and not is_list_item(words) and layout.is_body(later)
    )
