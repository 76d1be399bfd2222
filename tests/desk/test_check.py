"""Words and drafts are checked on a page; nothing of them is kept."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from quotetrack.collection import Collection
from quotetrack.desk import desk as desk_module
from quotetrack.desk.desk import Desk
from quotetrack.desk.views import check

DRAFT = "The news\n\n“The bridge will open on Tuesday,” said Ana Lima. Petrov said that the repairs cost too much.\n"


def test_words_have_a_verdict_and_its_evidence(client: TestClient, collection: Collection) -> None:
    printed = next(iter(collection.quotes(speaker="Lima")))
    page = client.get("/check?words=The+bridge+will+open+on+Tuesday&speaker=Ana+Lima").text
    assert '<b class="called">altered</b>' in page
    assert f'href="/quotation/{printed.id}"' in page
    assert "Harbour Post" in page


def test_words_that_nobody_said_are_shown_where_they_stand(client: TestClient) -> None:
    page = client.get("/check?words=a+harbour+pilot,+listened").text
    assert '<b class="called">printed, nobody settled on as the speaker</b>' in page
    assert '<a href="/article/globe">in its article</a>' in page


def test_a_page_without_words_asks_for_some(client: TestClient) -> None:
    page = client.get("/check").text
    assert "called" not in page
    assert 'enctype="multipart/form-data"' in page


@pytest.mark.parser
def test_a_draft_gets_its_report(client: TestClient, csrf: str, collection: Collection) -> None:
    before = collection.digests()
    page = client.post("/check", data={"draft": DRAFT, "csrf": csrf})
    assert page.status_code == 200
    assert "1 quotation: 1 altered; 1 claim without marks: 1 paraphrase" in page.text
    assert '<a href="/quotation/' in page.text
    assert collection.digests() == before


@pytest.mark.parser
def test_a_file_is_what_its_name_says(client: TestClient, csrf: str) -> None:
    html = f"<html><body><p>{DRAFT}</p></body></html>".encode()
    page = client.post("/check", data={"csrf": csrf}, files={"file": ("<b>../news.html", html)})
    assert page.status_code == 200
    assert "&lt;b&gt;" in page.text or "news.html" in page.text
    assert "<b>../" not in page.text
    assert "1 altered" in page.text


def test_what_is_no_draft_is_said(client: TestClient, csrf: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "there is no draft" in client.post("/check", data={"csrf": csrf}).text
    damaged = client.post("/check", data={"csrf": csrf}, files={"file": ("a.docx", b"PK\x03\x04 and more")})
    assert damaged.status_code == 400
    assert "a.docx:" in damaged.text
    monkeypatch.setattr(check, "MOST_TEXT", 10)
    monkeypatch.setattr(check, "MOST_FILE", 10)
    assert client.post("/check", data={"csrf": csrf, "draft": DRAFT}).status_code == 400
    assert client.post("/check", data={"csrf": csrf}, files={"file": ("a.txt", b"x" * 11)}).status_code == 400


def test_another_site_sends_no_draft(client: TestClient) -> None:
    assert client.post("/check", data={"draft": DRAFT}).status_code == 403


def test_drafts_wait_for_one_another(
    desk: Desk, client: TestClient, csrf: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_module, "_DRAFTS_WAIT", 0.01)
    with desk.reading_a_draft():
        assert client.post("/check", data={"csrf": csrf, "draft": DRAFT}).status_code == 503


def test_a_form_that_there_is_not(client: TestClient) -> None:
    assert client.get("/check?words=x&form=sung").status_code == 400
