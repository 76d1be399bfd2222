"""What the user knows of the files that are read: by their names, and by a table beside them. It wins over what a page
says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from quotetrack.readers.dates import read_stamp
from quotetrack.readers.files import Origin
from quotetrack.readers.given_names import facts_of_name, name_pattern
from quotetrack.readers.outlets import source_of_url
from quotetrack.readers.sidecar import facts_beside, read_sidecar
from quotetrack.records import Article, Failure, Source

_OF_ONE = ("title", "id", "url", "byline")
"""What is told of one article, and not of all in a file of many."""


class KnownFacts:
    """What is known of files; `name` is the pattern of their names, `sidecar` the path of the table.

    Raises:
        UsageError: pattern or table make no sense.
        ReadError: the table cannot be read.
    """

    def __init__(self, name: str | None = None, sidecar: str | Path | None = None) -> None:
        self._pattern = None if name is None else name_pattern(name)
        self._table = {} if sidecar is None else read_sidecar(sidecar)
        self._settled: Article | None = None

    def told(self, results: Iterable[Article | Failure], origin: Origin) -> Iterator[Article | Failure]:
        """Yield what is read from an input, the articles with what is known of it. Those of an input inside it were
        settled there."""
        facts: Mapping[str, str] | None = None
        for result in results:
            if isinstance(result, Failure) or result is self._settled:
                yield result
                continue
            if facts is None:
                facts = self._facts(origin)
            article = with_facts(result, facts, is_alone=result.id == origin.id) if facts else result
            self._settled = article
            yield article

    def _facts(self, origin: Origin) -> Mapping[str, str]:
        """Return what is known of an input. The table is believed before the name."""
        pattern = self._pattern if origin.where != "-" else None
        named = {} if pattern is None else facts_of_name(pattern, origin.id)
        return {**named, **facts_beside(self._table, origin)}


def with_facts(article: Article, facts: Mapping[str, str], *, is_alone: bool) -> Article:
    """Return the article with these facts in the place of its own. Those that are told of one article count only if it
    `is_alone` in its file."""
    told: dict[str, Any] = {
        field: words for field, words in facts.items() if is_alone or field not in _OF_ONE
    }
    if url := told.pop("url", None):
        behind = source_of_url(url)
        source = Source(behind.name or article.source.name, behind.domain)
        key = article.key if article.key == article.id else url
        article = replace(article, url=url, key=key, source=source)
    if outlet := told.pop("source", None):
        article = replace(article, source=Source(outlet, article.source.domain))
    if stamp := told.pop("published", None):
        day, at = read_stamp(stamp) or (None, None)
        article = replace(article, published=day, published_at=at)
    if id := told.pop("id", None):
        article = replace(article, id=id, key=id)
    return replace(article, **told)
