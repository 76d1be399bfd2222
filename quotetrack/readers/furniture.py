"""Page furniture: what buttons, menus, legal notices and pointers to other stories look like, line by line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain

from quotetrack.readers.lines import (
    ends_sentence,
    has_mark,
    is_open_ended,
    is_quoted_sentence,
    last_sign,
    reports_speech,
)
from quotetrack.readers.phrases import (
    BOX_HEADINGS,
    CHROME_LINES,
    CHROME_OPENINGS,
    SECTION_NAMES,
    TEASER_LABELS,
)
from quotetrack.records import Span


@dataclass(frozen=True, slots=True)
class FurnitureSettings:
    """Lengths in characters, chosen on the pages in `fixtures/`; rerun `tests/readers` before changing one."""

    # No button or menu entry is longer; a longer line that opens like one is prose.
    chrome: int = 120
    # Notices about cookies and rights are whole sentences.
    notice: int = 400
    # As long as a headline, which is what a pointer to another story shows.
    teaser: int = 150
    # An item of a menu.
    item: int = 30


SETTINGS = FurnitureSettings()

# A sign, a year or an owner has to follow: "copyright law divides the court" is prose.
_COPYRIGHT = re.compile(
    r"©|\(c\) .{0,30}\d{4}|copyright:? (?:©|\(c\)|\d{4}|by )|(?:.{1,80}\b)?all rights reserved"
)
_NUMBER = re.compile(r"(?:\d{1,2}[.)]|[•●*·–—>»|-])\s{1,3}")
_BETWEEN = re.compile(r"\s{0,4}[|•·>›»]\s{0,4}|\s{1,4}/\s{1,4}")
_COUNTER = re.compile(
    r"\d[\d,.]{0,8}k? (?:shares?|comments?|likes?|views?|tweets?)|(?:shares?|comments?) ?\(?\d{1,6}\)?"
    r"|\d{1,3}[ -]min(?:ute)?s?\.? read",
    re.IGNORECASE,
)
_OPENING = re.compile(rf"{CHROME_OPENINGS}|{_COPYRIGHT.pattern}")
_TEASER = re.compile(rf"(?:{TEASER_LABELS}):\s")
_ENTRIES = SECTION_NAMES | CHROME_LINES


def is_chrome(words: str) -> bool:
    """True if a line is page furniture wherever it stands: a button, a menu entry, an appeal to sign up or a copyright
    line."""
    if len(words) > SETTINGS.notice:
        return False
    bare = _bare(words)
    if _without_end(bare) in CHROME_LINES:
        return True
    if not _OPENING.match(bare) or is_quoted_sentence(words) or reports_speech(words):
        return False
    return (
        len(words) <= SETTINGS.chrome or "cookie" in bare or (is_legal(words) and "rights reserved" in bare)
    )


def is_legal(words: str) -> bool:
    """True if a line says who owns the rights."""
    return bool(_COPYRIGHT.match(_bare(words)))


def is_menu(words: str) -> bool:
    """True for a row of buttons, a path through the site, a section's name or a count of comments.

    Only the head and the foot of a page hold those; in a body "a | b" may be a table.
    """
    if len(words) > SETTINGS.chrome or any(mark in words for mark in '"“”„«‘') or ends_sentence(words):
        return False
    items = [span.of(words) for span in menu_items(words)]
    if _COUNTER.fullmatch(words) or all(item.casefold() in _ENTRIES for item in items):
        return True
    if len(items) == 1:
        return all(token in _ENTRIES for token in words.casefold().split())
    longest = 5 if len(items) > 2 else 2  # of two longer items one may well be a headline
    return all(len(item) <= SETTINGS.item and len(item.split()) <= longest for item in items)


def menu_items(words: str) -> list[Span]:
    """Return where the items of a row lie: what bars, bullets and arrows part. One for a line without them."""
    edges = [0, *chain.from_iterable(match.span() for match in _BETWEEN.finditer(words)), len(words)]
    return [Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]


def opens_box(words: str) -> bool:
    """True for the heading of a box that points at other stories: "More on this story"."""
    return _without_end(_bare(words)) in BOX_HEADINGS


def could_be_teaser(words: str) -> bool:
    """True if the words have the shape of another story's headline."""
    return len(words) <= SETTINGS.teaser and (is_open_ended(words) or last_sign(words) in ("?", "!"))


def is_teaser(words: str) -> bool:
    """True if a label says that the line points at another story: "Video: ‘Nobody is coming’".

    Only the foot of a page holds those; in a body "Opinion: …" may be a turn.
    """
    return could_be_teaser(words) and bool(_TEASER.match(_bare(words)))


def is_foot_note(words: str) -> bool:
    """True for what only the foot of a page holds: an owner's sign behind other words, a teaser, a menu."""
    owned = (
        "©" in words and len(words) <= SETTINGS.chrome and not has_mark(words) and not reports_speech(words)
    )
    return owned or is_teaser(words) or is_menu(words)


def _bare(words: str) -> str:
    """Return a line without its number or bullet, folded."""
    number = _NUMBER.match(words)
    return words[number.end() if number else 0 :].casefold().replace("’", "'")


def _without_end(words: str) -> str:
    return words.rstrip(" :!…>»")
