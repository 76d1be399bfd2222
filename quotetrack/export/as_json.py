"""JSON: one array, one object a quotation, each on a line of its own."""

from __future__ import annotations

from typing import BinaryIO

from quotetrack.export.as_jsonl import json_line
from quotetrack.export.sheet import Sheet


def write(sheet: Sheet, out: BinaryIO) -> int:
    """Write the array; return how many objects it holds."""
    out.write(b"[")
    rows = 0
    for rows, printed in enumerate(sheet.printed, start=1):
        out.write((b",\n" if rows > 1 else b"\n") + json_line(printed.to_dict()))
    out.write(b"\n]\n")
    return rows
