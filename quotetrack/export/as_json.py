"""JSON: one array, one object a quotation, each on a line of its own."""

from __future__ import annotations

from typing import BinaryIO

from quotetrack.export.lines import dump, printed_object
from quotetrack.export.sheet import Sheet


def write(sheet: Sheet, out: BinaryIO) -> int:
    """How many objects the array holds."""
    out.write(b"[")
    rows = 0
    for rows, statement in enumerate(sheet.printed, start=1):
        out.write((b",\n" if rows > 1 else b"\n") + dump(printed_object(statement)))
    out.write(b"\n]\n")
    return rows
