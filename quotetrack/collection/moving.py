"""Whole collections: written out, taken in again, and taken into one another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from quotetrack.collection.filling import Added, Filling, Watch
from quotetrack.errors import UsageError
from quotetrack.output import require_no_input, whole_file
from quotetrack.records import Conflict, Failure, WholeArticle, WholeName, WholeRecord

if TYPE_CHECKING:
    from quotetrack.store import Store


class Moving(Filling):
    """The methods that write out a collection whole, and take another in."""

    def export(self, file: str | Path | BinaryIO) -> int:
        """Write everything that was read, decided, checked and erased as JSON Lines. `load` makes an equal collection
        of it, in a database of either kind.

        What is derived is left out: links, indexes and counts are made anew. Claims keep their ids.

        Args:
            file: The file to write, or a binary stream. A file appears once it is whole.

        Returns:
            How many records were written.

        Raises:
            UsageError: If the file is the database.
            OutputError: If it cannot be written.

        Example:
            >>> collection.export("collection.jsonl") > 4
            True
            >>> with quotetrack.open(":memory:") as other:
            ...     other.load(["collection.jsonl"]).quotations == collection.stats().quotes
            True
        """
        from quotetrack.export.collection_lines import write_collection

        if not isinstance(file, str | Path):
            return write_collection(self.store.whole.records(), file)
        require_no_input(file, [self.location])
        with whole_file(file) as out:
            return write_collection(self.store.whole.records(), out)

    def merge(self, other: str | Path, *, watch: Watch | None = None, workers: int | None = 1) -> Added:
        """Take in all that another collection holds; it stays as it is.

        Articles are the same if their keys are. Of an article that both hold, texts and decisions that are new come in.
        If both have decided on the same thing, the later decision counts; if they have different texts, the later one.
        What was erased here stays out.

        Args:
            other: The database of the other collection: a path, or a URL.
            watch: A function that is called with each article once it has been dealt with.
            workers: How many processes share the linking. None means as many as there are cores, once it pays.

        Returns:
            What it came to, counted, with all that the two told differently (`conflicts`).

        Raises:
            UsageError: If the other database is this one.
            StoreError: If the other cannot be read.

        Example:
            >>> collection.export("collection.jsonl") > 0
            True
            >>> with quotetrack.open("other.db") as other:
            ...     added = other.load(["collection.jsonl"])
            >>> collection.merge("other.db").unchanged
            3
        """
        from quotetrack.store import open_store

        with open_store(other, create=False) as theirs:
            if _are_one(theirs, self.store):
                raise UsageError(f"{self.location} cannot be merged with itself: name another database")
            return take_in(self, theirs.whole.records(), watch=watch, link=True, workers=workers)


def _are_one(one: Store, other: Store) -> bool:
    if "://" in one.location or "://" in other.location:
        return one.location == other.location
    paths = Path(one.location), Path(other.location)
    return all(path.exists() for path in paths) and paths[0].samefile(paths[1])


def take_in(
    collection: Filling,
    records: Iterable[WholeRecord | Failure],
    *,
    watch: Watch | None,
    link: bool,
    workers: int | None,
) -> Added:
    """Store records of a whole collection, and link what is new. In an empty collection all numbers and ids stay."""
    from quotetrack.store.merging import Numbering

    store = collection.store
    numbering = Numbering(is_kept=store.begin_taking_in())
    outcomes: Counter[str] = Counter()
    told: dict[type, list[Any]] = defaultdict(list)
    failures: list[Failure] = []
    conflicts: list[Conflict] = []
    statements: list[bool] = []
    for record in _names_together(records):
        if isinstance(record, list):
            if numbering.is_kept:
                store.put_names(record)
        elif isinstance(record, WholeArticle):
            outcome, differing = store.put_article(record, numbering)
            outcomes[outcome] += 1
            conflicts += differing
            current = next(text.extraction for text in record.texts if text.current)
            if outcome not in ("unchanged", "erased"):
                statements += (one.quote.shown for one in current.statements)
            if watch is not None:
                watch(current.article)
        elif isinstance(record, Failure):
            failures.append(record)
            if watch is not None:
                watch(record)
        else:
            told[type(record)].append(record)
    decisions, checks, differing = store.put_told(told, numbering)
    if link:
        collection.link(rebuild=numbering.is_kept, workers=workers)
    else:
        store.describe()
    counts: dict[str, Any] = {
        name: outcomes[name] for name in ("added", "revised", "updated", "unchanged", "erased")
    }
    return Added(
        articles=outcomes.total(),
        quotations=len(statements),
        kept_back=statements.count(False),
        failures=tuple(failures),
        decisions=decisions,
        checks=checks,
        conflicts=(*conflicts, *differing),
        **counts,
    )


def _names_together(
    records: Iterable[WholeRecord | Failure],
) -> Iterator[WholeRecord | Failure | list[WholeName]]:
    """Yield the records, those of names as one list."""
    names: list[WholeName] = []
    for record in records:
        if isinstance(record, WholeName):
            names.append(record)
            continue
        if names:
            yield names
            names = []
        yield record
    if names:
        yield names
