"""Coming in: by name and password, or with the token of the address that was printed; and who decides."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from quotetrack.desk.desk import desk_of
from quotetrack.desk.guarding import Decider, Reader
from quotetrack.desk.pages import page
from quotetrack.desk.safety import give_cookie, local_address
from quotetrack.desk.sessions import Access, Visitor

router = APIRouter()

AT_ONCE = 2
"""Passwords that are compared at once; each takes a core for some tens of milliseconds, and 64 MB."""
MOST_WAITING = 50
"""Attempts that wait for that."""
MOST_WAITING_OF_ONE = 5
"""Of them, those from one machine: whoever guesses many at once does not keep others out."""
AFTER_FAILURE = 1.0
"""Seconds until it is said that a password is wrong; nobody guesses more than `MOST_WAITING_OF_ONE` in that time."""

_Field = Annotated[str, Form()]


@router.get("/login")
def login(request: Request, then: str = "/") -> Response:
    """Ask for a name and a password, or for the token."""
    return page(request, "login.html", title="Come in", then=local_address(then), said="", status=401)


@router.post("/login")
async def let_in(
    request: Request, name: _Field = "", password: _Field = "", token: _Field = "", then: _Field = "/"
) -> Response:
    """Let somebody in, and go on to where they wanted. Whoever waits here keeps no thread from others."""
    visitor = await _ATTEMPTS.made(request, " ".join(name.split()), password, token.strip())
    if visitor is None:
        said = (
            "That name and password do not belong together."
            if password
            else "That is not the token of this run."
        )
        return page(request, "login.html", title="Come in", then=local_address(then), said=said, status=403)
    response = RedirectResponse(local_address(then), 303)
    give_cookie(response, desk_of(request), visitor)
    return response


class _Attempts:
    """Those who try to come in, and how many of each machine. All of it is of one event loop."""

    def __init__(self) -> None:
        self._waiting: Counter[str] = Counter()
        self._compared = 0

    async def made(self, request: Request, name: str, password: str, token: str) -> Visitor | None:
        """Return who comes in; None if it is not their password or token."""
        machine = request.client.host if request.client else ""
        if self._waiting.total() >= MOST_WAITING or self._waiting[machine] >= MOST_WAITING_OF_ONE:
            raise HTTPException(429, "too many try to come in at once: try again in a moment", _LATER)
        self._waiting[machine] += 1
        try:
            visitor = await self._compare(desk_of(request).access, name, password, token)
            if visitor is None:
                await asyncio.sleep(AFTER_FAILURE)
            return visitor
        finally:
            self._waiting[machine] -= 1
            if not self._waiting[machine]:
                del self._waiting[machine]

    async def _compare(self, access: Access, name: str, password: str, token: str) -> Visitor | None:
        if token or not access.asks_names:
            return access.anybody() if access.accepts(token) else None
        while self._compared >= AT_ONCE:
            await asyncio.sleep(0.02)
        self._compared += 1
        try:
            return await run_in_threadpool(access.named, name, password)
        finally:
            self._compared -= 1


_ATTEMPTS = _Attempts()
_LATER = {"Retry-After": "2"}


@router.post("/logout")
def logout(request: Request, visitor: Reader) -> Response:
    """Forget who it is: the cookie lets nobody in any more, whoever has a copy."""
    desk = desk_of(request)
    desk.access.leave(visitor)
    response = RedirectResponse("/login", 303)
    response.delete_cookie(desk.settings.cookie)
    return response


@router.post("/who")
def call_oneself(request: Request, visitor: Decider, name: _Field = "", then: _Field = "/") -> Response:
    """Take down who decides, once, for as long as the cookie lasts."""
    desk = desk_of(request)
    response = RedirectResponse(local_address(then), 303)
    if not desk.access.asks_names:
        give_cookie(response, desk, desk.access.calls_itself(visitor, name))
    return response
