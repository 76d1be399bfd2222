"""JSON Lines: one object a quotation, as `lines.printed_object` has it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from quotetrack.export.lines import dump, printed_object
from quotetrack.records import Printed


def write(printed: Iterable[Printed], out: BinaryIO) -> int:
    """How many lines were written."""
    rows = 0
    for statement in printed:
        out.write(dump(printed_object(statement)) + b"\n")
        rows += 1
    return rows
