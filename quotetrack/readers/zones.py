"""Where headline, date, captions, headings and page furniture lie in a plain text.

Pure and linear: text in, `Zone`s out, in text order. What is not surely one of these is body, because body
text wrongly called furniture loses a quotation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotetrack.readers.footer import mark_boxes, mark_footer
from quotetrack.readers.furniture import is_chrome
from quotetrack.readers.header import mark_header
from quotetrack.readers.headings import mark_headings
from quotetrack.readers.layout import Layout
from quotetrack.readers.makers import read_dateline
from quotetrack.readers.outlets import find_outlet
from quotetrack.readers.pictures import mark_pictures
from quotetrack.records import Span

if TYPE_CHECKING:
    from quotetrack.records import Zone


OPENING = 60
"""Blocks: the first paragraph of an article stands among them, whatever the head of its page holds."""


def recognise_zones(text: str, *, title: str | None = None, url: str | None = None) -> tuple[Zone, ...]:
    """The zones of `text`, in text order; `title`, where known, is a headline wherever it opens the text,
    and `url`, the page's address, tells its masthead."""
    layout = Layout(text)
    for index in range(len(layout.kinds)):
        if is_chrome(layout.words(index)):
            layout.take(index, "chrome")
    mark_boxes(layout)
    mark_pictures(layout)
    mark_header(layout, title=title, url=url)
    mark_footer(layout)
    _mark_datelines(layout)
    mark_headings(layout)
    _mark_outlet(layout)
    return layout.in_order()


def _mark_datelines(layout: Layout) -> None:
    """Datelines open the first paragraph of the body; later ones need an agency that is known as one, as in
    running reports. Two in a row without one are the turns of a debate: "JANE DOE (Greens) — No."."""
    first = True
    for number, block in enumerate(layout.blocks):
        index = layout.first_free(block)
        first = first and number < OPENING
        if index is None or not (first or layout.has_bracket(index)):
            continue
        dateline = read_dateline(layout.words(index), known_only=not first)
        if dateline and (dateline.known or (first and not _is_debate(layout, number))):
            start = layout.starts[index]
            layout.add("dateline", _moved(dateline.span, start))
            for span in dateline.agencies:
                layout.add("agency", _moved(span, start))
        first = first and not layout.is_body(block)


def _is_debate(layout: Layout, number: int) -> bool:
    later = layout.blocks[number + 1 : number + 2]
    return any(read_dateline(layout.words(block.start)) for block in later)


def _mark_outlet(layout: Layout) -> None:
    """An outlet named in the page's own furniture: "Skip to more DW sites"."""
    for index, kind in enumerate(layout.kinds):
        if kind == "chrome":
            found = find_outlet(layout.words(index))
            if found:
                layout.add("outlet", _moved(found, layout.starts[index]))
                return


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
