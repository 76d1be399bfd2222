"""A text as blocks of lines: where each line stands, and what its first and last signs tell of it.

A block is a run of lines with words; blank lines part blocks. Lines are spans without the white space
around them, so the text itself is never touched.
"""

from __future__ import annotations

import re
from itertools import pairwise

# A line from its first sign to its last; the four breaks are the ones that articles are printed with.
_LINE = re.compile(r"\S(?:[^\n\r\u2028\u2029]*\S)?")
_BREAK = re.compile(r"\r\n|[\n\r\u2028\u2029]")

OPENERS = "\"“„«‹‘'‚「『"
CLOSERS = "\"”“»«›‹’'‘」』)]"
_STOPS = ".!?…。！？"
_INITIALISM = re.compile(r"(?:^|[^\w.])(?:[A-Z]\.){2,}$")
_SINGLE_MARK = re.compile(r"(?:^|[\s(\[])['‘]\w")
_BULLET = re.compile(r"(?:[•●▪◦‣*·–—-]|\(?\d{1,3}[.)]|\(?[a-z]\))\s")
_REPORTS = re.compile(r"\b(?:said|told|says|asked|added|announced|according to)\b")
_LABEL = re.compile(r"[^\s:“”\"«»][^:“”\"«»\n]{0,40}:\s")


def split_lines(text: str) -> tuple[list[int], list[int], list[range]]:
    """Return where each line that holds words starts and ends, in text order, and the line numbers of each block."""
    spans = [line.span() for line in _LINE.finditer(text)]
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    cuts = [number for number in range(1, len(spans)) if _are_parted(text, ends[number - 1], starts[number])]
    blocks = [range(*edges) for edges in pairwise([0, *cuts, len(spans)])] if spans else []
    return starts, ends, blocks


def _are_parted(text: str, start: int, end: int) -> bool:
    """True if more than one line break stands between two places."""
    first = _BREAK.search(text, start, end) if end > start + 1 else None
    return first is not None and _BREAK.search(text, first.end(), end) is not None


def last_sign(words: str) -> str:
    """Return the last sign before closing marks and brackets: "." for ‘He left.”’; "" if there is none.

    The stop of an initialism ("in the U.S.") is no end of a sentence and counts as a letter.
    """
    bare = words[-160:].rstrip(CLOSERS + " \t\u00a0")
    return "S" if _INITIALISM.search(bare[-12:]) else bare[-1:]


def ends_sentence(words: str) -> bool:
    """True if the words end as a sentence does."""
    sign = last_sign(words)
    return bool(sign) and sign in _STOPS


def is_open_ended(words: str) -> bool:
    """True if no punctuation closes the words: neither a sentence's, nor a colon, nor a comma."""
    sign = last_sign(words)
    return bool(sign) and sign not in _STOPS and sign not in ":;,"


def has_mark(words: str) -> bool:
    """True if the words hold a quotation mark; an apostrophe inside a word is none."""
    return any(mark in words for mark in '"“”„«»‹›「『') or bool(_SINGLE_MARK.search(words))


def is_quoted_sentence(words: str) -> bool:
    """True if quotation marks and the end of a sentence come together: prose, whatever its layout."""
    return has_mark(words) and ends_sentence(words)


def is_quotation(words: str) -> bool:
    """True if the words are a quotation from end to end, or one that is not closed."""
    return words[:1] in OPENERS and (words[-1:] in CLOSERS or not has_mark(words[1:]))


def is_bare_quotation(words: str) -> bool:
    """True if the words are one quotation with nothing around or between: no cue, no speaker."""
    inside = words[1:-1]
    return words[:1] in OPENERS and words[-1:] in CLOSERS and not any(mark in inside for mark in '"“”„«»')


def reports_speech(words: str) -> bool:
    """True if a plain cue stands in the words: taking them for furniture could lose a quotation."""
    return bool(_REPORTS.search(words))


def is_list_item(words: str) -> bool:
    """True for a line that opens with a bullet, a dash or a number."""
    return bool(_BULLET.match(words))


def is_labelled(words: str) -> bool:
    """True for "Name: words", the shape of a turn in a transcript."""
    return bool(_LABEL.match(words))


def opens_title(words: str) -> bool:
    """True if the first sign could open a title: a capital, a digit, a mark, or a letter without case."""
    first = words[:1]
    return first in OPENERS + "¿¡" or first.isdigit() or (first.isalpha() and not first.islower())
