"""Where headline, date, captions, headings and page furniture lie in a plain text.

Pure and linear: text in, `Zone`s out, in text order. What is not surely one of these is body, because body
text wrongly called furniture loses a quotation.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from quotetrack.read.edges import mark_header, mark_tail
from quotetrack.read.headings import mark_headings
from quotetrack.read.layout import Layout
from quotetrack.read.lines import is_quoted_sentence, reports_speech
from quotetrack.read.makers import read_dateline
from quotetrack.read.outlets import find_outlet
from quotetrack.read.phrases import any_of, phrases
from quotetrack.read.pictures import mark_pictures
from quotetrack.records import Span

if TYPE_CHECKING:
    from quotetrack.records import Zone

CHROME_MAX = 120
"""No button or menu entry is longer; a longer line that opens like one is prose."""
COOKIE_MAX = 400
"""Notices about cookies are whole sentences."""
# A sign, a year or an owner has to follow: "copyright law divides the court" is prose.
_COPYRIGHT = re.compile(r"©|\(c\) .{0,30}\d{4}|copyright:? (?:©|\(c\)|\d{4}|by )|all rights reserved")
_NUMBER = re.compile(r"(?:\d{1,2}[.)]|[•●*·–—>»|-])\s{1,3}")


def recognise_zones(text: str, *, title: str | None = None) -> tuple[Zone, ...]:
    """The zones of `text`, in text order; `title`, where known, is a headline wherever it opens the text."""
    layout = Layout(text)
    for index in range(len(layout.lines)):
        if is_chrome(layout.words(index)):
            layout.take(index, "chrome")
    mark_pictures(layout)
    mark_header(layout, title=title)
    mark_tail(layout)
    _mark_datelines(layout)
    mark_headings(layout)
    _mark_outlet(layout)
    return layout.in_order()


def is_chrome(words: str) -> bool:
    """True where a line is page furniture: a button, a menu entry, an appeal to sign up, a copyright line."""
    if len(words) > COOKIE_MAX:
        return False
    number = _NUMBER.match(words)
    bare = words[number.end() if number else 0 :].casefold().replace("’", "'")
    if bare.rstrip(" .:!…>»") in phrases().chrome_lines:
        return True
    if is_quoted_sentence(words) or reports_speech(words):
        return False
    if len(words) > CHROME_MAX:
        return "cookie" in bare and bool(_openings().match(bare))
    return bool(_openings().match(bare) or _COPYRIGHT.match(bare))


@cache
def _openings() -> re.Pattern[str]:
    return re.compile(any_of(phrases().chrome_openings))


def _mark_datelines(layout: Layout) -> None:
    """Datelines open the first paragraph of the body; later ones need an agency, as in running reports."""
    first = True
    for block in layout.blocks:
        if not layout.is_free(block.start):
            continue
        dateline = read_dateline(layout.words(block.start))
        if dateline and (first or dateline.agencies):
            start = layout.lines[block.start].span.start
            layout.add("dateline", _moved(dateline.span, start))
            for span in dateline.agencies:
                layout.add("agency", _moved(span, start))
        first = first and not layout.is_body(block)


def _mark_outlet(layout: Layout) -> None:
    """An outlet named in the page's own furniture: "Skip to more DW sites"."""
    for index, kind in enumerate(layout.kinds):
        if kind == "chrome":
            found = find_outlet(layout.words(index))
            if found:
                layout.add("outlet", _moved(found, layout.lines[index].span.start))
                return


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
