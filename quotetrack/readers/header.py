"""The head of a page: the short lines before the first paragraph, in whatever order a site prints them.

They are masthead, menus, headline, standfirst, date, address and byline.
"""

from __future__ import annotations

import re
from itertools import takewhile

from quotetrack.readers.furniture import SETTINGS as FURNITURE
from quotetrack.readers.furniture import is_menu, menu_items
from quotetrack.readers.headings import after_hashes, find_headline
from quotetrack.readers.layout import Layout
from quotetrack.readers.lines import OPENERS, has_mark, is_labelled, is_list_item, is_open_ended
from quotetrack.readers.makers import label_line, read_name_line
from quotetrack.readers.masthead import Clues, find_clues
from quotetrack.records import Span, ZoneKind

# Characters.
_STANDFIRST_LENGTH = 500
# Lines of furniture between two parts of a head; share buttons come a dozen at most, in one line.
_LOOK_AHEAD = 8
_SITE = re.compile(r"\s[|–—-]\s([^|–—]{2,50})$")


def mark_header(layout: Layout, *, title: str | None = None, url: str | None = None) -> None:
    """Mark all that stands before the first paragraph of the body; `title` and `url` if they are known."""
    clues = find_clues(layout, url)
    headed = False
    for number, block in enumerate(layout.blocks):
        index = block.start
        while index < block.stop:
            if not layout.is_free(index) or _take_small_line(layout, index, clues):
                index += 1
                continue
            if not headed and _is_wedged(layout, index, block):
                layout.take(index, "chrome")
                continue
            run = _run_from(layout, index, block, clues)
            heading = [] if headed else find_headline(layout, number, run, title)
            if heading:
                _take_headline(layout, heading, clues)
                headed = True
                index = heading[-1] + 1
            elif headed and _take_under_headline(layout, number, run):
                index += 1
            else:
                return


def _take_small_line(layout: Layout, index: int, clues: Clues) -> bool:
    """Take a line that is a masthead, a menu or small print, whatever stands before it."""
    words = layout.words(index)
    kind: ZoneKind | None = "outlet" if clues.fit(words) else label_line(words)
    if kind is None or (kind == "byline" and len(menu_items(words)) > 1):
        return _take_row(layout, index, words, clues)
    layout.take(index, kind)
    return True


def _is_wedged(layout: Layout, index: int, block: range) -> bool:
    """True for a few words among the buttons and menus of a block: a masthead that nothing vouches for, or
    a section's name, but no headline."""
    words = layout.words(index)
    if len(words) > FURNITURE.item or len(words.split()) > 4 or not is_open_ended(words) or has_mark(words):
        return False
    above = index > block.start and layout.kinds[index - 1] == "chrome"
    below = index + 1 < block.stop and (
        layout.kinds[index + 1] == "chrome" or is_menu(layout.words(index + 1))
    )
    return (above and below) or (words.isupper() and (above or below))


def _take_row(layout: Layout, index: int, words: str, clues: Clues) -> bool:
    """Take a row of items: a menu, which may name the outlet, or "By Jane Doe | 5 July 2012"."""
    if len(words) > FURNITURE.chrome:
        return False
    items = menu_items(words)
    kinds = [label_line(item.of(words)) for item in items]
    label: ZoneKind | None = next(filter(None, kinds), None) if len(items) > 1 else None
    if not label and not is_menu(words):
        return False
    if label is None:
        layout.take(index, "chrome")
    layout.kinds[index] = label or "chrome"
    for item, kind in zip(items, kinds, strict=True):
        if kind := kind or ("outlet" if clues.fit(item.of(words)) else label and "chrome"):
            layout.add(index, kind, item)
    return True


def _run_from(layout: Layout, index: int, block: range, clues: Clues) -> list[int]:
    """Return the free lines from here on, 3 at most, up to the block's end or the next small line."""

    def is_plain(later: int) -> bool:
        words = layout.words(later)
        return layout.is_free(later) and not (label_line(words) or is_menu(words) or clues.fit(words))

    return [index, *takewhile(is_plain, range(index + 1, min(index + 3, block.stop)))]


def _take_headline(layout: Layout, heading: list[int], clues: Clues) -> None:
    """Take the headline, without the outlet's name that a window's title puts behind it."""
    first, last = heading[0], heading[-1]
    words = layout.words(last)
    stop, site = len(words), _SITE.search(words)
    if site and clues.fit(site[1]):
        layout.add(last, "outlet", Span(site.start(1), stop))
        stop = site.start()
    end = layout.starts[last] + stop - layout.starts[first]
    layout.add(first, "headline", Span(after_hashes(layout.words(first)), end))
    for index in heading:
        layout.kinds[index] = "headline"


def _take_under_headline(layout: Layout, number: int, run: list[int]) -> bool:
    """Take the line of an author's name alone, or the standfirst."""
    index = run[0]
    is_author = len(run) == 1 and _is_author(layout, index)
    is_known = is_author or (len(run) == 1 and _is_standfirst(layout, number, index))
    if is_known:
        layout.take(index, "byline" if is_author else "standfirst")
    return is_known


def _is_author(layout: Layout, index: int) -> bool:
    """True for a name beside the date: behind an address it may be a caption's, elsewhere anybody's."""
    if read_name_line(layout.words(index)) is None or "byline" in layout.kinds[:index]:
        return False
    above = next((kind for kind in reversed(layout.kinds[:index]) if kind != "chrome"), None)
    return above == "date" or (above in ("headline", "standfirst") and _next_label(layout, index) == "date")


def _next_label(layout: Layout, index: int) -> str | None:
    """Return what the next line is that is no furniture; None if it is no small print either."""
    later = filter(layout.is_free, range(index + 1, min(index + _LOOK_AHEAD, len(layout.kinds))))
    free = (words for words in map(layout.words, later) if not is_menu(words))
    return label_line(next(free, ""))


def _is_standfirst(layout: Layout, number: int, index: int) -> bool:
    """True for a line under the headline that is no sentence, or that the page's small print follows.

    Small print never stands behind the first paragraph of a body.
    """
    words = layout.words(index)
    if len(words) > _STANDFIRST_LENGTH or words[0] in OPENERS or "standfirst" in layout.kinds[:index]:
        return False
    block, *rest = layout.blocks[number:]
    if _next_label(layout, index):
        return any(map(layout.is_body, [*rest, block]))
    later = next((block for block in rest if layout.first_free(block) is not None), None)
    alone = block.stop == index + 1 and later is not None and layout.is_body(later)
    return alone and is_open_ended(words) and not is_labelled(words) and not is_list_item(words)
