"""Where an input comes from, and what that lends to an article which has no id or address of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quotetrack.readers.plain import digest_key

if TYPE_CHECKING:
    from quotetrack.records import Article


@dataclass(frozen=True, slots=True)
class Origin:
    """`where` is the path as given ("-" for stdin), `id` the file's stem, `path` the resolved path, which
    stdin does not have."""

    where: str
    id: str
    path: str | None

    def keyed(self, article: Article, *, line: int | None = None) -> Article:
        """The article under its address, else under its path (and line), else under its digest."""
        place = self.path if line is None or self.path is None else f"{self.path}#{line}"
        return replace(article, key=article.url or place or digest_key(article))
