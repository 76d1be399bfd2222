"""Page furniture: what buttons, menus, legal notices and pointers to other stories look like, line by line."""

from __future__ import annotations

import re
from functools import cache

from quotetrack.readers.lines import (
    ends_sentence,
    has_mark,
    is_open_ended,
    is_quoted_sentence,
    last_sign,
    reports_speech,
)
from quotetrack.readers.phrases import any_of, phrases
from quotetrack.records import Span

CHROME_MAX = 120
"""No button or menu entry is longer; a longer line that opens like one is prose."""
NOTICE_MAX = 400
"""Notices about cookies and rights are whole sentences."""
TEASER_MAX = 150
"""As long as a headline, which is what a pointer to another story shows."""
ITEM_MAX = 30
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


def is_chrome(words: str) -> bool:
    """True where a line is page furniture wherever it stands: a button, a menu entry, an appeal to sign up,
    a copyright line."""
    if len(words) > NOTICE_MAX:
        return False
    bare = _bare(words)
    if bare.rstrip(" :!…>»") in phrases().chrome_lines:
        return True
    if not (_openings().match(bare) or _COPYRIGHT.match(bare)):
        return False
    if is_quoted_sentence(words) or reports_speech(words):
        return False
    return len(words) <= CHROME_MAX or "cookie" in bare or (is_legal(words) and "rights reserved" in bare)


def is_legal(words: str) -> bool:
    """True where a line says whose rights it are."""
    return bool(_COPYRIGHT.match(_bare(words)))


def is_menu(words: str) -> bool:
    """True for a row of buttons, a path through the site, a section's name or a count of comments. Only
    the head and the foot of a page hold those; in a body "a | b" may be a table."""
    if len(words) > CHROME_MAX or any(mark in words for mark in '"“”„«‘') or ends_sentence(words):
        return False
    if _COUNTER.fullmatch(words):
        return True
    items = [span.of(words) for span in menu_items(words)]
    entries = phrases().section_names | phrases().chrome_lines
    if all(item.casefold() in entries for item in items):
        return True
    if len(items) == 1:
        tokens = words.casefold().split()
        return len(tokens) > 1 and all(token in entries for token in tokens)
    longest = 5 if len(items) > 2 else 2  # of two longer items one may well be a headline
    return all(len(item) <= ITEM_MAX and len(item.split()) <= longest for item in items)


def menu_items(words: str) -> list[Span]:
    """Where the items of a row lie: what bars, bullets and arrows part. One for a line without them."""
    items, at = [], 0
    for found in _BETWEEN.finditer(words):
        items.append(Span(at, found.start()))
        at = found.end()
    items.append(Span(at, len(words)))
    return [item for item in items if item.start < item.end]


def opens_box(words: str) -> bool:
    """True for the heading of a box that points at other stories: "More on this story"."""
    return _bare(words).rstrip(" :!…>»") in phrases().box_headings


def could_be_teaser(words: str) -> bool:
    """True where the words have the shape of another story's headline."""
    return len(words) <= TEASER_MAX and (is_open_ended(words) or last_sign(words) in ("?", "!"))


def is_teaser(words: str) -> bool:
    """True where a label says that the line points at another story: "Video: ‘Nobody is coming’". Only the
    foot of a page holds those; in a body "Opinion: …" may be a turn."""
    return could_be_teaser(words) and bool(_teasers().match(_bare(words)))


def is_foot_note(words: str) -> bool:
    """True for what only the foot of a page holds: an owner's sign behind other words, a teaser, a menu."""
    owned = "©" in words and len(words) <= CHROME_MAX and not has_mark(words) and not reports_speech(words)
    return owned or is_teaser(words) or is_menu(words)


def _bare(words: str) -> str:
    """A line without its number or bullet, folded."""
    number = _NUMBER.match(words)
    return words[number.end() if number else 0 :].casefold().replace("’", "'")


@cache
def _openings() -> re.Pattern[str]:
    return re.compile(any_of(phrases().chrome_openings))


@cache
def _teasers() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(phrases().teaser_labels)}):\s")
