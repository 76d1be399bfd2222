"""JSON: one array, one object a quotation, each on a line of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from quotetrack.export.lines import dump, printed_object
from quotetrack.records import Printed


def write(printed: Iterable[Printed], out: BinaryIO) -> int:
    """How many objects the array holds."""
    out.write(b"[")
    rows = 0
    for rows, statement in enumerate(printed, start=1):
        out.write((b",\n" if rows > 1 else b"\n") + dump(printed_object(statement)))
    out.write(b"\n]\n")
    return rows
