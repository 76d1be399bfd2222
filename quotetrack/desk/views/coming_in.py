"""Coming in: by name and password, or with the token of the address that was printed; and who decides."""

from __future__ import annotations

import threading
import time
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from quotetrack.desk.desk import desk_of
from quotetrack.desk.guarding import Decider
from quotetrack.desk.pages import page
from quotetrack.desk.safety import give_cookie, local_address

router = APIRouter()

_AT_ONCE = threading.Semaphore(2)
"""Passwords that are compared at once; each takes a core for some tens of milliseconds."""
_AFTER_FAILURE = 1.0
"""Seconds until it is said that a password is wrong."""

_Field = Annotated[str, Form()]


@router.get("/login")
def login(request: Request, then: str = "/") -> Response:
    """Ask for a name and a password, or for the token."""
    return page(request, "login.html", title="Come in", then=local_address(then), said="", status=401)


@router.post("/login")
def let_in(
    request: Request, name: _Field = "", password: _Field = "", token: _Field = "", then: _Field = "/"
) -> Response:
    """Let somebody in, and go on to where they wanted."""
    desk = desk_of(request)
    with _AT_ONCE:
        if desk.access.asks_names and not token:
            visitor = desk.access.named(" ".join(name.split()), password)
        else:
            visitor = desk.access.anybody() if desk.access.accepts(token.strip()) else None
        if visitor is None:
            time.sleep(_AFTER_FAILURE)
    if visitor is None:
        said = (
            "That name and password do not belong together."
            if password
            else "That is not the token of this run."
        )
        return page(request, "login.html", title="Come in", then=local_address(then), said=said, status=403)
    response = RedirectResponse(local_address(then), 303)
    give_cookie(response, desk, visitor)
    return response


@router.post("/logout")
def logout(request: Request) -> Response:
    """Forget who it is."""
    response = RedirectResponse("/login", 303)
    response.delete_cookie(desk_of(request).settings.cookie)
    return response


@router.post("/who")
def call_oneself(request: Request, visitor: Decider, name: _Field = "", then: _Field = "/") -> Response:
    """Take down who decides, once, for as long as the cookie lasts."""
    desk = desk_of(request)
    response = RedirectResponse(local_address(then), 303)
    if not desk.access.asks_names:
        give_cookie(response, desk, desk.access.calls_itself(visitor, name))
    return response
