"""The small print over an article about who made it and where: byline and dateline, each read from one line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quotetrack.readers.dates import find_day
from quotetrack.readers.lines import is_open_ended
from quotetrack.readers.phrases import phrases
from quotetrack.readers.sign_off import read_credits
from quotetrack.records import Span
from quotetrack.text.calendar import WEEKDAYS

BYLINE_MAX = 100
_BY = re.compile(r"(?:(?:written|reported|story|report|text|words|analysis) )?(?:by|von):? ", re.IGNORECASE)
_PARTICLES = frozenset(
    {"and", "&", "with", "de", "del", "della", "der", "den", "des", "di", "da", "dos", "du", "la", "le"}
    | {"van", "von", "zu", "bin", "ibn", "al", "el", "y", "e", "ter", "ten"}
)
_DESKS = ("correspondent", "reporter", "staff", "editor", "agencies", "desk")
_DAYS = frozenset((*map(str.title, WEEKDAYS), "Today", "Tomorrow"))

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
    """The words of a dateline with its dash, the agencies in it, whether one of them is known
    as an agency, and the day where it gives the year."""

    span: Span
    agencies: tuple[Span, ...] = ()
    known: bool = False
    day: str | None = None


def read_byline(words: str) -> str | None:
    """The names in "By Jane Doe in Moscow"; None where the line is no byline."""
    found = _BY.match(words)
    if not found or len(words) > BYLINE_MAX or not is_open_ended(words):
        return None
    names = re.split(r"\s*[,|•·]|\s+(?:in|for|at)\s", words[found.end() :], maxsplit=1)[0].strip()
    tokens = names.split()
    if any(desk in names.casefold() for desk in _DESKS) or names in phrases().agencies:
        return names
    if not 2 <= len(tokens) <= 12 or tokens[0] in _DAYS or not _are_names(tokens):
        return None
    return names


def read_bare_byline(words: str) -> str | None:
    """The name in "Jane Doe in Moscow", which is a byline only where bylines stand."""
    name, between, place = words.partition(" in ")
    tokens = name.split()
    fits = between and 2 <= len(tokens) <= 4 and 1 <= len(place.split()) <= 3 and is_open_ended(words)
    return name if fits and _are_names(tokens) and _are_names(place.split()) else None


def read_name_line(words: str) -> str | None:
    """The name in "Jane Doe" or "Jane Doe, Geneva", which is a byline only beside the date of an article."""
    name, _, place = words.partition(", ")
    tokens = name.split()
    fits = 2 <= len(tokens) <= 4 and len(words) <= BYLINE_MAX and is_open_ended(words)
    return name if fits and _are_names(tokens) and len(place.split()) <= 3 else None


def _are_names(tokens: list[str]) -> bool:
    capitals = [token for token in tokens if token[0].isupper()]
    rest = [token for token in tokens if not token[0].isupper()]
    joined = all(token in _PARTICLES or token.startswith(("al-", "el-", "d'", "d’")) for token in rest)
    plain = all(char.isalpha() or char in ".'’-" for token in capitals for char in token)
    return bool(capitals) and joined and plain


def read_dateline(words: str, *, known_only: bool = False) -> Dateline | None:
    """The dateline that opens a paragraph ("MOSCOW, July 5 (AFP) —"), or None. What stands in the agency's
    place counts as one, unless `known_only`."""
    found = _DATELINE.match(words[:160])
    if not found or not found["place"][0].isupper():
        return None
    place, more = found["place"].strip(), found["more"] or ""
    credits = read_credits(found["agency"] or "", found.start("agency"))
    known = any(credit.known for credit in credits)
    capitals = place.isupper() and sum(char.isalpha() for char in place) >= 3
    if capitals and place.split()[0].strip(".") in _ADDRESSES:
        return None  # "MR OYELOWO — You signed this page" is a turn
    if not capitals and not known and not (_MONTH.search(more) and len(place.split()) <= 3):
        return None
    agencies = tuple(credit.span for credit in credits if credit.known or (credit.fits and not known_only))
    return Dateline(Span(0, len(words[: found.end("dash")].rstrip())), agencies, known, find_day(more))
