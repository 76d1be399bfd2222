"""Alarms are listed with their printings side by side, and found behind the page if that takes long."""

from __future__ import annotations

import threading

import pytest
from starlette.testclient import TestClient

from quotetrack.collection import Collection
from quotetrack.desk import recent
from quotetrack.desk.desk import Desk
from quotetrack.records import Alarm, Extraction, Source

from ..builders import extract, make_article, make_statement
from .conftest import fill

WORDS = "The ferry will never sail again from this harbour"


def printing(id: str, by: str, day: str) -> Extraction:
    text = f"“{WORDS},” said {by}."
    article = make_article(text, id=id, source=Source(f"The {id.title()}"), published=day)
    return extract(article, make_statement(article, WORDS, by=by, mention=by))


@pytest.fixture
def alarming(collection: Collection) -> Collection:
    """A collection with the same words under two names."""
    fill(collection, printing("echo", "Ana Lima", "2024-05-01"), printing("sun", "Rui Reis", "2024-05-02"))
    return collection


def test_an_alarm_shows_its_printings_side_by_side(client: TestClient, alarming: Collection) -> None:
    page = client.get("/alarms").text
    assert "1 alarm:" in page
    assert "same words under two names" in page
    assert page.count(f">{WORDS}</mark>") == 2
    for printed in alarming.alarms()[0].printings:
        assert f'href="/quotation/{printed.id}"' in page


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("speaker=Reis", 1),
        ("speaker=Petrov", 0),
        ("alarm=two+figures", 0),
        ("alarm=words+under+two+names&since=2024-05-02", 1),
        ("from=10", 0),
        ("unshown=1", 1),
    ],
)
def test_alarms_are_narrowed(client: TestClient, alarming: Collection, query: str, number: int) -> None:
    assert alarming.alarms()
    assert client.get(f"/alarms?{query}").text.count('<article class="alarm">') == number


def test_an_alarm_shows_what_was_decided_since(
    client: TestClient, alarming: Collection, csrf: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recent, "_QUICK", 0.0)
    client.get("/alarms")
    printed = next(iter(alarming.quotes(speaker="Reis")))
    client.post(f"/quotation/{printed.id}/decide", data={"speaker": "Nuno Vaz", "csrf": csrf})
    page = client.get("/alarms").text
    assert "they are being looked for anew" in page
    assert "<bdi>Nuno Vaz</bdi>" in page


def test_a_page_does_not_wait_for_alarms(
    client: TestClient, desk: Desk, alarming: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.patience = 0.01
    held, find = threading.Event(), Collection.alarms

    def slow(self: Collection, unshown: bool = False) -> list[Alarm]:
        assert held.wait(20)
        return find(self, unshown=unshown)

    monkeypatch.setattr(Collection, "alarms", slow)
    page = client.get("/alarms").text
    assert "Alarms are being looked for" in page
    assert '<meta http-equiv="refresh" content="3">' in page
    held.set()
    desk.patience = 60.0
    assert "1 alarm:" in client.get("/alarms").text
    assert alarming.stats().quotes


def test_a_kind_that_there_is_not(client: TestClient) -> None:
    assert client.get("/alarms?alarm=fire").status_code == 400
