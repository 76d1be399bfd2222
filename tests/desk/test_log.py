"""What was decided is taken back by a form, or by the page's script."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

import quotetrack
from quotetrack.collection import Collection
from quotetrack.desk.application import application
from quotetrack.desk.desk import Desk, Settings
from quotetrack.desk.sessions import Access
from tests.builders import harbour, works

BASE = "http://127.0.0.1:8765"
JSON = {"Accept": "application/json"}


@pytest.fixture
def collection() -> Iterator[Collection]:
    with quotetrack.open(":memory:") as made:
        for found in (harbour(), works()):
            made.store.add(found)
        made.link(workers=1)
        yield made


@pytest.fixture
def client(collection: Collection) -> TestClient:
    access = Access(token="t" * 24, secret=b"s", reviewer="Eva Holm")
    desk = Desk(collection=collection, access=access, settings=Settings(hosts=frozenset(["127.0.0.1:8765"])))
    made = TestClient(application(desk), base_url=BASE)
    assert made.get(f"/?token={'t' * 24}").status_code == 200
    page = made.get("/").text
    made.headers["X-CSRF-Token"] = page.split('data-csrf="')[1].split('"')[0]
    return made


def test_a_decision_is_taken_back_by_a_form(client: TestClient, collection: Collection) -> None:
    printed = next(iter(collection.quotes(speaker="Lima")))
    [made] = collection.decide(printed.id, status="rejected", by="Eva Holm")
    answer = client.post(
        "/log/undo", data={"numbers": str(made.number), "then": "/queue?at=1"}, follow_redirects=False
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/queue?at=1")
    assert collection.get(printed.id).review is None
    assert [one.undoes for one in collection.decisions()] == [None, made.number]


def test_the_script_is_told_what_the_quotation_is_by_now(client: TestClient, collection: Collection) -> None:
    printed = next(iter(collection.quotes(speaker="Lima")))
    before = collection.state(printed)
    [made] = collection.decide(printed.id, status="rejected", by="Eva Holm")
    told = client.post("/log/undo", data={"numbers": f" {made.number} "}, headers=JSON).json()
    assert (told["said"], told["seen"]) == ("status: none", before)
    again = client.post("/log/undo", data={"numbers": str(made.number)}, headers=JSON)
    assert again.status_code == 404
    assert "taken back already" in again.json()["error"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"numbers": ""}, "numbers=: expected"),
        ({"numbers": "1 x"}, "numbers=1 x: expected"),
        ({"numbers": "1 " * 1001}, "1 to 1,000"),
        ({"numbers": "1", "kind": "walls"}, "kind=walls: expected"),
    ],
)
def test_what_makes_no_sense_is_refused(client: TestClient, fields: dict[str, str], said: str) -> None:
    answer = client.post("/log/undo", data=fields, headers=JSON)
    assert answer.status_code == 400
    assert said in answer.json()["error"]
