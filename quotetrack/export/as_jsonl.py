"""JSON Lines: one object a quotation, as `lines.printed_object` has it."""

from __future__ import annotations

from typing import BinaryIO

from quotetrack.export.lines import dump, printed_object
from quotetrack.export.sheet import Sheet


def write(sheet: Sheet, out: BinaryIO) -> int:
    """How many lines were written."""
    rows = 0
    for statement in sheet.printed:
        out.write(dump(printed_object(statement)) + b"\n")
        rows += 1
    return rows
