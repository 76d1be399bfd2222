"""The headline, which lines at the head of a page could be one, and section headings: short lines that stand alone
between paragraphs of the body and are no sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quotetrack.readers.layout import Layout
from quotetrack.readers.lines import (
    CLOSERS,
    OPENERS,
    ends_sentence,
    has_mark,
    is_bare_quotation,
    is_labelled,
    is_list_item,
    is_open_ended,
    is_quotation,
    last_sign,
    opens_title,
    reports_speech,
)
from quotetrack.readers.makers import read_dateline
from quotetrack.records import Span


@dataclass(frozen=True, slots=True)
class HeadlineSettings:
    """Limits chosen on the pages in `fixtures/`; rerun `tests/readers` before changing one."""

    # Characters.
    longest: int = 150
    # Characters of a headline with a full stop, known by the agency's dateline behind it.
    longest_stopped: int = 120
    # Words in capitals; fewer are a name.
    fewest_title_words: int = 5
    # Characters. No hard-wrapped line is longer, so a longer one under a short one is a paragraph under its headline.
    shortest_paragraph: int = 100


SETTINGS = HeadlineSettings()

_SHORTENED = "Mr Ms Dr St Jr Sr Lt No vs Mrs Gen Gov Sen Rep Col Sgt Maj Rev Brig Capt Prof"
_NO_END = "".join(rf"(?<!{word}\.)" for word in _SHORTENED.split())
_INNER_END = re.compile(rf"[.!?…](?<!\b[A-Z]\.){_NO_END}[”\"’'»]?\s+[A-Z“\"„«]")
_LOWER = frozenset(
    "a an the and but or nor for so yet as at by in of off on out over per to up via with from into onto than "
    "vs v de al".split()
)


def find_headline(layout: Layout, number: int, run: list[int], title: str | None) -> list[int]:
    """Return the lines of the headline that a run of lines opens with: one, or two, with an article behind them.

    A known title is one whatever it looks like. Empty if the run is something else.
    """
    first = layout.words(run[0])
    known = title is not None and first.split() == title.split()
    if known or _is_over_paragraph(layout, run) or _is_stopped_headline(layout, number, run):
        return run[:1]
    lines = [layout.words(index) for index in run]
    if len(run) > 2 or not all(map(_could_head, lines)):
        return []
    words = " ".join(lines)
    is_turns = len(run) == 2 and all(map(is_labelled, lines))
    if len(words) > SETTINGS.longest or not any(map(str.isalpha, words)) or is_turns:
        return []
    return run if _leads_to_body(layout, number, run, words) else []


def after_hashes(words: str) -> int:
    """Return how many signs a Markdown heading puts before its words."""
    bare = words.lstrip("#")
    return len(words) - len(bare.lstrip()) if bare[:1].isspace() else 0


def _could_head(words: str) -> bool:
    # “I would do it again!” is a paragraph.
    spoken = is_quotation(words) and last_sign(words) in (".", ",", "?", "!", "…")
    is_ended = not is_open_ended(words) and last_sign(words) not in ("?", "!")
    return not (spoken or is_ended or is_list_item(words) or _INNER_END.search(words))


def _leads_to_body(layout: Layout, number: int, run: list[int], words: str) -> bool:
    """True if prose comes later, and the next block is no second turn of a transcript."""
    block, *later = layout.blocks[number:]
    if is_labelled(words) and later and is_labelled(layout.words(later[0].start)):
        return False
    is_parted = run[-1] + 1 < block.stop and layout.is_body(block)  # small print parts the two
    return is_parted or any(map(layout.is_body, later))


def _is_over_paragraph(layout: Layout, run: list[int]) -> bool:
    """True if a page was pasted without blank lines: a headline right over a paragraph."""
    if len(run) < 2 or len(layout.words(run[0])) > SETTINGS.longest:
        return False
    first, second = layout.words(run[0]), layout.words(run[1])
    is_paragraph = len(second) > SETTINGS.shortest_paragraph and ends_sentence(second)
    is_turn = is_labelled(first) or is_labelled(second)
    return is_paragraph and not is_turn and len(first.split()) > 2 and _could_head(first)


def _is_stopped_headline(layout: Layout, number: int, run: list[int]) -> bool:
    """True for a first block that ends in a full stop and is a headline nevertheless: in title case, or right over an
    agency's dateline."""
    words = layout.words(run[0])
    later = layout.blocks[number + 1 : number + 2]
    is_alone = later and len(layout.blocks[number]) == 1 and len(words) <= SETTINGS.longest
    is_other = is_quotation(words) or is_list_item(words) or _INNER_END.search(words)
    if not is_alone or is_other or last_sign(words) != ".":
        return False
    behind = layout.words(later[0].start)
    dateline = read_dateline(behind, known_only=True)
    is_of_agency = dateline and len(dateline.zones) > 1 and len(words) <= SETTINGS.longest_stopped
    prose = ends_sentence(behind) or layout.is_body(later[0])
    return bool(is_of_agency) or (prose and not is_labelled(behind) and _is_title_case(words))


def _is_title_case(words: str) -> bool:
    """True if every word but the small ones opens with a capital, and there are too many for a name."""
    tokens = [token.strip(OPENERS + CLOSERS + ".,:;!?…–—-") for token in words.split()]
    capitals = sum(token[:1].isupper() for token in tokens)
    small = (token for token in tokens if token[:1].islower())
    return capitals >= SETTINGS.fewest_title_words and all(token in _LOWER for token in small)


# Characters and words. Longer lines without a full stop are paragraphs that lost theirs.
_HEADING_LENGTH = 90
_HEADING_WORDS = 12
_HASHES = re.compile(r"#{1,6}\s+")
_PLACE = re.compile(
    r"[A-Z][\w.'’-]{1,20}(?: [A-Z][\w.'’-]{1,20})?, [A-Z][\w.'’-]{1,20}(?: [A-Z][\w.'’-]{1,20})?"
)


def mark_headings(layout: Layout) -> None:
    """Mark the headings between the paragraphs of the body."""
    free = [block for block in layout.blocks if layout.first_free(block) is not None]
    for before, here, after in zip(free, free[1:], free[2:], strict=False):
        words = layout.words(here.start)
        hashes = _HASHES.match(words)
        is_heading = hashes or (_could_be_heading(words) and _stands_between(layout, before, after, words))
        if len(here) == 1 and is_heading:
            layout.take(here.start, "heading", Span(hashes.end() if hashes else 0, len(words)))


def _could_be_heading(words: str) -> bool:
    if len(words) > _HEADING_LENGTH or len(words.split()) > _HEADING_WORDS:
        return False
    is_title = opens_title(words) and is_open_ended(words) and any(map(str.isalpha, words))
    is_speech = is_quotation(words) or (has_mark(words) and reports_speech(words))
    is_place = words.endswith(".") or _PLACE.fullmatch(words)  # under a reader's letter: "Washington, D.C."
    return is_title and not (is_speech or is_place or is_list_item(words))


def _stands_between(layout: Layout, before: range, after: range, words: str) -> bool:
    """True if prose stands on both sides.

    What a colon announces, the signature under a quotation, the name over one, and a line among other short lines are
    all no headings.
    """
    last, first = layout.last_free(before), layout.first_free(after)
    if last is None or first is None or not layout.is_body(after) or not layout.is_body(before):
        return False
    beside = layout.words(last), layout.words(first)
    labelled = is_labelled(words) and any(map(is_labelled, beside))
    return not labelled and not any(map(is_bare_quotation, beside))
