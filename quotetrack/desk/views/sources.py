"""Outlets: how many articles and quotations each has, from when to when, with what each of them printed."""

from __future__ import annotations

from collections import Counter

from fastapi import APIRouter, Request
from starlette.responses import Response

from quotetrack.desk.addresses import filter_in, number_in
from quotetrack.desk.desk import desk_of
from quotetrack.desk.pages import page
from quotetrack.export.overview import first_to_last
from quotetrack.records import SourceEntry

router = APIRouter()

_PAGE = 100
"""Outlets on a page."""
_FURTHEST = 100_000


@router.get("/sources")
def sources(request: Request) -> Response:
    """List the outlets of the quotations that the address asks for, by name."""
    query = request.query_params
    start = number_in(query, "from", 0, most=_FURTHEST)
    every = list(desk_of(request).collection.sources(filter_in(query)))
    shown = every[start : start + _PAGE]
    return page(
        request,
        "sources.html",
        title="Sources",
        entries=[(entry, _asked_for(entry), first_to_last(entry)) for entry in shown],
        fields=("speaker", "about", "source", "since", "until", "kind", "stance", "status", "unshown"),
        total=len(every),
        counted=Counter(articles=sum(e.articles for e in every), quotes=sum(e.quotes for e in every)),
        start=start,
        size=_PAGE,
    )


def _asked_for(entry: SourceEntry) -> str:
    """Return what finds the outlet in a filter: its domain, which is no other's, else its name."""
    return entry.domain or entry.name or ""
