"""What is kept in memory of either database is what it holds, whoever has written it meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from quotetrack.collection import Collection
from quotetrack.store import Store, open_store
from quotetrack.store.remembered import _Watch
from quotetrack.store.tables import quotes
from tests.builders import harbour

from .test_queueing import decide


@pytest.fixture
def two(location: str) -> Iterator[tuple[Store, Store]]:
    """Two stores on one database, as two processes have it."""
    with open_store(location) as one, open_store(location) as other:
        yield one, other


def is_alone(store: Store) -> bool:
    """Whether nothing but this database can change its state: a server of PostgreSQL has one state for all of its."""
    return store._database.engine.dialect.name == "sqlite"


def counted(store: Store, calls: list[str]) -> int:
    def count() -> int:
        calls.append("made")
        with store._database.reading() as connection:
            return int(connection.execute(text("SELECT count(*) FROM quotes")).scalar_one())

    return store.remembered("rows", count)


def test_it_is_what_the_database_holds_whoever_wrote(two: tuple[Store, Store]) -> None:
    one, other = two
    calls: list[str] = []
    assert [counted(one, calls) for _ in range(3)] == [0, 0, 0]
    one.add(harbour())
    assert [counted(one, calls) for _ in range(3)] == [3, 3, 3]
    other.add(harbour(id="other", published="2024-03-02"))
    assert [counted(one, calls) for _ in range(3)] == [6, 6, 6]
    if is_alone(one):
        assert len(calls) == 3


def test_what_is_written_while_it_is_made_is_not_missed(two: tuple[Store, Store]) -> None:
    one, other = two

    def count() -> int:
        number = len(list(one.statements.printed()))
        other.add(harbour())  # too late for the number that was counted
        return number

    assert one.remembered("quotes", count) == 0
    assert one.remembered("quotes", lambda: len(list(one.statements.printed()))) == 3


def test_what_is_not_committed_does_not_count(two: tuple[Store, Store]) -> None:
    one, other = two
    one.add(harbour())
    calls: list[str] = []
    assert counted(one, calls) == 3
    with other._database.writing() as connection:
        connection.execute(quotes.delete())
        assert counted(one, calls) == 3
    assert counted(one, calls) == 0


def test_several_who_ask_at_once_wait_for_one(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        _Watch, "state", lambda _: "as it was"
    )  # another database of the server changes it too
    calls: list[str] = []
    begun = threading.Barrier(4)

    def ask() -> None:
        begun.wait()
        counted(store, calls)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(calls) == 1


def test_a_failure_is_not_kept(store: Store) -> None:
    def fail() -> int:
        raise ValueError("no count")

    with pytest.raises(ValueError, match="no count"):
        store.remembered("rows", fail)
    assert counted(store, []) == 0


def test_keys_are_kept_apart_and_only_some(store: Store) -> None:
    for number in range(300):
        assert store.remembered(number, lambda number=number: number) == number  # type: ignore[misc]
    assert store.remembered(299, lambda: -1) == 299
    assert store.remembered(0, lambda: -1) == -1


def test_nothing_is_kept_of_a_database_in_memory() -> None:
    with open_store(":memory:") as store:
        assert (counted(store, []), store.add(harbour()), counted(store, [])) == (0, "added", 3)


def test_a_closed_store_counts_anew(location: str) -> None:
    with open_store(location) as store:
        store.add(harbour())
        assert counted(store, []) == 3
        store.close()
        calls: list[str] = []
        assert counted(store, calls) == 3
        assert len(calls) == 1


def test_counts_and_alarms_follow_decisions(store: Store) -> None:
    store.add(harbour())
    collection = Collection(store)
    collection.link(workers=1)
    assert (collection.stats().quotes, collection.facets().quotes) == (3, 3)
    decide(collection, "the repairs cost too much", "Eva", "rejected")
    assert (collection.stats().quotes, collection.facets().quotes, collection.stats().kept_back) == (2, 2, 1)
