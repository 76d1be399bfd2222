"""The view of outlets."""

from __future__ import annotations

from starlette.testclient import TestClient


def test_outlets_are_listed_with_what_they_printed(client: TestClient) -> None:
    page = client.get("/sources").text
    for name in ("Harbour Post", "The Globe"):
        assert name in page
    for view in ("quotes", "claims", "speakers", "queue"):
        assert f"/{view}?source=globe.example" in page


def test_outlets_of_what_is_asked_for(client: TestClient) -> None:
    page = client.get("/sources?source=globe.example&speaker=Lima").text
    assert "The Globe" in page
    assert "Harbour Post" not in page
    assert "No outlet is so" in client.get("/sources?source=nowhere").text
    assert client.get("/sources?since=yesterday").status_code == 400
