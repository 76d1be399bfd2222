"""A store that is open: what all parts of a `Collection` work on."""

from __future__ import annotations

import getpass
from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING, Self

from quotetrack.records import Criteria, Filter

if TYPE_CHECKING:
    from quotetrack.linking.linker import Linked
    from quotetrack.store import Store


class Opened:
    """An open store, to be closed."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def location(self) -> str:
        """The database's file, or its URL without the password."""
        return self.store.location

    def _store(self, *, unshown: bool) -> Store:
        """The store; as it reads what is not shown too, if that is wanted."""
        return self.store.with_unshown() if unshown else self.store

    def _link(self, *, rebuild: bool = False, workers: int | None = None) -> Linked:
        """Link what is not linked yet, and whatever else was left undone."""
        from quotetrack.linking.linker import link_store
        from quotetrack.parallel import cores

        return link_store(self.store, rebuild=rebuild, workers=workers or cores())

    def _make_up(self, *, workers: int | None = None) -> None:
        """Link if there is something to be linked: what this run has written, or an earlier one that was broken off."""
        if self.store.has_pending():
            self._link(workers=workers)

    def _wanted(self, filter: Filter, criteria: Criteria) -> Filter:
        """The filter with the fields given by name. If nobody is named as its `speaker`, it chooses those not named who
        are described so, if there are any."""
        wanted = with_criteria(filter, criteria)
        if wanted.speaker is None or wanted.mentions or self.store.speakers.is_named(wanted.speaker):
            return wanted
        described = self._store(unshown=wanted.unshown).speakers.described(wanted.speaker)
        return replace(wanted, mentions=tuple(words for entry in described for words in entry.mentions))

    def close(self) -> None:
        """Give the database back. A second call does nothing.

        Example:
            >>> collection.close()
        """
        self.store.close()


def with_criteria(filter: Filter, criteria: Criteria) -> Filter:
    """Return the filter with the fields that were given by name."""
    return replace(filter, **criteria)


def user() -> str:
    """Return the name of whoever runs the program; "unknown" on a system without a name for this user."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
