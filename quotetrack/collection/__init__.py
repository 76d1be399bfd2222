"""A collection of articles and their quotations: everything that the program can do, as Python calls it.

`open` gives a `Collection`, which fills, asks and reviews one database; `extract` and `extract_files` need none. Each
method is here for its documentation and order of work; the work itself is done by the rooms.
"""

from __future__ import annotations

from pathlib import Path

from quotetrack.collection.agreeing import Agreeing
from quotetrack.collection.backing_up import BackingUp
from quotetrack.collection.browsing import Browsing
from quotetrack.collection.claiming import Claiming
from quotetrack.collection.deciding import Deciding
from quotetrack.collection.erasing import Erasing
from quotetrack.collection.extracting import choose_engine, choose_kinds, extract, extract_files
from quotetrack.collection.filling import Added, Watch
from quotetrack.collection.keeping import Keeping
from quotetrack.collection.moving import Moving
from quotetrack.collection.quotations import Quotations
from quotetrack.collection.reviewing import Reviewing
from quotetrack.collection.tracing import Tracing
from quotetrack.collection.watching import Watching
from quotetrack.collection.whole_articles import WholeArticles
from quotetrack.records.stored import PATIENCE
from quotetrack.store import open_store

__all__ = [
    "Added",
    "Collection",
    "Quotations",
    "Watch",
    "choose_engine",
    "choose_kinds",
    "extract",
    "extract_files",
    "open",
]


class Collection(
    Agreeing,
    BackingUp,
    Browsing,
    Claiming,
    Deciding,
    Erasing,
    Keeping,
    Moving,
    Reviewing,
    Tracing,
    Watching,
    WholeArticles,
):
    """Articles and quotations in one database. `quotetrack.open` gives one.

    Methods that list things take a `Filter`, or the fields of one by name, or both; a field given by name wins. Those
    that return an iterator read as they go. All raise `StoreError` or one of its kinds if the database fails.

    Example:
        >>> with quotetrack.open(":memory:") as empty:
        ...     empty.stats().quotes
        0
    """


def open(db: str | Path | None = None, *, create: bool = True, wait: float = PATIENCE) -> Collection:
    """Open the collection in a database. Close it, or use it in a `with` statement.

    Args:
        db: A path, an SQLAlchemy URL or ":memory:". None means `QUOTETRACK_DB`, else a file in the user's data folder.
        create: Make the database if there is none.
        wait: How many seconds a method that writes waits for other processes that write. After five it says for whom
            it waits, to the logger "quotetrack".

    Returns:
        The collection. If quotations have yet to be linked, the logger "quotetrack" is told unless `create` is on.

    Raises:
        StoreError: If the database cannot be reached or made, or is missing and `create` is off.
        NotAStore: If it is a database or file of another program.
        StoreTooNew: If a later version of the program wrote it.

    Example:
        >>> with quotetrack.open(":memory:") as empty:
        ...     list(empty.quotes())
        []
    """
    store = open_store(None if db is None else str(db), create=create, patience=wait)
    if not create:
        store.tell_pending()
    return Collection(store)
