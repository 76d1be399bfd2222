"""The log: what was decided, by whom and when, and each of it taken back."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from quotetrack.desk.desk import desk_of
from quotetrack.desk.guarding import Decider
from quotetrack.desk.safety import local_address, wants_json
from quotetrack.desk.views.quotation import saved, who_decides
from quotetrack.errors import UsageError

router = APIRouter()

MOST_UNDONE = 1000
"""Decisions that are taken back at once."""

_Field = Annotated[str, Form()]


@router.post("/log/undo")
def undo(
    request: Request, visitor: Decider, numbers: _Field = "", kind: _Field = "quotations", then: _Field = ""
) -> Response:
    """Take decisions back; what they changed is again as it was before them."""
    by, taken = who_decides(visitor.name), _numbers(numbers)
    if kind != "quotations":
        raise UsageError(f"kind={kind[:40]}: expected quotations")
    with desk_of(request).writing() as collection:
        made = collection.undo_review(*taken, by=by, link=False)
    if not wants_json(request):
        return RedirectResponse(local_address(then, "/log"), 303)
    return JSONResponse(saved(collection, made))


def _numbers(given: str) -> tuple[int, ...]:
    """Return numbers of decisions with spaces between them. UsageError if they are none, or too many."""
    named = given.split()
    if not 0 < len(named) <= MOST_UNDONE or not all(
        one.isascii() and one.isdigit() and len(one) <= 12 for one in named
    ):
        raise UsageError(
            f"numbers={given[:40]}: expected the numbers of 1 to {MOST_UNDONE:,} decisions with spaces between"
        )
    return tuple(map(int, named))
