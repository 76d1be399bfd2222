"""Quotations are listed by what the address asks for, page by page, and taken away as a sheet."""

from __future__ import annotations

import io
import zipfile

import pytest
from starlette.testclient import TestClient

from quotetrack.collection import Collection
from quotetrack.desk.views import quotes


def test_all_are_listed(client: TestClient) -> None:
    page = client.get("/quotes").text
    assert "4 quotations, by day of publication" in page
    assert "The bridge will open on Monday," in page


def test_a_filter_stands_in_the_address_and_can_be_taken_away(client: TestClient) -> None:
    page = client.get("/quotes?stance=denied&source=Harbour+Post&from=0").text
    assert "1 quotation, by day of publication" in page
    assert "Stance: <bdi>denied</bdi>" in page
    assert 'href="/quotes?source=Harbour+Post"' in page
    assert '<option value="denied" selected>' in page


@pytest.mark.parametrize(
    "query", ["kind=loud", "since=yesterday", "min_confidence=2", "from=x", "from=-1", "from=9999999999999"]
)
def test_what_makes_no_sense_is_refused(client: TestClient, query: str) -> None:
    assert client.get(f"/quotes?{query}").status_code == 400


def test_pages(client: TestClient, collection: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quotes, "PAGE", 2)
    ids = [printed.id for printed in collection.quotes()]
    first, second = client.get("/quotes").text, client.get("/quotes?from=2").text
    assert all(f'data-item="{id}"' in first for id in ids[:2])
    assert all(f'data-item="{id}"' in second for id in ids[2:])
    assert "1 to 2 of 4" in first
    assert 'href="/quotes?from=2"' in first
    assert 'rel="prev" href="/quotes"' in second
    assert "No quotation is so far down" in client.get("/quotes?from=999").text


@pytest.mark.parametrize("format", ["xlsx", "csv", "html"])
def test_a_sheet_is_a_download(client: TestClient, format: str) -> None:
    answer = client.get(f"/sheet.{format}?stance=denied")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment; filename*=")
    assert answer.headers["content-disposition"].endswith(f".{format}")
    assert "the bridge was unsafe" in _text(answer.content, format)


def test_a_sheet_of_answers(client: TestClient) -> None:
    assert "repairs cost too much" in client.get("/sheet.csv?q=What+did+Petrov+say%3F").text


def test_there_is_no_sheet_of_another_format(client: TestClient) -> None:
    assert client.get("/sheet.exe").status_code == 422


def _text(content: bytes, format: str) -> str:
    if format != "xlsx":
        return content.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return parts.read("xl/worksheets/sheet1.xml").decode("utf-8")
