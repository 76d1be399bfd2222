"""The small print of an article, read line by line: byline, dateline, and what else a line of it may be."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quotetrack.readers.dates import find_day, read_date_line
from quotetrack.readers.lines import is_open_ended
from quotetrack.readers.outlets import name_outlet
from quotetrack.readers.phrases import AGENCIES
from quotetrack.readers.sign_off import read_credits
from quotetrack.records import Span, Zone, ZoneKind
from quotetrack.text.calendar import WEEKDAYS

# Characters.
_BYLINE_LENGTH = 100
_BY = re.compile(r"(?:(?:written|reported|story|report|text|words|analysis) )?(?:by|von):? ", re.IGNORECASE)
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"“”]{3,2000}$", re.IGNORECASE)
_PARTICLE = re.compile(
    r"and|&|with|de|del|della|der|den|des|di|da|dos|du|la|le|van|von|zu|bin|ibn|al|el|y|e|ter|ten"
    r"|(?:al-|el-|d'|d’).*",
    re.DOTALL,
)
_DESKS = ("correspondent", "reporter", "staff", "editor", "agencies", "desk")
_DAYS = frozenset((*map(str.title, WEEKDAYS), "Today", "Tomorrow"))

# Characters of a paragraph in which a dateline ends.
DATELINE_LENGTH = 160
# All repeats are bounded and the pattern is only tried at a paragraph's start.
_DATELINE = re.compile(
    r"(?P<place>[^\W\d_][^\n—–―(),:;!?\"“”„«»]{1,40}?)(?P<more>,\s[^\n—–―():;!?\"“”„«»]{2,40}?)?"
    r"(?P<agency>\s?\([^()\n]{2,60}\))?(?P<dash>\s[—–―]\s?|[—–―]\s|\s--?\s)"
)
_MONTH_NAME = r"(?:Jan|Feb|March|April|May|June|July|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}"
_MONTH = re.compile(rf"\b{_MONTH_NAME}\.?\s\d|\d\s{_MONTH_NAME}")
_ADDRESSES = frozenset(("MR", "MRS", "MS", "DR", "THE", "JUDGE", "PROF", "SIR", "LADY", "LORD", "Q", "A"))


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline read from its line.

    `zones` are the dateline with its dash and the agencies in it, counted from the line's start. `known` tells whether
    one of these is a known agency, `day` the day ("YYYY-MM-DD") if the dateline gives the year.
    """

    zones: tuple[Zone, ...]
    known: bool = False
    day: str | None = None


def read_byline(words: str) -> str | None:
    """Return the names in "By Jane Doe in Moscow"; None if the line is no byline."""
    by = _BY.match(words)
    if not by or len(words) > _BYLINE_LENGTH or not is_open_ended(words):
        return None
    names = re.split(r"\s*[,|•·]|\s+(?:in|for|at)\s", words[by.end() :], maxsplit=1)[0].strip()
    tokens = names.split()
    is_desk = any(desk in names.casefold() for desk in _DESKS) or names in AGENCIES
    is_person = 2 <= len(tokens) <= 12 and tokens[0] not in _DAYS and _are_names(tokens)
    return names if is_desk or is_person else None


def read_bare_byline(words: str) -> str | None:
    """Return the name in "Jane Doe in Moscow", which is a byline only at the head of a page."""
    name, _, place = words.partition(" in ")
    is_place = 1 <= len(place.split()) <= 3 and _are_names(place.split())
    return name if is_place and is_open_ended(words) and _is_person(name) else None


def read_name_line(words: str) -> str | None:
    """Return the name in "Jane Doe" or "Jane Doe, Geneva", which is a byline only beside the date of an article."""
    name, _, place = words.partition(", ")
    fits = len(words) <= _BYLINE_LENGTH and len(place.split()) <= 3 and is_open_ended(words)
    return name if fits and _is_person(name) else None


def _is_person(name: str) -> bool:
    return 2 <= len(name.split()) <= 4 and _are_names(name.split())


def _are_names(tokens: list[str]) -> bool:
    capitals = [token for token in tokens if token[0].isupper()]
    plain = all(char.isalpha() or char in ".'’-" for token in capitals for char in token)
    small = (token for token in tokens if not token[0].isupper())
    return bool(capitals) and plain and all(map(_PARTICLE.fullmatch, small))


def read_dateline(words: str, *, known_only: bool = False) -> Dateline | None:
    """Return the dateline that opens a paragraph ("MOSCOW, July 5 (AFP) —"), or None.

    What stands in the agency's place counts as one, unless `known_only`.
    """
    match = _DATELINE.match(words[:DATELINE_LENGTH])
    if not match or not match["place"][0].isupper():
        return None
    place, more = match["place"].strip(), match["more"] or ""
    credit_lines = read_credits(match["agency"] or "", match.start("agency"))
    known = any(credit.known for credit in credit_lines)
    capitals = place.isupper() and sum(map(str.isalpha, place)) >= 3
    is_dated = _MONTH.search(more) and len(place.split()) <= 3
    # "MR OYELOWO — You signed this page" is a turn.
    is_turn = capitals and place.split()[0].strip(".") in _ADDRESSES
    if is_turn or not (capitals or known or is_dated):
        return None
    span = Span(0, len(words[: match.end("dash")].rstrip()))
    named = (credit.span for credit in credit_lines if credit.known or (credit.fits and not known_only))
    return Dateline(
        (Zone("dateline", span), *(Zone("agency", name) for name in named)), known, find_day(more)
    )


def label_line(words: str, *, in_head: bool = True) -> ZoneKind | None:
    """Return the kind of a line of small print; None for any other line.

    `in_head` lets "Jane Doe in Moscow" pass for a byline, which it is only at the head of a page.
    """
    if _URL.match(words):
        return "url"
    if read_date_line(words):
        return "date"
    if read_byline(words) or (in_head and read_bare_byline(words)):
        return "byline"
    return "outlet" if name_outlet(words) else None
