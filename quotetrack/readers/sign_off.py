"""The sign-off under an article, read from one line, and the agencies in a list such as "(dpa, AFP)"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quotetrack.readers.lines import has_mark
from quotetrack.readers.phrases import phrases
from quotetrack.records import Span
from quotetrack.text.calendar import WEEKDAYS

CREDITS_MAX = 400
"""The longest "(Reporting by …; editing by …)" that still counts as a sign-off."""
LIST_MAX = 110
"""The longest list of agencies with the initials before it."""
_INITIALS = r"[A-Za-z]{2,4}(?:/[A-Za-z]{2,4}){0,4}"
_SIGN_OFF = re.compile(rf"(?<!\S)(?:(?P<initials>{_INITIALS})[ \u00a0]?)?\((?P<list>[^()]{{2,80}})\)\.?$")
_ONLY_INITIALS = re.compile(r"[a-z]{2,4}(?:/[a-z]{2,4}){1,4}$")
_STAFF = re.compile(
    r"\((?:additional )?(?:reporting|writing|editing|compiled|edited|written)\b", re.IGNORECASE
)
_THANKS = re.compile(
    r"(?:(?:with )?(?:additional )?reporting by|with (?:additional )?(?:reporting|material|files|inputs?) from)"
    r" (?P<by>.{2,120}?)\.?$|(?P<who>.{2,120}?) contributed (?:reporting )?to this (?:report|story|article)\.?$",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(?:(?!\s(?:and|&)\s)[^,;/])+")
_PREFIX = re.compile(r"\s{0,4}(?:and |& |with |from |via |the |mit |avec ){0,2}\s{0,4}", re.IGNORECASE)
_AGENCY = re.compile(r"[A-Z][\w’'-]{1,24}(?: [A-Z][\w’'-]{1,24})?")
_PERSON = re.compile(r"[A-Z][\w.’'-]{1,24}(?: [A-Za-z][\w.’'-]{0,24}){1,3}")
_NO_AGENCY = frozenset(("Agencies", "Agency", *map(str.title, WEEKDAYS[:5])))


@dataclass(frozen=True, slots=True)
class Credit:
    """One name in a list: where it stands, whether it is a known agency, whether it looks like one."""

    span: Span
    known: bool
    fits: bool


@dataclass(frozen=True, slots=True)
class SignOff:
    """Where a sign-off stands in its line, and the initials and agencies in it."""

    span: Span
    initials: tuple[Span, ...] = ()
    agencies: tuple[Span, ...] = ()


def read_sign_off(words: str) -> SignOff | None:
    """The sign-off that a text's last line is, or ends in: "sej/msh (dpa, AFP)". None where it has none."""
    if len(words) <= CREDITS_MAX and _STAFF.match(words) and words.rstrip(".").endswith(")"):
        return SignOff(Span(0, len(words)))
    if _ONLY_INITIALS.match(words):
        return SignOff(Span(0, len(words)), _initials(words, 0))
    thanks = None if has_mark(words) else _THANKS.match(words)
    if thanks:
        return _read_thanks(words, thanks)
    tail = max(0, len(words) - LIST_MAX)
    found = next((hit for hit in _SIGN_OFF.finditer(words, tail) if _stands_apart(words, hit.start())), None)
    return _read_list(words, found) if found else None


def read_credits(words: str, offset: int) -> list[Credit]:
    """The names in a list such as "(dpa, AFP)" or "with AFP"; `offset` is where the list stands."""
    credits = []
    for item in _ITEM.finditer(words):
        bare = item.group().strip(" \t\u00a0()[]")
        start = offset + item.start() + item.group().index(bare)
        name = bare if bare in phrases().agencies else _PREFIX.sub("", bare, count=1)
        if name:
            end = start + len(bare)
            known = name in phrases().agencies
            fits = known or (bool(_AGENCY.fullmatch(name)) and name not in _NO_AGENCY)
            credits.append(Credit(Span(end - len(name), end), known, fits))
    return credits


def _read_list(words: str, found: re.Match[str]) -> SignOff | None:
    """Every name has to be a known agency; in a line of its own, one, or the initials of a desk ("kl/mtz"),
    vouch for the others."""
    credits = read_credits(found["list"], found.start("list"))
    initials = _initials(found["initials"] or "", found.start("initials"))
    whole = found.start() == 0
    desk = whole and bool(_ONLY_INITIALS.match(found["initials"] or ""))
    if not (desk or any(credit.known for credit in credits)):
        return None
    if not all(credit.known or (whole and (credit.fits or initials)) for credit in credits):
        return None
    agencies = tuple(credit.span for credit in credits if credit.fits)
    return SignOff(Span(found.start(), len(words)), initials, agencies)


def _read_thanks(words: str, found: re.Match[str]) -> SignOff | None:
    """ "Additional reporting by Meridian": one word is an agency, two are a person unless known."""
    part = "by" if found["by"] else "who"
    credits = read_credits(found[part], found.start(part))
    people = [credit for credit in credits if _PERSON.fullmatch(credit.span.of(words))]
    if not all(credit.fits or credit in people for credit in credits):
        return None
    agencies = (credit.span for credit in credits if credit.known or credit not in people)
    return SignOff(Span(0, len(words)), agencies=tuple(agencies))


def _stands_apart(words: str, start: int) -> bool:
    """True at the line's start or behind a finished sentence; "a man (AFP)" is prose."""
    return start == 0 or words[:start].rstrip()[-1:] in tuple(".!?…”\"’'")


def _initials(words: str, offset: int) -> tuple[Span, ...]:
    return tuple(
        Span(offset + part.start(), offset + part.end()) for part in re.finditer(r"[A-Za-z]+", words)
    )
