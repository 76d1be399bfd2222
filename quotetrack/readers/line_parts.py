"""The objects in a line of JSON Lines beyond words: zones, locators, the capture, what a wire sent. Each is checked,
as a span outside its text would end whatever reads it."""

from __future__ import annotations

from typing import Any, TypeVar, get_args

from quotetrack.errors import ReadError
from quotetrack.readers.dates import read_stamp
from quotetrack.records import Capture, Locator, Span, Wire, Zone, ZoneKind
from quotetrack.records.provenance import LocatorKind, WireState

_MOST = 50_000
"""Zones or locators of an article."""
_LONGEST = 4000
"""Characters of a word in them."""
_Kind = TypeVar("_Kind", bound=str)
_ZONES: dict[str, ZoneKind] = {kind: kind for kind in get_args(ZoneKind)}
_LOCATORS: dict[str, LocatorKind] = {kind: kind for kind in get_args(LocatorKind)}
_STATES: dict[str, WireState] = {state: state for state in get_args(WireState)}


def zones_of(record: dict[str, object], text: str) -> tuple[Zone, ...] | None:
    """Return the zones that a line gives, in text order; None if it gives none. ReadError if they are not as they
    should be."""
    given = _list(record, "zones")
    if given is None:
        return None
    zones = (Zone(_kind(one, "zones", _ZONES), _span(one, "zones", text)) for one in given)
    return tuple(sorted(zones, key=lambda zone: (zone.span.start, -zone.span.end)))


def locators_of(record: dict[str, object], text: str) -> tuple[Locator, ...]:
    """Return the locators that a line gives, in text order; () if it gives none. ReadError if they are not as they
    should be."""
    places = (
        Locator(
            kind=_kind(one, "locators", _LOCATORS),
            label=_words(one, "label", "locators") or "",
            span=_span(one, "locators", text),
            until=_words(one, "until", "locators") or "",
        )
        for one in _list(record, "locators") or ()
    )
    return tuple(sorted(places, key=lambda place: (place.span.start, place.span.end)))


def capture_of(record: dict[str, object]) -> Capture | None:
    """Return the capture that a line names; None if it names none. ReadError if it is not as it should be."""
    given = _object(record, "capture")
    if given is None:
        return None
    return Capture(
        at=_time(_words(given, "at", "capture"), "capture"),
        record=_words(given, "record", "capture"),
        sha256=_words(given, "sha256", "capture"),
        status=_number(given, "status", "capture"),
    )


def wire_of(record: dict[str, object]) -> Wire | None:
    """Return what a line says a wire sent; None if it says nothing of one. ReadError if it is not as it should be."""
    given = _object(record, "wire")
    if given is None:
        return None
    return Wire(
        guid=_words(given, "guid", "wire"),
        version=_number(given, "version", "wire"),
        slug=_words(given, "slug", "wire"),
        embargo=_time(_words(given, "embargo", "wire"), "wire"),
        state=_kind({"kind": given.get("state", "usable")}, "wire", _STATES),
        note=_words(given, "note", "wire"),
    )


def _list(record: dict[str, object], name: str) -> list[dict[str, Any]] | None:
    value = record.get(name)
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise ReadError(f'field "{name}" is no list of objects, such as {{"kind": …, "span": [0, 12]}}')
    if len(value) > _MOST:
        raise ReadError(f'field "{name}" has {len(value):,} entries; {_MOST:,} are the most')
    return value


def _object(record: dict[str, object], name: str) -> dict[str, Any] | None:
    value = record.get(name)
    if value is not None and not isinstance(value, dict):
        raise ReadError(f'field "{name}" is no object')
    return value


def _kind(given: dict[str, Any], field: str, known: dict[str, _Kind]) -> _Kind:
    kind = given.get("kind")
    if not isinstance(kind, str) or kind not in known:
        raise ReadError(f'field "{field}": {str(kind)[:40]!r} is none of {", ".join(known)}')
    return known[kind]


def _span(given: dict[str, Any], field: str, text: str) -> Span:
    span = given.get("span")
    is_pair = isinstance(span, list) and len(span) == 2 and all(type(end) is int for end in span)
    if not is_pair or span is None or not 0 <= span[0] < span[1] <= len(text):
        raise ReadError(
            f'field "{field}": {str(span)[:40]} is no stretch of the text; [start, end] is expected, with '
            f"0 ≤ start < end ≤ {len(text)}"
        )
    return Span(span[0], span[1])


def _words(given: dict[str, Any], name: str, field: str) -> str | None:
    value = given.get(name)
    if value is not None and (not isinstance(value, str) or len(value) > _LONGEST):
        raise ReadError(f'field "{field}": "{name}" is no string of at most {_LONGEST:,} characters')
    return value or None


def _number(given: dict[str, Any], name: str, field: str) -> int | None:
    value = given.get(name)
    if value is not None and (type(value) is not int or not 0 <= value < 10**9):
        raise ReadError(f'field "{field}": "{name}" is no whole number from 0 on')
    return value


def _time(stamp: str | None, field: str) -> str | None:
    if stamp is not None and read_stamp(stamp) is None:
        raise ReadError(f'field "{field}": {stamp[:40]!r} is no day and no ISO 8601 time')
    return stamp
