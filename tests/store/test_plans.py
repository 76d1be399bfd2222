"""The plans of the queries that questions, checks and the desk wait for most: by an index, never through a whole table.

docs/schema.md explains them. Where a page of a list begins does not change how much is read for it.
"""

from __future__ import annotations

import json
import shutil
import statistics
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from sqlalchemy import Connection, event

from quotetrack.records import Filter, Queue
from quotetrack.store import Store, open_store

from .conftest import make_database
from .many_rows import ARTICLES, EACH, WORDS, fill

_LARGE = ("quotes", "quote_words", "spans", "attributions", "revisions", "speakers")
"""Tables of which thousands of rows are written here; of reviews, and of a row an article, there are too few."""


class Plan(NamedTuple):
    """How a query is answered: the tables that are read from one end to the other, and the indexes by which others are
    found."""

    read_whole: set[str]
    indexes: set[str]
    told: str


@pytest.fixture(scope="session")
def many_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("plans") / "quotes.db"
    with open_store(file) as store:
        fill(store)
    return file


@pytest.fixture(scope="session")
def many_url(postgresql_server: str) -> str:
    _, url = make_database(postgresql_server)
    with open_store(url) as store:
        fill(store)
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def many(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store of thousands of quotations in either database."""
    if request.param == "sqlite":
        location = str(shutil.copy(request.getfixturevalue("many_file"), tmp_path / "quotes.db"))
    else:
        location = request.getfixturevalue("many_url")
    with open_store(location, create=False) as store:
        yield store


def plan_of(store: Store, reads: Callable[[], object], beginning: str) -> Plan:
    """The plan of the first query of `reads` that begins so."""
    engine = store.statements.database.engine
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((" ".join(statement.split()), parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        reads()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    statement, parameters = next(one for one in asked if one[0].startswith(beginning))
    with engine.connect() as connection:
        told = _sqlite_plan if engine.dialect.name == "sqlite" else _postgresql_plan
        return told(connection, statement, parameters)


def _sqlite_plan(connection: Connection, statement: str, parameters: Any) -> Plan:
    rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
    lines = [str(row[3]) for row in rows]
    indexes = {line.partition(" INDEX ")[2].split(" ")[0] for line in lines if " INDEX " in line}
    indexes |= {line.split()[1] for line in lines if "INTEGER PRIMARY KEY" in line or "PRIMARY KEY (" in line}
    # An index that a key alone has made is read from one end to the other in a SCAN; one of ours where it ends early.
    whole = {
        line.split()[1]
        for line in lines
        if line.startswith("SCAN ") and (" INDEX " not in line or "sqlite_autoindex" in line)
    }
    return Plan(whole, indexes, "\n".join(lines))


def _postgresql_plan(connection: Connection, statement: str, parameters: Any) -> Plan:
    told = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", parameters).scalar_one()
    nodes = list(_nodes(told[0]["Plan"]))
    return Plan(
        {node["Relation Name"] for node in nodes if node["Node Type"] == "Seq Scan"},
        {node["Index Name"] for node in nodes if "Index Name" in node},
        json.dumps(told, indent=1),
    )


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for part in node.get("Plans", ()):
        yield from _nodes(part)


def index_names(store: Store, sqlite: set[str], postgresql: set[str]) -> set[str]:
    return sqlite if store.statements.database.engine.dialect.name == "sqlite" else postgresql


def expect(store: Store, plan: Plan, sqlite: set[str], postgresql: set[str]) -> None:
    assert not plan.read_whole & set(_LARGE), plan.told
    assert index_names(store, sqlite, postgresql) <= plan.indexes, plan.told


def test_words_are_found_in_the_full_text_index_and_their_statements_by_key(many: Store) -> None:
    words = ["w77", "w78", "w79"]
    wanted = Filter(limit=20, since="2012-01-01")
    plan = plan_of(many, lambda: list(many.statements.search_light(words, wanted)), "WITH found")
    expect(many, plan, {"quotes", "0:M3"}, {"quote_words_vector", "quotes_pkey"})


def test_words_of_one_person_are_looked_for_among_theirs(many: Store) -> None:
    wanted = Filter(limit=20, people=("p7",))
    plan = plan_of(many, lambda: list(many.statements.search_light(["w77", "w78"], wanted)), "WITH found")
    expect(many, plan, {"quotes", "0:M3", "attributions_person"}, {"attributions_person", "quote_words_pkey"})


def test_the_best_of_many_are_joined_by_key(many: Store) -> None:
    """Of 545 that have the word the best are taken first: the rest of the store is not looked at for them."""
    wanted = Filter(limit=20)
    plan = plan_of(many, lambda: list(many.statements.search_light([WORDS[1]], wanted)), "WITH found")
    expect(many, plan, {"quotes"}, {"quote_words_vector", "quotes_pkey"})


def test_statements_are_fetched_by_their_rows(many: Store) -> None:
    rows = list(range(100, 300, 10))
    plan = plan_of(many, lambda: many.statements.fetch(rows), "SELECT quotes.id, quotes.revision")
    expect(many, plan, {"quotes", "attributions"}, {"quotes_pkey", "attributions_pkey"})
    plan = plan_of(many, lambda: many.statements.fetch(rows), "SELECT spans.quote")
    expect(many, plan, {"spans"}, {"spans_pkey"})
    plan = plan_of(many, lambda: many.statements.fetch(rows), "SELECT revisions.id")
    expect(many, plan, {"revisions"}, {"revisions_pkey"})


def page(store: Store, after: str | None) -> Queue:
    return store.queue.read(Filter(), after=after, limit=20, counted=False)


@pytest.mark.parametrize("deep", [0, ARTICLES * EACH * 3 // 4])
def test_a_page_of_the_queue_is_read_off_its_index_however_deep(many: Store, deep: int) -> None:
    after = f"{deep / (ARTICLES * EACH + 1)!r}~{deep + 1:012x}"
    plan = plan_of(many, lambda: page(many, after), "SELECT quotes.id, attributions.confidence")
    expect(many, plan, {"attributions_confidence", "quotes"}, {"attributions_confidence", "quotes_pkey"})


def test_every_page_of_the_queue_costs_the_same(many_file: Path, tmp_path: Path) -> None:
    """Counted in steps of SQLite's machine, which no other work on the computer changes."""
    with open_store(shutil.copy(many_file, tmp_path / "quotes.db"), create=False) as store:
        steps = [0]

        def step() -> int:
            steps[0] += 1
            return 0

        @event.listens_for(store.statements.database.engine, "begin")
        def _watch(connection: Connection) -> None:
            driver: Any = connection.connection.driver_connection
            driver.set_progress_handler(step, 10)

        took, seen, after = [], set[str](), None
        while items := page(store, after).items:
            took.append(steps[0])
            steps[0] = 0
            seen |= {item.printed.id for item in items}
            after = items[-1].place
    # A twentieth is kept back, and a fiftieth decided on; in part they are the same.
    assert len(seen) == sum(n % 20 != 0 and n % 50 != 1 for n in range(1, ARTICLES * EACH + 1))
    assert max(took[1:]) < 1.5 * statistics.median(took)
