"""What a list is narrowed to stands in its address, is shown, and is taken away by a link."""

from __future__ import annotations

import threading

import pytest
from starlette.testclient import TestClient

from quotetrack.collection import Collection
from quotetrack.desk import recent
from quotetrack.desk.desk import Desk
from quotetrack.records import Facets, Filter


def test_the_queue_is_narrowed(client: TestClient) -> None:
    page = client.get("/queue?order=printed&speaker=Petrov&at=1").text
    assert "the repairs cost too much" in page
    assert "The bridge will open" not in page
    assert '<input type="hidden" name="order" value="printed">' in page
    assert 'href="/queue?order=printed" aria-label="Without Speaker Petrov"' in page


def test_a_filter_out_of_an_address_is_text(client: TestClient) -> None:
    page = client.get("/queue?speaker=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_counts_lead_to_what_they_count(client: TestClient, collection: Collection) -> None:
    page = client.get("/quotes").text
    [lima] = [entry for entry in collection.facets().speakers if entry.name == "Ana Lima"]
    assert f'<a href="/quotes?person={lima.value}&amp;counts=1"><bdi>Ana Lima</bdi></a>' in page
    assert (
        '<a href="/quotes?since=2024-03-01&amp;until=2024-03-31&amp;counts=1"><bdi>2024-03</bdi></a>' in page
    )
    page = client.get(f"/quotes?person={lima.value}").text
    assert "3 quotations" in page
    assert '<a href="/quotes?counts=1" aria-current="true"><bdi>Ana Lima</bdi></a>' in page


def test_the_queue_counts_what_is_left(
    client: TestClient, collection: Collection, csrf: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recent, "_QUICK", 60.0)
    printed = next(iter(collection.quotes(speaker="Petrov")))
    assert "Left: 4 by speaker" in client.get("/queue").text
    client.post(f"/quotation/{printed.id}/decide", data={"status": "confirmed", "csrf": csrf})
    page = client.get("/queue").text
    assert "Left: 3 by speaker" in page
    assert "Boris Petrov" not in page


def test_a_list_does_not_wait_for_its_counts(
    client: TestClient, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, count = threading.Event(), Collection.facets

    def slow(self: Collection, wanted: Filter) -> Facets:
        assert held.wait(20)
        return count(self, wanted)

    monkeypatch.setattr(Collection, "facets", slow)
    desk.patience = 0.01
    page = client.get("/quotes?kind=direct").text
    assert 'id="facets" data-goes-on' in page
    assert "2 quotations" in page
    held.set()
    desk.patience = 60.0
    assert "Counted: 2 by speaker" in client.get("/quotes?kind=direct").text
