"""What a list is narrowed to stands in its address, is shown, and is taken away by a link."""

from __future__ import annotations

from starlette.testclient import TestClient


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
