"""Which paragraphs must be parsed if only quotations in marks are wanted: those that hold one, and those that tell
who speaks there.

Takes an article's paragraphs and their quoted stretches, gives the numbers of those that are needed. All is read off
the text, so nothing is parsed to find out what to parse.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from quotetrack.records import Span
from quotetrack.text.quotation_marks import Stretch

_TURN = re.compile(r"[^:]{1,90}: |[—–-] ")
"""How a turn of a transcript begins, and more: what is no turn is only parsed in vain."""
_PRONOUN = re.compile(r"\b(?:he|she|him|his|her)\b", re.IGNORECASE)
_NAME = re.compile(r"\b[^\W\d_a-z]\w+")
_PLAIN = re.compile(r"\b[^\W\d_A-Z]\w+")
_REACH = 3
_NAMINGS = 2
"""How many paragraphs before a pronoun are parsed, and how many that hold a name, from its first. In 210 articles of
PolNeAR's training half, 1,474 quotations, with paragraphs left out (and no indirect speech, which alone changes 14
speakers): 2 and 2 parse 73 % of the words and change 21 speakers, 3 and 2 77 % and 16, 3 and 1 70 % and 93, 3 and 3
80 % and 16. Keeping only the sentences that hold a name, rather than their paragraphs, saves 1 %."""


def select_paragraphs(
    text: str,
    spans: Sequence[Span],
    marked: Mapping[Span, tuple[Stretch, ...]],
    set_apart: Sequence[Span],
) -> set[int]:
    """Select paragraphs by their number (`spans` are in text order): those that may hold a quotation in marks, a turn
    or a block set apart as quoted. Those that may tell who speaks there are selected too."""
    narrated = {
        number: _narration(text, span, marked[span])
        for number, span in enumerate(spans)
        if marked[span]
        or _TURN.match(text, span.start, span.end)
        or any(zone.holds(span) for zone in set_apart)
    }
    selected = set(narrated)
    for number, words in narrated.items():
        selected.update(range(max(0, number - _REACH * bool(_PRONOUN.search(words))), number))
        if number and text[spans[number - 1].end - 1] == ":":
            selected.add(number - 1)
        if not any(map(str.isalpha, words)) and number + 1 < len(spans):
            selected.add(number + 1)  # nothing but words in marks: the line below may sign them
    return selected | set(_introducing(text, spans, _names(text, narrated.values())))


def _narration(text: str, span: Span, stretches: Sequence[Stretch]) -> str:
    """Return the reporter's own words of a paragraph."""
    out: list[str] = []
    at = span.start
    for stretch in stretches:
        if stretch.outer.start >= at:
            out.append(text[at : stretch.outer.start])
            at = stretch.outer.end
    return " ".join((*out, text[at : span.end]))


def _names(text: str, narrated: Iterable[str]) -> set[str]:
    """Return the words with a capital, but for those that the article has without one too: they began a sentence."""
    names = {name for words in narrated for name in _NAME.findall(words)}
    plain = set(_PLAIN.findall(text)) if names else set()
    return {name for name in names if name.lower() not in plain}


def _introducing(text: str, blocks: Sequence[Span], names: set[str]) -> Iterator[int]:
    """Return the paragraphs in which one of the names stands for the first times."""
    seen: Counter[str] = Counter()
    for number, block in enumerate(blocks):
        here = names.intersection(_NAME.findall(text, block.start, block.end))
        if any(seen[name] < _NAMINGS for name in here):
            yield number
        seen.update(here)
