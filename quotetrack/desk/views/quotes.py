"""Quotations by filters: a list to which all that counts some leads, and the same as a sheet to take away."""

from __future__ import annotations

import io
from typing import Literal
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import Response

from quotetrack.desk.addresses import FIELDS, filter_in, number_in
from quotetrack.desk.desk import desk_of
from quotetrack.desk.marked import all_on_desk
from quotetrack.desk.pages import page
from quotetrack.desk.views.ask import name_of
from quotetrack.export import write
from quotetrack.export.naming import file_name

router = APIRouter()

PAGE = 15
"""Quotations on a page."""
MOST_IN_A_SHEET = 2000
"""Quotations of a sheet that is made while a browser waits; `quotetrack sheet` writes as many as there are."""
_FURTHEST = 10**9

_MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "html": "text/html; charset=utf-8",
}


@router.get("/quotes")
def quotes(request: Request) -> Response:
    """List the quotations that the address asks for, by day of publication."""
    desk, wanted = desk_of(request), filter_in(request.query_params)
    collection = desk.collection
    start = number_in(request.query_params, "from", 0, most=_FURTHEST)
    chosen, facets = collection.quotes(wanted), desk.facets(wanted)
    shown, total = chosen.page(start, PAGE)
    return page(
        request,
        "quotes.html",
        title="Quotations",
        cards=all_on_desk(collection, shown),
        start=start,
        size=PAGE,
        total=total,
        facets=facets,
        described={"person": name_of(facets, wanted.person)},
        described_as=chosen.described_as,
        fields=FIELDS,
        most_in_a_sheet=MOST_IN_A_SHEET,
    )


@router.get("/sheet.{format}")
def sheet(request: Request, format: Literal["xlsx", "csv", "html"], q: str = "") -> Response:
    """Write the quotations that the address asks for, or the answers to its question, as a sheet to take away."""
    wanted = filter_in(request.query_params, limit=MOST_IN_A_SHEET)
    made = desk_of(request).collection.sheet(wanted, question=q.strip() or None)
    out = io.BytesIO()
    write(made, format, out)
    named = quote(file_name(made.title, format))
    # A page of a sheet holds its own style, which this desk lets no page do: it is kept as a file.
    return Response(
        out.getvalue(),
        media_type=_MEDIA[format],
        headers={"Content-Disposition": f"attachment; filename*=utf-8''{named}"},
    )
