"""What the first line of a shard says: a file of articles with what was found in them, as a cluster leaves it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


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
