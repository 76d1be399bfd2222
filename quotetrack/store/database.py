"""One database as the readers and writers of a store use it: its connections, its indexes, its name in messages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Select

from quotetrack.store.batches import STATEMENTS, in_batches
from quotetrack.store.failures import location_of, raise_as_ours
from quotetrack.store.index import indexes_for
from quotetrack.store.opening import WRITING, is_in_memory, one_linker_at_a_time

T = TypeVar("T")


class Database:
    """An engine and its full-text `indexes`. What drivers raise comes out as `StoreError`."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.indexes = indexes_for(engine.dialect.name)

    @property
    def location(self) -> str:
        """The file, or the URL without its password."""
        return location_of(self.engine.url)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a connection that sees one moment of the database."""
        with raise_as_ours(self.engine.url), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self, *, alone: bool = True) -> Iterator[Connection]:
        """Open a transaction; all that is written in it is kept, or nothing. If `alone`, wait for other linkers."""
        with (
            raise_as_ours(self.engine.url),
            self.engine.connect().execution_options(**{WRITING: True}) as connection,
            connection.begin(),
        ):
            if alone:
                one_linker_at_a_time(connection)
            yield connection

    def stream(
        self, query: Select[Any], load: Callable[[Connection, Sequence[int]], dict[int, T]]
    ) -> Iterator[tuple[T, Sequence[Any]]]:
        """Yield what `load` makes of the row ids that `query` selects first, each with what else it selects."""

        def load_rows(rows: Sequence[Any]) -> list[tuple[T, Sequence[Any]]]:
            loaded = load(connection, [row[0] for row in rows])
            return [(loaded[row[0]], row[1:]) for row in rows if row[0] in loaded]

        with self.reading() as connection:
            if not is_in_memory(self.engine.url):
                rows = connection.execute(query, execution_options={"yield_per": STATEMENTS})
                for partition in rows.partitions():
                    yield from load_rows(partition)
                return
            # There is one connection, which the caller may need to write before the last batch is read.
            batches = in_batches(connection.execute(query).all(), STATEMENTS)
        for batch in batches:
            with self.reading() as connection:
                loaded = load_rows(batch)
            yield from loaded
