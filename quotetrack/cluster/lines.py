"""What came of an article ↔ a line of JSON: how results travel from a machine, and how they are kept."""

from __future__ import annotations

import json

from quotetrack.records import Extraction, Failure
from quotetrack.records.encoding import MisfitError, decode_as, encode


def to_line(result: Extraction | Failure) -> bytes:
    """Return the line, without its end. It holds all of the record, and nothing but ASCII."""
    name = "failure" if isinstance(result, Failure) else "extraction"
    return json.dumps({name: encode(result)}, separators=(",", ":")).encode("ascii")


def from_line(line: bytes) -> Extraction | Failure:
    """Return what `to_line` made the line of. ValueError for any other."""
    told = json.loads(line)
    if isinstance(told, dict) and "extraction" in told:
        return decode_as(Extraction, told["extraction"])
    if isinstance(told, dict) and "failure" in told:
        return decode_as(Failure, told["failure"])
    raise MisfitError(f"the line is {line[:60]!r}; an extraction or a failure is expected")
