"""Alarms: quotations of which something is wrong, each with its printings side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from fastapi import APIRouter, Request
from starlette.responses import Response

from quotetrack.collection import Collection
from quotetrack.desk.addresses import FIELDS, filter_in, number_in
from quotetrack.desk.desk import desk_of
from quotetrack.desk.marked import all_on_desk
from quotetrack.desk.pages import page
from quotetrack.desk.views.ask import name_of
from quotetrack.errors import UsageError
from quotetrack.export import wording
from quotetrack.export.as_html import Filled
from quotetrack.records import ALARM_KINDS, EVERYTHING, Alarm, AlarmKind, Printed

router = APIRouter()

PAGE = 10
"""Alarms on a page."""
_MOST_BESIDE = 6
"""Printings of an alarm that are shown."""
_FURTHEST = 10**6


@router.get("/alarms")
def alarms(request: Request, alarm: str = "") -> Response:
    """List the alarms, which are found behind the page if that takes long."""
    desk, query = desk_of(request), request.query_params
    kind, wanted = _kind(alarm) if alarm else None, filter_in(query)
    start = number_in(query, "from", 0, most=_FURTHEST)
    found = desk.alarms(unshown=wanted.unshown)
    every = [] if found is None else found.value
    if wanted != EVERYTHING and every:
        every = desk.collection.alarms(wanted, among=every)
    chosen = [one for one in every if kind in (None, one.kind)]
    return page(
        request,
        "alarms.html",
        title="Alarms",
        found=found,
        counted=[(each, wording.ALARM_WORDS[each], number) for each, number in _counted(every)],
        alarms=[_side_by_side(desk.collection, one) for one in chosen[start : start + PAGE]],
        start=start,
        size=PAGE,
        total=len(chosen),
        fields=("alarm", *FIELDS),
        described={"person": name_of(desk.facets(wanted), wanted.person)} if wanted.person else {},
    )


def _kind(given: str) -> AlarmKind:
    for kind in ALARM_KINDS:
        if kind == given:
            return kind
    raise UsageError(f"alarm={given[:40]}: expected one of {', '.join(ALARM_KINDS)}")


def _counted(alarms: Sequence[Alarm]) -> list[tuple[AlarmKind, int]]:
    counts = Counter(one.kind for one in alarms)
    return [(kind, counts[kind]) for kind in ALARM_KINDS if counts[kind]]


def _side_by_side(collection: Collection, alarm: Alarm) -> Filled:
    """Return what the page shows of an alarm: some of its printings, as they stand now, those of other speakers first
    if there are many."""
    shown = _as_they_stand(collection, _one_of_each(alarm.printings)[:_MOST_BESIDE])
    return {
        "kind": alarm.kind,
        "told": wording.ALARM_WORDS[alarm.kind],
        "speakers": ", ".join(alarm.speakers),
        "cards": all_on_desk(collection, shown),
        "more": len(alarm.printings) - len(shown),
    }


def _one_of_each(printings: Sequence[Printed]) -> list[Printed]:
    """Return the first printing of each speaker, then the others, both by day."""
    first = {wording.who(printed): printed for printed in reversed(printings)}
    ids = {printed.id for printed in first.values()}
    return sorted(printings, key=lambda printed: printed.id not in ids)


def _as_they_stand(collection: Collection, printings: Sequence[Printed]) -> list[Printed]:
    """Return the printings as decisions have left them since the alarm was found; without those that are gone."""
    statements = collection.store.statements
    rows = statements.rows_of(printed.id for printed in printings)
    now = statements.fetch(list(rows.values()))
    return statements.with_claims([now[rows[one.id]] for one in printings if rows.get(one.id) in now])
