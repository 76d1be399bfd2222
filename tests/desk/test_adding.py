"""Articles that are pasted or sent are added behind the page, one lot after the other."""

from __future__ import annotations

import re
import threading
import time

import pytest
from starlette.testclient import TestClient

from quotetrack.collection import Added, Collection
from quotetrack.desk import jobs
from quotetrack.desk.desk import Desk
from quotetrack.desk.reviewers import Reviewers
from quotetrack.desk.sessions import Access, Visitor
from quotetrack.errors import StoreError

from .conftest import SECRET, make_desk, stranger

TEXT = "“The ferry will sail on Sunday,” Rui Reis, the harbour master, told reporters on Friday.\n"
pytestmark = pytest.mark.parser


def finished(client: TestClient, address: str) -> str:
    """The page of a job once it is over."""
    for _ in range(600):
        page = client.get(address).text
        if "data-goes-on" not in page:
            return page
        time.sleep(0.05)
    raise AssertionError(f"{address} goes on and on")


def paste(client: TestClient, csrf: str, **fields: str) -> str:
    answer = client.post("/add/text", data={"text": TEXT, "csrf": csrf, **fields})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def test_an_article_is_pasted(client: TestClient, csrf: str, collection: Collection, desk: Desk) -> None:
    told = {"source": "The Globe", "published": "2024-03-08", "url": "https://g.example/f"}
    page = finished(client, paste(client, csrf, title="Ferry to sail", **told))
    assert "1 article: 1 added; 1 quotation" in page
    [printed] = collection.quotes(speaker="Reis")
    article = printed.article
    assert (article.title, article.outlet, article.published, article.key) == (
        *("Ferry to sail", "The Globe", "2024-03-08", "https://g.example/f"),
    )
    assert re.fullmatch(r"Ferry-to-sail-[0-9a-f]{8}-1", article.id)
    assert "Ferry-to-sail" in client.get("/add").text
    assert "1 unchanged" in finished(client, paste(client, csrf, title="Ferry to sail", **told))
    desk.close()


def test_files_are_sent(client: TestClient, csrf: str, collection: Collection, desk: Desk) -> None:
    lines = b'{"text": "\\u201cWe left,\\u201d said Ana Lima.", "published": "2024-04-01"}\nno JSON\n'
    files = [
        ("files", ("../../etc/passwd.txt", TEXT.encode())),
        ("files", ("C:\\temp\\<i>all.jsonl", lines)),
        ("files", ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00")),
    ]
    answer = client.post("/add/files", data={"csrf": csrf, "source": "The Globe"}, files=files)
    page = finished(client, answer.headers["location"])
    assert "2 articles: 2 added; 2 quotations; 2 failed" in page
    assert "<i>all.jsonl" not in page
    assert "&lt;i&gt;all.jsonl:2" in page
    assert "picture.txt" in page
    article = next(iter(collection.quotes(speaker="Reis"))).article
    assert (article.id, article.outlet) == ("passwd", "The Globe")
    assert article.key == f"sha256:{article.digest}"
    desk.close()


def test_jobs_wait_for_one_another_and_decisions_do_not(
    client: TestClient, csrf: str, collection: Collection, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = threading.Event()
    add = Collection.add

    def slow(self: Collection, *arguments: object, **options: object) -> Added:
        assert held.wait(20)
        return add(self, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Collection, "add", slow)
    first, second = paste(client, csrf, title="One"), paste(client, csrf, title="Two")
    assert "They are being added" in client.get(first).text
    assert "They wait until others are done" in client.get(second).text
    assert '<meta http-equiv="refresh" content="2">' in client.get(second).text
    printed = next(iter(collection.quotes(speaker="Lima")))
    assert (
        client.post(f"/quotation/{printed.id}/decide", data={"status": "confirmed", "csrf": csrf}).status_code
        == 303
    )
    held.set()
    assert "1 added" in finished(client, first)
    assert "1 added" in finished(client, second)
    desk.close()


def test_a_job_that_is_broken_off_says_why(
    client: TestClient, csrf: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> Added:
        raise StoreError("the disk is full")

    monkeypatch.setattr(Collection, "add", fail)
    assert "the disk is full" in finished(client, paste(client, csrf))
    monkeypatch.setattr(Collection, "add", lambda *_, **__: 1 / 0)
    assert "an error of the program" in finished(client, paste(client, csrf))
    desk.close()


def test_no_more_than_some_wait(client: TestClient, csrf: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "MOST_WAITING", 0)
    answer = client.post("/add/text", data={"text": TEXT, "csrf": csrf})
    assert (answer.status_code, "send yours later" in answer.text) == (400, True)


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("/add/text", {"text": " "}),
        ("/add/text", {"text": "a\0b"}),
        ("/add/text", {"text": "x", "published": "soon"}),
        ("/add/files", {}),
        ("/add/files", {"published": "soon"}),
    ],
)
def test_what_makes_no_sense_is_refused(
    client: TestClient, csrf: str, address: str, fields: dict[str, str]
) -> None:
    assert client.post(address, data={"csrf": csrf, **fields}).status_code == 400


def test_nobody_adds_without_the_role(collection: Collection) -> None:
    access = Access(
        token=None, secret=SECRET, reviewers=Reviewers({"Eva": ("", frozenset({"read", "decide"}))})
    )
    desk = make_desk(collection, access)
    client = stranger(desk)
    visitor = Visitor(name="Eva", roles=frozenset(), session="s")
    client.cookies.set(desk.settings.cookie, access.cookie(visitor))
    assert client.get("/add").status_code == 403
    assert client.post("/add/text", data={"text": TEXT, "csrf": access.csrf(visitor)}).status_code == 403
    assert 'href="/add"' not in client.get("/").text


def test_a_job_that_there_is_not(client: TestClient) -> None:
    assert client.get("/add/none").status_code == 404
