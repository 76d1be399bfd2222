"""What an agency has withdrawn says so on every page of the desk that shows it."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from quotetrack.collection import Collection
from quotetrack.records import Wire

from ..builders import make_article

WORDS = "withdrawn by its agency: made up"


@pytest.fixture(autouse=True)
def killed(collection: Collection) -> None:
    """The Globe's article is withdrawn."""
    kill = make_article("KILL", id="globe", wire=Wire(state="withdrawn", note="made up"))
    assert collection.store.withdraw(kill) == "updated"


@pytest.mark.parametrize(
    "path", ["/quotes?source=The Globe", "/article/globe", "/?q=What did Ana Lima say?&source=The Globe"]
)
def test_pages_say_so(client: TestClient, path: str) -> None:
    assert WORDS in client.get(path).text


def test_programs_are_told(program: TestClient) -> None:
    [told] = program.get("/api/v1/quotes", params={"source": "The Globe"}).json()["items"]
    assert told["withdrawn"] is True
