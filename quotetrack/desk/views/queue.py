"""The queue: what nobody has decided on yet, one below the other."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from quotetrack.desk.addresses import filter_in
from quotetrack.desk.desk import desk_of
from quotetrack.desk.marked import all_on_desk
from quotetrack.desk.pages import page

router = APIRouter()

PAGE = 10
"""Quotations on a page: the one to decide on, and the next ones, which so need not be waited for."""


@router.get("/queue")
def queue(request: Request, order: str = "unsure", after: str = "", at: str = "") -> Response:
    """Show what is to be decided next: behind `after`, and first `at` where somebody was before."""
    collection = desk_of(request).collection
    wanted = filter_in(request.query_params)
    waiting = collection.queue(wanted, order=order, after=after or None, limit=PAGE)
    return page(
        request,
        "queue.html",
        title="Queue",
        order=order,
        cards=all_on_desk(collection, waiting.items),
        left=waiting.left,
        at=at,
    )
