"""Every page of the desk, and all that it tells programs, is the same on PostgreSQL as on SQLite."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

import quotetrack
from quotetrack.collection import Collection
from quotetrack.desk.desk import Desk

from ..builders import harbour, works
from ..store.conftest import postgresql, postgresql_server
from .conftest import fill, globe, let_in, make_desk
from .routes import filled_in, routes

__all__ = ["postgresql", "postgresql_server"]


@pytest.fixture
def beside(postgresql: str) -> Iterator[Collection]:
    """The collection of the tests again, in PostgreSQL."""
    with quotetrack.open(postgresql) as opened:
        fill(opened, harbour(), works(), globe())
        yield opened


def told(client: TestClient, address: str) -> tuple[int, str]:
    """What is there, but for the database's own name and what is drawn by lot."""
    answer = client.get(address)
    text = re.sub(r"postgresql://[^\s\"'<&]*?/quotes\d+|/[^\s\"'<&]*quotes\.db", "DATABASE", answer.text)
    return answer.status_code, re.sub(r'(csrf|nonce)[^>]*?"[\w-]{16,}"', r"\1", text)


def test_every_address_answers_alike_on_both(desk: Desk, client: TestClient, beside: Collection) -> None:
    other = let_in(make_desk(beside))
    [printed] = list(desk.collection.quotes(speaker="Lima", limit=1))
    [person] = list(desk.collection.speakers(speaker="Lima", limit=1))
    ids = (printed.id, person.id, printed.article.id, "0" * 12)
    paths = [filled_in(path, id) for path in routes(desk, "GET") for id in ids]
    addresses = [
        *dict.fromkeys(paths),
        "/?q=what+did+Ana+Lima+say+about+the+bridge",
        "/check?words=the+bridge",
    ]
    answers = {address: (told(client, address), told(other, address)) for address in addresses}
    assert sum(here[0] == 200 for here, _ in answers.values()) > 20
    assert {address: pair for address, pair in answers.items() if pair[0] != pair[1]} == {}
