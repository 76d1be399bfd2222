"""What a request must bring along to change something."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Request
from starlette.exceptions import HTTPException

from quotetrack.desk.desk import desk_of
from quotetrack.desk.reviewers import Role
from quotetrack.desk.sessions import Visitor

_SAFE = ("GET", "HEAD", "OPTIONS")
CSRF_FIELD, CSRF_HEADER = "csrf", "X-CSRF-Token"


async def require_own(request: Request) -> None:
    """Refuse what comes from another site: whatever changes something brings along what only our pages know, unless it
    came with the token in a header, which no other site can send."""
    visitor: Visitor | None = request.state.visitor
    if request.method in _SAFE or (visitor is not None and visitor.came_by == "token"):
        return
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise HTTPException(403, "this form was sent from another site")
    # Older browsers say only this. Since no page of ours tells where it was, our own forms say "null".
    origin = request.headers.get("origin", "null").lower()
    if origin != "null" and origin.partition("://")[2] not in desk_of(request).settings.hosts:
        raise HTTPException(403, "this form was sent from another site")
    if visitor is None:  # who logs in has no cookie yet
        return
    given = request.headers.get(CSRF_HEADER)
    if given is None and "form" in request.headers.get("content-type", ""):
        field = (await request.form()).get(CSRF_FIELD)
        given = field if isinstance(field, str) else None
    if given is None or not desk_of(request).access.is_csrf(visitor, given):
        raise HTTPException(
            403, "the form is not of this session: load the page again and repeat what you did"
        )


def _require(role: Role) -> Callable[[Request], Visitor]:
    def required(request: Request) -> Visitor:
        visitor: Visitor | None = request.state.visitor
        if visitor is None or not visitor.may(role):
            raise HTTPException(403, f"your role does not let you {role} here")
        return visitor

    return required


Reader = Annotated[Visitor, Depends(_require("read"))]
"""Whoever reads."""
Decider = Annotated[Visitor, Depends(_require("decide"))]
"""Whoever may decide."""
Adder = Annotated[Visitor, Depends(_require("add"))]
"""Whoever may add articles."""
