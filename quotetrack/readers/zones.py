"""Where headline, date, captions, headings and page furniture lie in a plain text.

Pure and linear: text in, `Zone`s out, in text order. What is not surely one of these is body, because body text wrongly
called furniture loses a quotation.
"""

from __future__ import annotations

from quotetrack.readers.footer import mark_boxes, mark_footer
from quotetrack.readers.furniture import is_chrome
from quotetrack.readers.header import mark_header
from quotetrack.readers.headings import mark_headings
from quotetrack.readers.layout import Layout
from quotetrack.readers.makers import read_dateline
from quotetrack.readers.outlets import find_outlet
from quotetrack.readers.pictures import mark_pictures
from quotetrack.records import Zone

# Blocks. The first paragraph of an article stands among them, whatever the head of its page holds.
_HEAD_BLOCKS = 60


def recognise_zones(text: str, *, title: str | None = None, url: str | None = None) -> tuple[Zone, ...]:
    """Return the zones of `text`, in text order.

    `title`, if known, is a headline wherever it opens the text. `url`, the page's address, tells its masthead.
    """
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
    """Mark the dateline that opens the first paragraph of the body, and later ones that name a known agency.

    Running reports have several. Two in a row without an agency are the turns of a debate: "JANE DOE (Greens) — No."
    """
    first = True
    for number, block in enumerate(layout.blocks):
        index = layout.first_free(block)
        first = first and number < _HEAD_BLOCKS
        if index is None or not (first or "(" in layout.words(index)):
            continue
        dateline = read_dateline(layout.words(index), known_only=not first)
        if dateline and (dateline.known or (first and not _is_debate(layout, number))):
            layout.add_all(index, dateline.zones)
        first = first and not layout.is_body(block)


def _is_debate(layout: Layout, number: int) -> bool:
    later = layout.blocks[number + 1 : number + 2]
    return any(read_dateline(layout.words(block.start)) for block in later)


def _mark_outlet(layout: Layout) -> None:
    """Mark the first outlet named in the page's own furniture: "Skip to more DW sites"."""
    for index, kind in enumerate(layout.kinds):
        if kind == "chrome" and (name := find_outlet(layout.words(index))):
            layout.add(index, "outlet", name)
            return
