"""JSON Lines: one object a quotation, as `Printed.to_dict` gives it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import BinaryIO

from quotetrack.export.sheet import Sheet


def write(sheet: Sheet, out: BinaryIO) -> int:
    """Write the quotations, one a line; return how many."""
    rows = 0
    for printed in sheet.printed:
        rows += 1
        out.write(json_line(printed.to_dict()) + b"\n")
    return rows


def json_line(value: Mapping[str, object]) -> bytes:
    """Return the object as one line of JSON in UTF-8, without the line's end.

    Letters stand as they are; a lone surrogate, which UTF-8 cannot hold, becomes its \\u escape.
    """
    # For code points up to U+FFFF, Python's backslashreplace happens to write JSON's own escape.
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace")
