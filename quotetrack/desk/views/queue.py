"""The queue: what nobody has decided on yet, one below the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from fastapi import APIRouter, Request
from starlette.responses import Response

from quotetrack.collection import Collection
from quotetrack.desk.addresses import FIELDS, filter_in
from quotetrack.desk.desk import Desk, desk_of
from quotetrack.desk.guarding import Reader
from quotetrack.desk.handing_out import HandedTurn
from quotetrack.desk.marked import on_desk
from quotetrack.desk.pages import page
from quotetrack.desk.views.ask import name_of
from quotetrack.records import EVERYTHING, Filter, Queue, Queued, QueueOrder

router = APIRouter()

PAGE = 8
"""Quotations on a page: the one to decide on, and the next ones, which so need not be waited for."""
SECOND = 2
"""Of them, at most, on which somebody else has decided before; more if nothing else is left."""
_LOOKED_THROUGH = 200
"""Quotations read at once to find those that two people look at."""


@router.get("/queue")
def queue(
    request: Request,
    visitor: Reader,
    order: QueueOrder = "unsure",
    after: str = "",
    at: str = "",
    handed: Literal["out", "all"] = "out",
) -> Response:
    """Show what is to be decided next: behind `after`, and first `at` where somebody was before. What others have been
    shown is left out, unless `handed` is "all"."""
    desk, wanted = desk_of(request), filter_in(request.query_params, limit=PAGE)
    with desk.handing_out.turn(visitor.name if handed == "out" else None) as turn:
        first = desk.collection.queue(
            wanted, order=order, after=after or None, without=turn.held_by_others, counted=False
        )
        second = _second(desk, visitor.name, turn, len(first.items))
        items = [*second, *first.items][:PAGE]
        turn.take(queued.printed.id for queued in items)
    facets = desk.facets(replace(wanted, status=wanted.status or "unchecked", limit=None))
    return page(
        request,
        "queue.html",
        title="Queue",
        order=order,
        cards=[_card(desk.collection, queued, is_second=queued in second) for queued in items],
        left=facets.quotes if facets is not None else None,
        held=len(turn.held_by_others),
        more=_more(first, items),
        at=at,
        fields=FIELDS,
        facets=facets,
        described={"person": name_of(facets, wanted.person)},
    )


def _card(collection: Collection, queued: Queued, *, is_second: bool) -> dict[str, object]:
    """Return what the page shows of a quotation. Whoever looks at it second is not told what the first has found."""
    shown = replace(queued.printed, review=None) if is_second else queued.printed
    card = on_desk(collection, shown)
    return {
        **card,
        "seen": collection.state(queued.printed),
        "in_queue": queued.place,
        "is_second": is_second,
    }


def _more(first: Queue, items: list[Queued]) -> str:
    """Return the place behind which the next page goes on; empty if nothing comes behind."""
    shown = [queued.place for queued in first.items if queued in items]
    return shown[-1] if shown and len(first.items) >= PAGE else ""


def _second(desk: Desk, name: str | None, turn: HandedTurn, others: int) -> list[Queued]:
    """Return the quotations that this person is the second to look at."""
    if not name or not desk.handing_out.double:
        return []
    most = max(SECOND, PAGE - others)
    every = _decided_once(desk.collection, name, turn.held_by_others)
    double = (queued for queued in every if desk.handing_out.is_double(queued.printed.id))
    return [queued for queued, _ in zip(double, range(most), strict=False)]


def _decided_once(collection: Collection, name: str, without: tuple[str, ...]) -> Iterator[Queued]:
    wanted: Filter = replace(EVERYTHING, limit=_LOOKED_THROUGH)
    after = None
    while True:
        read = collection.queue(wanted, second_for=name, after=after, without=without, counted=False)
        yield from read.items
        if len(read.items) < _LOOKED_THROUGH:
            return
        after = read.items[-1].place
