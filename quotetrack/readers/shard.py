"""Shards, as a run on a cluster keeps them → their articles, as they were read then.

So a later version can extract an archive anew without reading its pages and files again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from quotetrack.records import Article, Extraction, Failure
from quotetrack.records.encoding import MisfitError, decode_as


def shard_articles(lines: Iterable[bytes], where: str) -> Iterator[Article | Failure]:
    """Yield the article of each line behind the first, and a Failure for each line that holds none."""
    for number, line in enumerate(lines, start=2):
        if not line.strip():
            continue
        try:
            yield _extraction(line).article
        except (ValueError, RecursionError) as error:
            yield Failure(
                f"{where}:{number}", f"this line of a shard was changed ({error}); make the shard anew"
            )


def _extraction(line: bytes) -> Extraction:
    told = json.loads(line)
    if not isinstance(told, dict) or "extraction" not in told:
        raise MisfitError("it holds no extraction")
    return decode_as(Extraction, told["extraction"])
