"""The sign-off under an article, read from one line, and the agencies in a list such as "(dpa, AFP)"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from quotetrack.readers.lines import has_mark
from quotetrack.readers.phrases import AGENCIES
from quotetrack.records import Span, Zone
from quotetrack.text.calendar import WEEKDAYS

# Characters of the longest "(Reporting by …; editing by …)" that still counts as a sign-off.
_STAFF_LENGTH = 400
# Characters of the longest list of agencies with the initials before it.
_LIST_LENGTH = 110
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


def read_sign_off(words: str) -> tuple[Zone, ...]:
    """Return the zones of the sign-off that a text's last line is, or ends in: "sej/msh (dpa, AFP)".

    The first is the sign-off, the others the initials and agencies in it; spans count from the line's start. Empty if
    the line has no sign-off.
    """
    if len(words) <= _STAFF_LENGTH and _STAFF.match(words) and words.rstrip(".").endswith(")"):
        return _zones(words, 0)
    if _ONLY_INITIALS.match(words):
        return _zones(words, 0, _initials(words, 0))
    if not has_mark(words) and (thanks := _THANKS.match(words)):
        return _read_thanks(words, thanks)
    hits = _SIGN_OFF.finditer(words, max(0, len(words) - _LIST_LENGTH))
    # At the line's start or behind a finished sentence; "a man (AFP)" is prose.
    apart = (hit for hit in hits if words[: hit.start()].rstrip()[-1:] in ("", *".!?…”\"’'"))
    return next((_read_list(words, hit) for hit in apart), ())


def read_credits(words: str, offset: int) -> list[Credit]:
    """Return the names in a list such as "(dpa, AFP)" or "with AFP"; `offset` is where the list stands."""
    names = []
    for item in _ITEM.finditer(words):
        bare = item.group().strip(" \t\u00a0()[]")
        end = offset + item.start() + item.group().index(bare) + len(bare)
        if name := bare if bare in AGENCIES else _PREFIX.sub("", bare, count=1):
            known, fits = name in AGENCIES, _AGENCY.fullmatch(name) and name not in _NO_AGENCY
            names.append(Credit(Span(end - len(name), end), known, known or bool(fits)))
    return names


def _read_list(words: str, match: re.Match[str]) -> tuple[Zone, ...]:
    """Return the sign-off if every name is a known agency.

    In a line of its own, one known agency, or the initials of a desk ("kl/mtz"), vouch for the other names.
    """
    credit_lines = read_credits(match["list"], match.start("list"))
    initials = _initials(match["initials"] or "", match.start("initials"))
    is_whole = match.start() == 0
    is_desk = is_whole and _ONLY_INITIALS.match(match["initials"] or "")
    vouched = is_desk or any(credit.known for credit in credit_lines)
    trusted = all(credit.known or (is_whole and (credit.fits or initials)) for credit in credit_lines)
    agencies = [credit.span for credit in credit_lines if credit.fits]
    return _zones(words, match.start(), initials, agencies) if vouched and trusted else ()


def _read_thanks(words: str, match: re.Match[str]) -> tuple[Zone, ...]:
    """Read "Additional reporting by Meridian": one word is an agency, two are a person unless known."""
    part = "by" if match["by"] else "who"
    credit_lines = read_credits(match[part], match.start(part))
    people = [credit for credit in credit_lines if _PERSON.fullmatch(credit.span.of(words))]
    agencies = [credit for credit in credit_lines if credit.known or credit not in people]
    is_clear = all(credit.fits for credit in agencies)
    return _zones(words, 0, agencies=[credit.span for credit in agencies]) if is_clear else ()


def _zones(
    words: str, start: int, initials: Iterable[Span] = (), agencies: Iterable[Span] = ()
) -> tuple[Zone, ...]:
    inner = [*(Zone("initials", span) for span in initials), *(Zone("agency", span) for span in agencies)]
    return (Zone("sign_off", Span(start, len(words))), *inner)


def _initials(words: str, offset: int) -> tuple[Span, ...]:
    parts = re.finditer(r"[A-Za-z]+", words)
    return tuple(Span(offset + part.start(), offset + part.end()) for part in parts)
