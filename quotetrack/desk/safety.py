"""What stands between a browser and the desk: by which name it was called, how much is sent, who sends it, and what a
page may load.

It is ASGI, so that nothing of a request is read before it has passed.
"""

from __future__ import annotations

import asyncio
import time
from urllib.parse import quote, urlencode

from fastapi import FastAPI
from starlette.datastructures import MutableHeaders, QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import Message, Receive, Scope, Send

from quotetrack.desk.desk import Desk
from quotetrack.desk.sessions import LASTS, Visitor

MOST_SENT = 1_000_000
"""Bytes of a form."""
MOST_UPLOADED = 60_000_000
"""Bytes of what is sent to a page that takes files: one article of the largest size, and its form."""
UPLOADS = ("/add", "/check", "/api/v1/check-draft")
"""Where files are taken."""
SLOWEST = 30.0
"""Seconds between two pieces of what a client sends."""
SLOWEST_RATE = 2_000
"""Bytes a second, behind the first `SLOWEST` seconds, at which a client sends: a bad line is faster, and who sends a
byte now and then only keeps a connection from others."""
_MOST_DIGITS = 15
"""Digits of a length that is told; more would be no number of bytes."""
OPEN = ("/static/", "/login")
"""What is shown to anybody."""

_LAST = {"Connection": "close"}
"""Of an answer to a request that is not read to its end: nothing more is taken on this connection."""
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """Lets through what has the right host, a visitor and no more bytes than are taken; puts headers on every answer.

    Whoever was let in is `request.state.visitor`.
    """

    def __init__(self, app: FastAPI, desk: Desk) -> None:
        self.app, self._desk = app, desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":  # nothing here is a web socket
            await send({"type": "websocket.close", "code": 1008})
            return
        send = _with_headers(scope, send)
        connection = HTTPConnection(scope)
        refused = self._refused(connection)
        if refused is not None:
            await refused(scope, receive, send)
            return
        await self.app(scope, _bounded(connection, receive), send)

    def _refused(self, connection: HTTPConnection) -> Response | None:
        """Return the answer to a request that goes no further, else None."""
        settings, headers, path = self._desk.settings, connection.headers, path_of(connection)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in settings.hosts:
            told = ", ".join(hosts)[:100]
            return _plain(connection, 421, f"this is no desk of {told!r}: use the address that was printed")
        if not path.startswith("/"):
            return _plain(connection, 400, f"{path[:100]!r} is no address here: it begins with no /")
        length = headers.get("content-length", "0")
        is_number = length.isascii() and length.isdigit() and len(length) <= _MOST_DIGITS
        if not is_number or int(length) > most_bytes(path):
            return _plain(connection, 413, f"no more than {most_bytes(path):,} bytes are taken here")
        token = connection.query_params.get("token")
        if token is not None and connection.scope["method"] in ("GET", "HEAD"):
            return self._come_in(connection, token)
        visitor = self._visitor(connection)
        connection.state.visitor = visitor
        if visitor is None and not path.startswith(OPEN):
            return self._unknown(connection)
        return None

    def _visitor(self, connection: HTTPConnection) -> Visitor | None:
        """Return whoever the cookie or the token says that it is."""
        access = self._desk.access
        scheme, _, token = connection.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":  # any other is for a proxy before the desk
            return access.program() if access.accepts(token.strip()) else None
        cookie = connection.cookies.get(self._desk.settings.cookie)
        return access.of_cookie(cookie) if cookie else None

    def _come_in(self, connection: HTTPConnection, token: str) -> Response:
        """Change the token in an address for a cookie, and show the same address without it."""
        if not self._desk.access.accepts(token):
            return _plain(
                connection, 403, "the token in this address is of another run: use the one printed last"
            )
        others = query_without(connection.query_params, "token")
        response = RedirectResponse(local_address(_address(connection, others)), 303)
        give_cookie(response, self._desk, self._desk.access.anybody())
        return response

    def _unknown(self, connection: HTTPConnection) -> Response:
        if wants_json(connection):
            said = (
                "no token: send `Authorization: Bearer TOKEN` with the token of the address that was printed"
            )
            return JSONResponse({"error": said}, 401, {"WWW-Authenticate": "Bearer"})
        return RedirectResponse(f"/login?{urlencode({'then': here(connection)})}", 303)


def path_of(connection: HTTPConnection) -> str:
    """Return the path as the routes see it. `connection.url` would read it anew: a "?" in an id would end it, and some
    paths cannot be read at all."""
    path: str = connection.scope["path"]
    return path


def here(connection: HTTPConnection) -> str:
    """Return the address that was asked for, without its host, as it can stand in a link."""
    return _address(connection, query_without(connection.query_params))


def _address(connection: HTTPConnection, query: str) -> str:
    path = quote(path_of(connection), safe="/:@!$&'()*+,;=~", errors="replace")
    return f"{path}?{query}" if query else path


def most_bytes(path: str) -> int:
    """Return how many bytes may be sent to an address."""
    return MOST_UPLOADED if path.startswith(UPLOADS) else MOST_SENT


def wants_json(connection: HTTPConnection) -> bool:
    """Return whether an answer is for a program: the interface, or a script of the desk's own."""
    is_interface = path_of(connection).startswith("/api/")
    return is_interface or connection.headers.get("accept", "").startswith("application/json")


def give_cookie(response: Response, desk: Desk, visitor: Visitor) -> None:
    """Let a browser be known again as this visitor."""
    settings = desk.settings
    response.set_cookie(
        settings.cookie,
        desk.access.cookie(visitor),
        max_age=LASTS,
        httponly=True,
        samesite="lax",
        secure=settings.is_https,
    )


def local_address(given: str | None, otherwise: str = "/") -> str:
    """Return an address of this desk that a request gives to go on to; another if it leads elsewhere."""
    is_local = given is not None and given.startswith("/") and not given.startswith(("//", "/\\"))
    return given if is_local and given is not None and given.isprintable() else otherwise


def _plain(connection: HTTPConnection, status: int, said: str) -> Response:
    if wants_json(connection):
        return JSONResponse({"error": said}, status)
    return PlainTextResponse(f"{said}\n", status)


def _bounded(connection: HTTPConnection, receive: Receive) -> Receive:
    """Receive no more than is taken, and only from a client that goes on sending."""
    most, taken, is_whole = most_bytes(path_of(connection)), 0, False
    began = time.monotonic()

    async def received() -> Message:
        nonlocal taken, is_whole
        if is_whole:  # then it is waited for the client to leave, which may take as long as it likes
            return await receive()
        left = began + SLOWEST + taken / SLOWEST_RATE - time.monotonic()
        try:
            message = await asyncio.wait_for(receive(), min(SLOWEST, left))
        except TimeoutError:
            raise HTTPException(408, "what is sent comes too slowly", _LAST) from None
        taken += len(message.get("body", b""))
        is_whole = not message.get("more_body", False)
        if taken > most:
            raise HTTPException(413, f"no more than {most:,} bytes are taken here", _LAST)
        return message

    return received


def _with_headers(scope: Scope, send: Send) -> Send:
    is_static = scope["path"].startswith("/static/")

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
            headers.setdefault("Cache-Control", "no-cache" if is_static else "no-store")
        await send(message)

    return sending


def query_without(query: QueryParams, *names: str) -> str:
    """Return a query without some of its fields, as it stands in an address."""
    return urlencode([pair for pair in query.multi_items() if pair[0] not in names])
