"""What a saved question asks of a store, beside what every question does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from quotetrack.records import Article
from quotetrack.speakers.directory import ClaimDirectory, Searchable, StatementDirectory


class WatchedStatements(StatementDirectory, Protocol):
    """Statements, found by id or by row as well."""

    def came_in(self, rows: Iterable[int], /) -> Mapping[int, tuple[str, str | None]]:
        """Map each of these rows to its statement's id, and to when its text was stored (None: unknown)."""

    def rows_of(self, ids: Iterable[str], /) -> Mapping[str, int]:
        """Map each of these ids to the row of its statement."""


class WatchedClaims(ClaimDirectory, Protocol):
    """Claims and contradictions, by row."""

    def contradictions(self, rows: Iterable[int], /) -> Sequence[tuple[int, int]]:
        """Return both ends of each contradiction that has an end among these rows."""


class OneText(Protocol):
    """A text that an article has or had."""

    @property
    def article(self) -> Article:
        """The article with this text."""


class EarlierTexts(Protocol):
    """The texts that articles have had."""

    def texts(self, keys: Iterable[str], /) -> Mapping[str, Sequence[OneText]]:
        """Map the keys of articles that were revised to all their texts."""


class Watchable(Searchable, Protocol):
    """A store, as far as saved questions need it."""

    @property
    def statements(self) -> WatchedStatements:
        """Its statements."""

    @property
    def claims(self) -> WatchedClaims:
        """Its claims."""

    @property
    def revisions(self) -> EarlierTexts:
        """The texts of its articles."""


class TextsByDigest:
    """The texts of articles that were revised, read when they are first asked for."""

    def __init__(self, store: Watchable) -> None:
        self._store = store
        self._read: dict[str, dict[str, str]] = {}

    def of(self, key: str, digest: str) -> str | None:
        """Return the text of the article with this key that has this digest; None if none has."""
        if key not in self._read:
            texts = self._store.revisions.texts([key]).get(key, ())
            self._read[key] = {one.article.digest: one.article.text for one in texts}
        return self._read[key].get(digest)
