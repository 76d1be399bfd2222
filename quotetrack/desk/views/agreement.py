"""How far people agree who have decided on the same quotations, and each one on which they differ."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from quotetrack.desk.addresses import filter_in, number_in
from quotetrack.desk.desk import desk_of
from quotetrack.desk.marked import on_desk
from quotetrack.desk.pages import page
from quotetrack.export.wording import STATUS_WORDS
from quotetrack.records import STATUSES, TwoReviewers

router = APIRouter()

DIFFERENCES = 20
"""Quotations on a page on which people differ."""
_MOST = 1_000_000


@router.get("/agreement")
def agreement(request: Request) -> Response:
    """Show shares and Cohen's kappa, for all together and two by two; then the quotations on which people differ."""
    collection, query = desk_of(request).collection, request.query_params
    start = number_in(query, "from", 0, most=_MOST)
    found = collection.agreement(filter_in(query, limit=start + DIFFERENCES))
    shown = found.disagreements[start:]
    differ = found.quotations - found.agreed
    return page(
        request,
        "agreement.html",
        title="How far reviewers agree",
        found=found,
        tables=[(pair, _table(pair)) for pair in found.pairs],
        cards=[
            (
                on_desk(collection, one.printed),
                [(person, STATUS_WORDS[status]) for person, status in one.said],
            )
            for one in shown
        ],
        start=start,
        next=start + DIFFERENCES if start + DIFFERENCES < differ else None,
        differ=differ,
        statuses=[STATUS_WORDS[status] for status in STATUSES],
        double=desk_of(request).handing_out.double,
    )


def _table(pair: TwoReviewers) -> list[tuple[str, list[int]]]:
    """Return how often the second found each status where the first found this one, a row for each status."""
    counts = {(cell.one, cell.other): cell.quotations for cell in pair.table}
    return [(STATUS_WORDS[one], [counts.get((one, other), 0) for other in STATUSES]) for one in STATUSES]
