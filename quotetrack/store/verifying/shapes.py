"""What the JSON in a column has to look like."""

from __future__ import annotations

from typing import Any

from quotetrack.records import Filter
from quotetrack.records.encoding import decode_as


def are_texts(value: Any) -> bool:
    """Return True for a list of texts."""
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def are_zones(value: Any) -> bool:
    """Return True for a list of kinds, each with two offsets."""
    return isinstance(value, list) and all(
        isinstance(zone, list) and len(zone) == 3 and [type(part) for part in zone] == [str, int, int]
        for zone in value
    )


def are_printings(value: Any) -> bool:
    """Return True for a list of printings as `kept_checks` holds them."""
    return isinstance(value, list) and all(
        isinstance(one, dict)
        and isinstance(one.get("article"), str)
        and isinstance(one.get("quote"), str | None)
        and are_spans(one.get("content"))
        for one in value
    )


def are_spans(value: Any) -> bool:
    """Return True for a list of pairs of offsets."""
    return isinstance(value, list) and all(
        isinstance(span, list) and [type(place) for place in span] == [int, int] for span in value
    )


def is_filter(value: Any) -> bool:
    """Return True for what `watches` keeps of a filter."""
    try:
        decode_as(Filter, value)
    except ValueError:
        return False
    return True


def are_versions(value: Any) -> bool:
    """Return True for a list of parts with their versions, as `runs` keeps it."""
    return isinstance(value, list) and all(are_texts(part) and len(part) == 2 for part in value)
