"""What stands in an address: which quotations are wanted, and permalinks. The names are those of the command line's
options."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from quotetrack.errors import UsageError, require_text
from quotetrack.records import KINDS, STANCES, STATUSES, Filter

FIELDS = (
    "speaker",
    "about",
    "source",
    "since",
    "until",
    "kind",
    "stance",
    "status",
    "min_confidence",
    "person",
    "unshown",
)
"""The fields of a filter that an address may have."""
_CHOICES: dict[str, tuple[str, ...]] = {"kind": KINDS, "stance": STANCES, "status": (*STATUSES, "unchecked")}
_NO = ("0", "false", "no", "off", "f", "n")
"""How a program says no; all else says yes."""
LONGEST_FIELD = 500
"""Characters of a field."""


def filter_in(query: Mapping[str, str], *, limit: int | None = None) -> Filter:
    """Return the filter that the fields of an address ask for; empty ones ask nothing. UsageError for what is none."""
    given: dict[str, Any] = {name: query[name].strip() for name in FIELDS if query.get(name, "").strip()}
    require_text(*given.values())
    for name, value in given.items():
        if len(value) > LONGEST_FIELD:
            raise UsageError(f"{name}: {len(value):,} characters; at most {LONGEST_FIELD} are looked for")
        if name in _CHOICES and value not in _CHOICES[name]:
            raise UsageError(f"{name}={value}: expected one of {', '.join(_CHOICES[name])}")
        if name in ("since", "until"):
            given[name] = _day(name, value)
    if "min_confidence" in given:
        given["min_confidence"] = _share(given["min_confidence"])
    if "unshown" in given:
        given["unshown"] = given["unshown"].casefold() not in _NO
    wanted = Filter(**given, limit=limit)
    if wanted.since is not None and wanted.until is not None and wanted.since > wanted.until:
        raise UsageError(f"since={wanted.since} is later than until={wanted.until}: no day lies between them")
    return wanted


def _day(name: str, value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise UsageError(f"{name}={value}: expected a day such as 2012-07-05") from None


def _share(value: str) -> float:
    try:
        share = float(value)
    except ValueError:
        share = -1.0
    if not 0.0 <= share <= 1.0:
        raise UsageError(f"min_confidence={value}: expected a number from 0 to 1")
    return share


def number_in(query: Mapping[str, str], name: str, default: int, *, most: int, least: int = 0) -> int:
    """Return a whole number of an address. UsageError if it is none, or not from `least` to `most`."""
    given = query.get(name, "").strip()
    if not given:
        return default
    if not given.isascii() or not given.isdigit() or len(given) > 12 or not least <= int(given) <= most:
        raise UsageError(f"{name}={given[:40]}: expected a whole number from {least:,} to {most:,}")
    return int(given)


def with_fields(query: Mapping[str, str], path: str = "", **changed: object) -> str:
    """Return an address with these fields changed and the others kept; None or "" takes one away."""
    fields = {**query, **changed}
    kept = {name: str(value) for name, value in fields.items() if value not in (None, "")}
    return f"{path}?{urlencode(kept, errors='replace')}" if kept else path or "?"


def narrowed(query: Mapping[str, str], path: str, field: str, value: str) -> str:
    """Return the address of those of a list that have one value of a field more; "month" and "unshown" stand for the
    fields of a filter that choose them. If the list is so by now, the address of the list without."""
    chosen = _fields_of(field, value)
    taken = dict.fromkeys(chosen) if is_narrowed(query, field, value) else chosen
    return with_fields(query, path, **{**taken, "from": None, "after": None, "at": None, "counts": "1"})


def is_narrowed(query: Mapping[str, str], field: str, value: str) -> bool:
    """Return whether a list is narrowed to a value of a field by now."""
    return all(query.get(name) == wanted for name, wanted in _fields_of(field, value).items())


def _fields_of(field: str, value: str) -> dict[str, str]:
    if field == "unshown":
        return {"unshown": "1"}
    if field != "month":
        return {field: value}
    year, month = map(int, value.split("-"))
    return {"since": f"{value}-01", "until": f"{value}-{monthrange(year, month)[1]:02}"}


def _part(id: str) -> str:
    """Return an id as a part of an address. Lone surrogates, which no address can hold, are question marks."""
    return quote(id, safe="", errors="replace")


def to_quotation(id: str) -> str:
    """Return the permalink of a quotation."""
    return f"/quotation/{_part(id)}"


def to_article(id: str, *, at: str = "") -> str:
    """Return the permalink of an article; of one quotation in it with `at`, where a browser scrolls to."""
    return f"/article/{_part(id)}" + (f"{with_fields({}, at=at)}#q-{_part(at)}" if at else "")


def to_claim(id: str) -> str:
    """Return the permalink of a claim, by its id or that of a quotation that prints it."""
    return f"/claim/{_part(id)}"


def to_speaker(id: str) -> str:
    """Return the permalink of a speaker, by its id or that of a quotation."""
    return f"/speaker/{_part(id)}"


def to_watch(name: str) -> str:
    """Return the address of what is new of the saved question of this name."""
    return with_fields({}, "/watches/news", name=name)


def to_outlet(name: str) -> str:
    """Return the address of the quotations that an outlet of this name or domain has printed."""
    return with_fields({}, "/quotes", source=name)
