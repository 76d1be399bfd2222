"""Shards, as a run on a cluster keeps them → their articles, as they were read then.

So a later version can extract an archive anew without reading its pages and files again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quotetrack.records import Article, Failure
from quotetrack.records.encoding import MisfitError
from quotetrack.records.shard import from_line


def shard_articles(lines: Iterable[bytes], where: str) -> Iterator[Article | Failure]:
    """Yield the article of each line behind the first, and a Failure for each line that holds none."""
    for number, line in enumerate(lines, start=2):
        if not line.strip():
            continue
        try:
            found = from_line(line)
            if isinstance(found, Failure):
                raise MisfitError("it holds no extraction")
            yield found.article
        except (ValueError, RecursionError) as error:
            yield Failure(
                f"{where}:{number}", f"this line of a shard was changed ({error}); make the shard anew"
            )
