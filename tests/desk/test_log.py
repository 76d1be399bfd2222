"""What was decided is listed, the latest first, and taken back by a form or by the page's script."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from quotetrack.collection import Collection
from quotetrack.desk.desk import Desk
from quotetrack.desk.sessions import Access
from quotetrack.desk.views import log

from .conftest import SECRET, TOKEN, let_in, make_desk

JSON = {"Accept": "application/json"}


def test_a_decision_is_taken_back_by_a_form(client: TestClient, collection: Collection, csrf: str) -> None:
    printed = next(iter(collection.quotes(speaker="Lima")))
    [made] = collection.decide(printed.id, status="rejected", by="Eva Holm")
    answer = client.post("/log/undo", data={"numbers": str(made.number), "then": "/queue?at=1", "csrf": csrf})
    assert (answer.status_code, answer.headers["location"]) == (303, "/queue?at=1")
    assert collection.get(printed.id).review is None
    assert [one.undoes for one in collection.decisions()] == [None, made.number]


def test_the_script_is_told_what_the_quotation_is_by_now(
    client: TestClient, collection: Collection, csrf: str
) -> None:
    printed = next(iter(collection.quotes(speaker="Lima")))
    before = collection.state(printed)
    [made] = collection.decide(printed.id, status="rejected", by="Eva Holm")
    told = client.post("/log/undo", data={"numbers": f" {made.number} ", "csrf": csrf}, headers=JSON).json()
    assert (told["said"], told["seen"]) == ("status: none", before)
    again = client.post("/log/undo", data={"numbers": str(made.number), "csrf": csrf}, headers=JSON)
    assert again.status_code == 404
    assert "taken back already" in again.json()["error"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"numbers": ""}, "numbers=: expected"),
        ({"numbers": "1 x"}, "numbers=1 x: expected"),
        ({"numbers": "1 " * 1001}, "1 to 1,000"),
        ({"numbers": "1", "kind": "walls"}, "walls: expected"),
    ],
)
def test_what_makes_no_sense_is_refused(
    client: TestClient, csrf: str, fields: dict[str, str], said: str
) -> None:
    answer = client.post("/log/undo", data={**fields, "csrf": csrf}, headers=JSON)
    assert answer.status_code == 400
    assert said in answer.json()["error"]


@pytest.fixture
def decided(collection: Collection) -> list[str]:
    """One decision of each kind; the ids of the quotations that they are on."""
    first, second = [printed.id for printed in collection.quotes(speaker="Lima", kind="direct")]
    collection.decide(first, status="confirmed", notes="heard on tape", by="Rui Reis")
    collection.unlink(first, second, by="Eva Holm", note="of another bridge")
    collection.decide_speakers("split", "Ana Lima", "Boris Petrov", by="Eva Holm", why="two people")
    return [first, second]


def test_all_kinds_are_listed_with_words_and_links(client: TestClient, decided: list[str]) -> None:
    page = client.get("/log").text
    assert "4 decisions, the latest first" in page
    for told in (
        "status: confirmed",
        "notes: heard on tape",
        "same utterance: wrong",
        "split: Ana Lima / Boris Petrov",
    ):
        assert f"<bdi>{told}</bdi>" in page
    assert "of another bridge" in page
    assert "two people" in page
    for id in decided:
        assert f'href="/quotation/{id}"' in page
    assert "The bridge will open on Monday," in page


@pytest.mark.parametrize(
    ("query", "number"),
    [("decided=pairs", 1), ("decided=names", 1), ("by=Rui+Reis", 2), ("since=2999-01-01", 0)],
)
def test_the_log_is_narrowed(client: TestClient, decided: list[str], query: str, number: int) -> None:
    assert decided
    page = client.get(f"/log?{query}").text
    assert page.count('class="number-of"') == number


def test_pages(client: TestClient, decided: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert decided
    monkeypatch.setattr(log, "PAGE", 3)
    first, second = client.get("/log").text, client.get("/log?from=3").text
    assert (first.count('class="number-of"'), second.count('class="number-of"')) == (3, 1)


@pytest.mark.parametrize("kind", ["pairs", "names"])
def test_other_kinds_are_taken_back_too(
    client: TestClient, collection: Collection, csrf: str, decided: list[str], kind: str
) -> None:
    assert decided
    answer = client.post("/log/undo", data={"numbers": "1", "kind": kind, "csrf": csrf})
    assert (answer.status_code, answer.headers["location"]) == (303, "/log")
    page = client.get(f"/log?decided={kind}").text
    assert '<span class="badge">takes back 1</span>' in page
    assert '<span class="badge">taken back</span>' in page
    assert "Take back</button>" not in page
    assert bool(list(collection.links())) == (kind == "pairs")
    told = client.post("/log/undo", data={"numbers": "1", "kind": kind, "csrf": csrf}, headers=JSON)
    assert told.status_code == 404


def test_what_was_decided_in_one_go_is_taken_back_in_one_go(
    client: TestClient, collection: Collection, csrf: str, decided: list[str]
) -> None:
    assert 'value="1 2"' in client.get("/log").text or 'value="2 1"' in client.get("/log").text
    client.post("/log/undo", data={"numbers": "1 2", "csrf": csrf})
    assert collection.get(decided[0]).review is None


def test_who_has_not_said_who_decides_takes_nothing_back(collection: Collection, decided: list[str]) -> None:
    assert decided
    desk = make_desk(collection, Access(token=TOKEN, secret=SECRET))
    assert "Take back</button>" not in let_in(desk).get("/log").text


def test_a_log_without_decisions(client: TestClient, desk: Desk) -> None:
    assert "Nothing is decided yet" in client.get("/log").text
    assert desk.collection.log() == ([], 0)
    assert client.get("/log?decided=walls").status_code == 400
