"""A whole collection as JSON Lines: a line that says what it is, one for each record, and one that ends it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import BinaryIO

import quotetrack
from quotetrack.export.as_jsonl import json_line
from quotetrack.records import WHOLE_KINDS, WholeRecord
from quotetrack.records.encoding import encode

VERSION = 1
"""Of the form of the lines; another number if what wrote version 1 can no longer be read as it is."""

_NAMES: Mapping[type, str] = MappingProxyType({kind: name for name, kind in WHOLE_KINDS.items()})


def write_collection(records: Iterable[WholeRecord], out: BinaryIO) -> int:
    """Write records as they come; return how many. The last line holds that number, so that a file that was cut off is
    told from a whole one."""
    number = 0
    header = {"quotetrack": "collection", "version": VERSION, "program": quotetrack.__version__}
    out.write(json_line(header) + b"\n")
    for record in records:
        out.write(json_line({_NAMES[type(record)]: encode(record)}) + b"\n")
        number += 1
    out.write(json_line({"end": number}) + b"\n")
    return number
