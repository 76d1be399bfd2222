"""The lines of a shard: a file of articles with what was found in them, as a cluster leaves it. So results travel from
a machine, and so they are kept."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal

from quotetrack.records.article import Failure
from quotetrack.records.encoding import MisfitError, decode_as, encode
from quotetrack.records.extraction import Extraction


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardHead:
    """The first line of a shard. A line for each article follows: an object whose "extraction" is an `Extraction`.

    Attributes:
        quotetrack: "shard": what the file is.
        version: Of the form of the lines.
        articles: How many articles follow.
    """

    quotetrack: Literal["shard"]
    version: int
    articles: int


SHARD_VERSION = 1
"""The form of the lines that is written; another number if this one can no longer be read as it is."""
SHARD_START = b'{"quotetrack":"shard"'
"""How every shard begins."""


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
