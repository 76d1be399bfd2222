"""All addresses of the desk, read from the application itself, so that a new one is not forgotten; and requests as a
server hands them on, with headers and paths that no client sends."""

from __future__ import annotations

from typing import Any

import anyio
from fastapi.routing import iter_route_contexts
from starlette.types import Message

from quotetrack.desk.application import application
from quotetrack.desk.desk import Desk
from quotetrack.desk.safety import Guard

from .conftest import PORT

OWN = (b"host", f"127.0.0.1:{PORT}".encode())
"""The header with the host of the tests."""


def routes(desk: Desk, method: str) -> list[str]:
    """The paths that take a method, with the names of what stands in them: "/quotation/{id}"."""
    guard = application(desk)
    assert isinstance(guard, Guard)
    found = [
        str(route.path)
        for route in iter_route_contexts(guard.app.routes)
        if method in (getattr(route, "methods", None) or ())
    ]
    assert len(found) > 10, "the routes are not found"
    return sorted(found)


def filled_in(path: str, id: str = "0" * 12) -> str:
    """An address of a route, with an id where it wants one."""
    for name in ("{id:any}", "{id}", "{name}"):
        path = path.replace(name, id)
    return path.replace("{format}", "csv")


def called(
    desk: Desk, *, headers: list[tuple[bytes, bytes]], **scope: Any
) -> tuple[int, dict[str, str], bytes]:
    """Call the application as a server does, with any headers and path at all; return status, headers and body."""
    told = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": "/",
        "raw_path": b"/",
        "query_string": b"",
        "root_path": "",
        "server": ("127.0.0.1", PORT),
        "client": ("127.0.0.1", 50_000),
        "headers": headers,
        **scope,
    }
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    async def call() -> None:
        await application(desk)(told, receive, send)

    anyio.run(call)
    start = next(message for message in sent if message["type"] == "http.response.start")
    body = b"".join(message.get("body", b"") for message in sent if message["type"] == "http.response.body")
    return start["status"], {name.decode(): value.decode() for name, value in start["headers"]}, body
