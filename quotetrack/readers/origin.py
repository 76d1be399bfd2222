"""Where an input comes from, and what that lends to an article which has no id or address of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from quotetrack.readers.plain import digest_key
from quotetrack.records import Article


@dataclass(frozen=True, slots=True)
class Origin:
    """An input, stdin if nothing is given.

    `where` is the path as given ("-" for stdin), `id` the file's stem, `path` the resolved path (None for stdin).
    """

    where: str = "-"
    id: str = "stdin"
    path: str | None = None

    @classmethod
    def of_file(cls, path: Path) -> Origin:
        """Return the origin of a file. OSError if its path cannot be resolved."""
        return cls(str(path), path.stem, str(path.resolve()))

    def keyed(self, article: Article, *, line: int | None = None) -> Article:
        """Return the article under its address, else under its path (and line), else under its digest."""
        place = self.path if line is None or self.path is None else f"{self.path}#{line}"
        return replace(article, key=article.url or place or digest_key(article))
