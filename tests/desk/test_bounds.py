"""What is too much, too slow or too often, and names that are no paths."""

from __future__ import annotations

from collections.abc import Iterator

import anyio
import pytest
from starlette.testclient import TestClient
from starlette.types import Message

from quotetrack.desk import safety
from quotetrack.desk.application import application
from quotetrack.desk.desk import Desk
from quotetrack.desk.views import coming_in

from .routes import OWN, called, filled_in, routes

# Names that are paths


@pytest.mark.parametrize(
    "name",
    [
        *(
            "..%2fdesk.py",
            "..%5cdesk.py",
            "%2e%2e%2fsafety.py",
            "desk.css%00",
            "desk.css%2f..%2fdesk.js",
            "%2fetc%2fpasswd",
        ),
        *("....//desk.py", "desk.css/", "C:%5cwindows", "%2e", "%2e%2e", "desk.css%3f"),
    ],
)
def test_a_static_name_is_no_path(client: TestClient, name: str) -> None:
    answer = client.get(f"/static/{name}")
    assert answer.status_code in (404, 405, 307)
    assert "def " not in answer.text


@pytest.mark.parametrize(
    "id", ["..%2f..%2fetc%2fpasswd", "%00", "%0d%0aX: y", "a" * 5000, "'; drop table quotes", "%25"]
)
def test_an_id_is_no_path_and_no_statement(
    desk: Desk, client: TestClient, program: TestClient, id: str
) -> None:
    for path in routes(desk, "GET"):
        if "{id" in path:
            assert client.get(filled_in(path, id)).status_code in (400, 404), path
            assert program.get(filled_in(path, id)).status_code in (400, 404), path


@pytest.mark.parametrize(
    "name", ["../../evil.txt", "/etc/passwd", "C:\\evil.txt", "a\x00.txt", "..", "x" * 5000 + ".txt"]
)
def test_the_name_of_a_draft_is_no_path(program: TestClient, name: str) -> None:
    answer = program.post("/api/v1/check-draft", params={"name": name}, content=b"\x00" * 100)
    assert answer.status_code in (400, 422)


# How much is taken


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Takes no more than a kilobyte, so that the tests need not send more."""
    monkeypatch.setattr(safety, "MOST_SENT", 1000)
    monkeypatch.setattr(safety, "MOST_UPLOADED", 1000)


@pytest.mark.usefixtures("small")
def test_what_is_too_large_is_refused_by_its_length_and_without_one(
    desk: Desk, client: TestClient, program: TestClient, csrf: str
) -> None:
    def pieces() -> Iterator[bytes]:
        yield from [b"x" * 400] * 5

    for path in routes(desk, "POST"):
        for content in (b"x" * 1001, None):
            for content_type in ("application/x-www-form-urlencoded", "application/json", "text/plain"):
                headers = {"Content-Type": content_type, "X-CSRF-Token": csrf}
                status = client.post(
                    filled_in(path), headers=headers, content=content or pieces()
                ).status_code
                # What reads nothing of it answers as it does without it.
                assert status in (413, 400, 403, 404, 422, 303), (path, status)
    for content in (b"x" * 1001, None):
        for path in ("/api/v1/check-draft", "/api/v1/decisions"):
            answer = program.post(
                path, headers={"Content-Type": "application/json"}, content=content or pieces()
            )
            assert answer.status_code == 413
            assert list(answer.json()) == ["error"]


@pytest.mark.parametrize("length", [b"\xb2", b"-1", b"1e3", b"9" * 5000, b" ", b"", b"1,1"])
def test_a_length_that_is_none_is_refused(desk: Desk, length: bytes) -> None:
    status, _, _ = called(desk, method="POST", path="/login", headers=[OWN, (b"content-length", length)])
    assert status == 413


def test_a_client_that_sends_a_byte_now_and_then_is_given_up(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(safety, "SLOWEST", 0.2)
    monkeypatch.setattr(safety, "SLOWEST_RATE", 100)
    sent: list[Message] = []
    took = 0

    async def receive() -> Message:
        nonlocal took
        took += 1
        await anyio.sleep(0.1)
        return {"type": "http.request", "body": b"x", "more_body": True}

    async def send(message: Message) -> None:
        sent.append(message)

    async def call() -> None:
        scope = {
            "type": "http",
            "method": "POST",
            "path": "/login",
            "query_string": b"",
            "headers": [OWN, (b"content-type", b"application/x-www-form-urlencoded")],
        }
        await application(desk)(scope, receive, send)

    anyio.run(call)
    assert sent[0]["status"] == 408
    assert took < 6


# Guessing


def test_guesses_wait_and_many_at_once_are_turned_away(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coming_in, "AFTER_FAILURE", 0.3)
    guard = application(desk)
    statuses: list[int] = []

    async def guess() -> None:
        sent: list[Message] = []
        body = b"token=wrong"

        async def receive() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        scope = {
            "type": "http",
            "method": "POST",
            "path": "/login",
            "query_string": b"",
            "client": ("192.0.2.1", 1),
            "headers": [OWN, (b"content-type", b"application/x-www-form-urlencoded")],
        }
        await guard(scope, receive, send)
        statuses.append(sent[0]["status"])

    async def call() -> None:
        async with anyio.create_task_group() as group:
            for _ in range(20):
                group.start_soon(guess)

    anyio.run(call)
    assert statuses.count(403) == coming_in.MOST_WAITING_OF_ONE
    assert statuses.count(429) == 20 - coming_in.MOST_WAITING_OF_ONE
    statuses.clear()
    anyio.run(guess)
    assert statuses == [403], "whoever comes later is not turned away"
