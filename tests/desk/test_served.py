"""A desk that is really served, on a port of this machine: by many at once, while some of them are slow."""

from __future__ import annotations

import http.client
import json
import socket
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing

import pytest

from quotetrack.collection import Collection
from quotetrack.desk import patience, safety

from .conftest import TOKEN

_ANSWERS = 60.0
"""Seconds in which each answer comes, on a busy machine."""
CLIENTS, EACH = 50, 3


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """A desk waits a second for the head of a request, and as long for its body."""
    monkeypatch.setattr(patience, "LONGEST_HEAD", 1.0)
    monkeypatch.setattr(safety, "SLOWEST", 1.0)


def asked(port: int, path: str, *, method: str = "GET", body: str = "") -> tuple[int, bytes]:
    """The status and the body of an answer to a program with the token."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=_ANSWERS)) as connection:
        headers = {"Authorization": f"Bearer {TOKEN}"} | (
            {"Content-Type": "application/json"} if body else {}
        )
        connection.request(method, path, body=body or None, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read()


def half(port: int, sent: str) -> socket.socket:
    """A connection on which somebody has sent this much, and then nothing."""
    taken = socket.create_connection(("127.0.0.1", port), timeout=_ANSWERS)
    taken.sendall(sent.replace("PORT", str(port)).encode())
    return taken


def test_fifty_at_once_are_all_answered(port: int, collection: Collection) -> None:
    ids = [printed.id for printed in collection.quotes()]
    paths = ["/", "/?q=bridge", "/queue", "/api/v1/quotes", "/api/v1/stats", "/api/v1/check?words=the+bridge"]
    paths += [f"/quotation/{id}" for id in ids] + [f"/api/v1/claim/{id}" for id in ids]

    def client(number: int) -> list[int]:
        statuses = [asked(port, paths[(number + step) % len(paths)])[0] for step in range(EACH)]
        new = json.dumps(
            {"quote": ids[number % len(ids)], "notes": f"note {number}", "by": f"Reader {number}"}
        )
        return [*statuses, asked(port, "/api/v1/decisions", method="POST", body=new)[0]]

    with ThreadPoolExecutor(CLIENTS) as pool:
        every = Counter(status for statuses in pool.map(client, range(CLIENTS)) for status in statuses)
    assert every == {200: CLIENTS * EACH, 201: CLIENTS}
    assert len(list(collection.decisions())) == CLIENTS


HALVES = [
    "",
    "GET / HT",
    "GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nX: ",
    "POST /login HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    "Content-Length: 100\r\n\r\ntoken=",
]


def test_who_says_half_of_it_keeps_nobody_out_and_is_hung_up_on(port: int) -> None:
    with ExitStack() as open_ones:
        slow = [open_ones.enter_context(half(port, HALVES[n % len(HALVES)])) for n in range(100)]
        began = time.monotonic()
        assert [asked(port, "/api/v1/stats")[0] for _ in range(5)] == [200] * 5
        for taken in slow:
            said = b"".join(iter(lambda taken=taken: taken.recv(4096), b""))  # type: ignore[misc]
            assert said == b"" or said.startswith(b"HTTP/1.1 408")
        assert time.monotonic() - began < _ANSWERS
    assert asked(port, "/api/v1/stats")[0] == 200


def test_a_connection_is_kept_for_what_comes_next(port: int) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=_ANSWERS)) as connection:
        for pause in (0.0, 0.0, 1.3):
            time.sleep(pause)
            connection.request("GET", "/login")
            answer = connection.getresponse()
            assert (answer.status, bool(answer.read())) == (401, True)


@pytest.mark.parametrize(
    "sent",
    [
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: 127.0.0.1:PORT\r\n\r\n",
        "GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n",
        "GET [ HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n",
        "CONNECT evil.example:443 HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n",
        "GET /%0d%0aX:%20y HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
        "POST /login HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 9999999999\r\n\r\n",
        "POST /login HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nx",
        "GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nCookie: " + "a" * 200_000 + "\r\n\r\n",
        "\x16\x03\x01\x02",
    ],
)
def test_what_is_no_request_of_ours_is_refused(port: int, sent: str) -> None:
    with half(port, sent) as taken:
        said = b""
        while b"\r\n" not in said and (more := taken.recv(4096)):
            said += more
    status = int(said.split()[1]) if said else 400
    assert 300 <= status < 500, said
    assert b"X: y" not in said
    assert asked(port, "/api/v1/stats")[0] == 200
