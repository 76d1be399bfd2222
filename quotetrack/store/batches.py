"""Queries over many values, some at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

AT_ONCE = 500
"""Values in one list of a query: within what every database takes."""
ROWS = 5000
"""Rows that are written or fetched together."""


def lots(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """The values in their order, so many at a time; none for none."""
    lot: list[T] = []
    for value in values:
        lot.append(value)
        if len(lot) == size:
            yield lot
            lot = []
    if lot:
        yield lot
