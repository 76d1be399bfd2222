"""A desk with four quotations of invented people on it: a browser that was let in, and a program with the token."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import uvicorn
from starlette.testclient import TestClient

import quotetrack
from quotetrack.collection import Collection
from quotetrack.desk.application import application
from quotetrack.desk.desk import Desk
from quotetrack.desk.serving import listening, serve, settings_for
from quotetrack.desk.sessions import Access
from quotetrack.records import Candidate, Evidence, Extraction, KeyTerm, Source, Span

from ..builders import extract, find, harbour, make_article, make_statement, works

PORT = 8765
ADDRESS = f"http://127.0.0.1:{PORT}"
TOKEN = "token-of-the-tests"
_STARTS = 60.0
"""Seconds in which a desk is up, and ends, on a busy machine."""
SECRET = b"what signs the cookies of the tests"


def globe() -> Extraction:
    """A printing of what Ana Lima says in `harbour`, cut, which Rui Reis may have said."""
    text = "“The bridge will open,” said Ana Lima on Friday. Rui Reis, a harbour pilot, listened."
    article = make_article(
        text, id="globe", source=Source("The Globe", "globe.example"), published="2024-03-05"
    )
    statement = make_statement(
        article,
        "The bridge will open,",
        mention="Ana Lima",
        evidence=(Evidence("named", find(text, "Ana Lima")),),
        candidates=(
            Candidate(name="Rui Reis", mention=find(text, "Rui Reis"), score=0.2, reason="named before"),
        ),
    )
    return extract(article, statement)


def fill(collection: Collection, *found: Extraction) -> None:
    """Store extractions, each with a key term if it is about a bridge, and link them."""
    for one in found:
        place = one.article.text.find("bridge")
        terms = (KeyTerm("bridg", Span(place, place + len("bridge"))),) if place >= 0 else ()
        collection.store.add(replace(one, key_terms=terms))
    collection.link(workers=1)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of three articles and five quotations; made once, so nobody may change it."""
    path = tmp_path_factory.mktemp("desk") / "quotes.db"
    with quotetrack.open(path) as collection:
        fill(collection, harbour(), works(), globe())
    return path


@pytest.fixture
def collection(filled: Path, tmp_path: Path) -> Iterator[Collection]:
    """A copy of the database, open, to be changed at will."""
    with quotetrack.open(shutil.copy(filled, tmp_path / "quotes.db")) as opened:
        yield opened
        while _DESKS:  # nothing may be counted behind a page when the database is closed
            _DESKS.pop().close()


_DESKS: list[Desk] = []


def make_desk(collection: Collection, access: Access | None = None) -> Desk:
    """Return a desk as `quotetrack desk` makes it, for the address of the tests: its token lets everybody in unless
    `access` says otherwise."""
    access = access or Access(token=TOKEN, secret=SECRET, reviewer="Eva Holm")
    settings = settings_for("127.0.0.1", PORT)
    # A busy machine counts slowly.
    _DESKS.append(Desk(collection=collection, access=access, settings=settings, patience=60.0))
    return _DESKS[-1]


def stranger(desk: Desk) -> TestClient:
    """Return a browser that nobody has let in. It follows no redirection, and an error of the desk's is raised."""
    return TestClient(application(desk), base_url=ADDRESS, follow_redirects=False)


def let_in(desk: Desk) -> TestClient:
    """Return a browser that came with the token, and so has a cookie."""
    client = stranger(desk)
    assert client.get(f"/?token={TOKEN}").status_code == 303
    return client


@pytest.fixture
def desk(collection: Collection) -> Desk:
    """A desk with the collection on it."""
    return make_desk(collection)


@pytest.fixture
def client(desk: Desk) -> TestClient:
    """A browser that was let in, as Eva Holm."""
    return let_in(desk)


@pytest.fixture
def program(desk: Desk) -> TestClient:
    """A program that sends the token with every request, and has no cookie."""
    told = stranger(desk)
    told.headers["Authorization"] = f"Bearer {TOKEN}"
    return told


@pytest.fixture
def csrf(desk: Desk, client: TestClient) -> str:
    """What the forms of `client` bring along in the field "csrf"."""
    visitor = desk.access.of_cookie(client.cookies[desk.settings.cookie])
    assert visitor is not None
    return desk.access.csrf(visitor)


@pytest.fixture
def port(collection: Collection, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The port of this machine at which a desk is really served, to whoever has the token."""
    servers: list[uvicorn.Server] = []
    make = uvicorn.Server.__init__

    def noted(self: uvicorn.Server, config: uvicorn.Config) -> None:
        make(self, config)
        servers.append(self)

    monkeypatch.setattr(uvicorn.Server, "__init__", noted)
    with listening("127.0.0.1", 0) as taken:
        number: int = taken.getsockname()[1]
        access = Access(token=TOKEN, secret=SECRET, reviewer="Eva Holm")
        desk = Desk(collection=collection, access=access, settings=settings_for("127.0.0.1", number))
        thread = threading.Thread(target=serve, args=(desk, taken))
        thread.start()
        yield number
        servers[0].should_exit = True
        thread.join(_STARTS)
        assert not thread.is_alive()
