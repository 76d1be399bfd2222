"""The small print about who made an article: byline, dateline and sign-off, each read from one line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quotetrack.read.dates import find_day
from quotetrack.read.lines import is_open_ended
from quotetrack.read.phrases import phrases
from quotetrack.records import Span

BYLINE_MAX = 100
CREDITS_MAX = 400
"""The longest "(Reporting by …; editing by …)" that still counts as a sign-off."""
_BY = re.compile(r"(?:(?:written|reported|story|report|text|words|analysis) )?(?:by|von):? ", re.IGNORECASE)
_PARTICLES = frozenset(
    {"and", "&", "with", "de", "del", "della", "der", "den", "des", "di", "da", "dos", "du", "la", "le"}
    | {"van", "von", "zu", "bin", "ibn", "al", "el", "y", "e", "ter", "ten"}
)
_DESKS = ("correspondent", "reporter", "staff", "editor", "agencies", "desk")
_DAYS = frozenset(
    ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Today", "Tomorrow")
)

# All repeats are bounded and the pattern is only tried at a paragraph's start.
_DATELINE = re.compile(
    r"(?P<place>[^\W\d_][^\n—–(),:;!?\"“”„«»]{1,40}?)(?P<more>,\s[^\n—–():;!?\"“”„«»]{2,40}?)?"
    r"(?P<agency>\s?\([^()\n]{2,60}\))?(?P<dash>\s[—–]\s?|[—–]\s|\s--?\s)"
)
_MONTH_NAME = r"(?:Jan|Feb|March|April|May|June|July|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}"
_MONTH = re.compile(rf"\b{_MONTH_NAME}\.?\s\d|\d\s{_MONTH_NAME}")
_ADDRESSES = frozenset(("MR", "MRS", "MS", "DR", "THE", "JUDGE", "PROF", "SIR", "LADY", "LORD", "Q", "A"))

_INITIALS = r"[A-Za-z]{2,4}(?:/[A-Za-z]{2,4}){0,4}"
_SIGN_OFF = re.compile(rf"(?<!\S)(?:(?P<initials>{_INITIALS})[ \u00a0]?)?\((?P<list>[^()]{{2,80}})\)\.?$")
_ONLY_INITIALS = re.compile(r"[a-z]{2,4}(?:/[a-z]{2,4}){1,4}$")
_STAFF = re.compile(
    r"\((?:additional )?(?:reporting|writing|editing|compiled|edited|written)\b", re.IGNORECASE
)
_ITEM = re.compile(r"[^,;/]+")


@dataclass(frozen=True, slots=True)
class SignOff:
    """Where a sign-off stands in its line, and the initials and agencies in it."""

    span: Span
    initials: tuple[Span, ...] = ()
    agencies: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Dateline:
    """The words of a dateline up to its dash, the agencies in it, and the day where it gives the year."""

    span: Span
    agencies: tuple[Span, ...] = ()
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


def _are_names(tokens: list[str]) -> bool:
    capitals = [token for token in tokens if token[0].isupper()]
    rest = [token for token in tokens if not token[0].isupper()]
    joined = all(token in _PARTICLES or token.startswith(("al-", "el-", "d'", "d’")) for token in rest)
    plain = all(char.isalpha() or char in ".'’-" for token in capitals for char in token)
    return bool(capitals) and joined and plain


def read_dateline(words: str) -> Dateline | None:
    """The dateline that opens a paragraph ("MOSCOW, July 5 (AFP) —"), or None."""
    found = _DATELINE.match(words[:160])
    if not found or not found["place"][0].isupper():
        return None
    place, more = found["place"].strip(), found["more"] or ""
    agencies = _known(found["agency"] or "", found.start("agency"))
    capitals = place.isupper() and sum(char.isalpha() for char in place) >= 3
    if capitals and place.split()[0].strip(".") in _ADDRESSES:
        return None  # "MR OYELOWO — You signed this page" is a turn
    if not capitals and not agencies and not (_MONTH.search(more) and len(place.split()) <= 3):
        return None
    span = Span(0, len(words[: found.start("dash")].rstrip()))
    return Dateline(span, agencies, find_day(more))


def read_sign_off(words: str) -> SignOff | None:
    """The sign-off that a text's last line is, or ends in: "sej/msh (dpa, AFP)". None where it has none."""
    if len(words) <= CREDITS_MAX and _STAFF.match(words) and words.rstrip(".").endswith(")"):
        return SignOff(Span(0, len(words)))
    if _ONLY_INITIALS.match(words):
        return SignOff(Span(0, len(words)), _initials(words, 0))
    tail = max(0, len(words) - 110)
    found = next((hit for hit in _SIGN_OFF.finditer(words, tail) if _stands_apart(words, hit.start())), None)
    if found is None:
        return None
    agencies = _known(found["list"], found.start("list"))
    items = len(_ITEM.findall(found["list"]))
    initials = _initials(found["initials"] or "", found.start("initials"))
    whole = found.start() == 0
    if not agencies or (len(agencies) < items and not (whole and initials)):
        return None
    return SignOff(Span(found.start(), len(words)), initials, agencies)


def _stands_apart(words: str, start: int) -> bool:
    """True at the line's start or behind a finished sentence; "a man (AFP)" is prose."""
    return start == 0 or words[:start].rstrip()[-1:] in tuple(".!?…”\"’'")


def _known(words: str, offset: int) -> tuple[Span, ...]:
    """The agencies named in a list such as "(dpa, AFP)"; `offset` is where the list stands."""
    found = []
    for item in _ITEM.finditer(words):
        name = item.group().strip(" \t\u00a0()[]")
        if name in phrases().agencies:
            start = offset + item.start() + item.group().index(name)
            found.append(Span(start, start + len(name)))
    return tuple(found)


def _initials(words: str, offset: int) -> tuple[Span, ...]:
    return tuple(
        Span(offset + part.start(), offset + part.end()) for part in re.finditer(r"[A-Za-z]+", words)
    )
