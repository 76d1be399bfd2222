"""The log: what was decided, by whom and when, and each of it taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from quotetrack.collection import Collection
from quotetrack.desk.addresses import filter_in, number_in
from quotetrack.desk.desk import desk_of
from quotetrack.desk.guarding import Decider
from quotetrack.desk.pages import page
from quotetrack.desk.safety import local_address, wants_json
from quotetrack.desk.views.quotation import saved, who_decides
from quotetrack.errors import UsageError, require_text
from quotetrack.export import wording
from quotetrack.export.as_html import Filled, filled_place
from quotetrack.records import LOG_KINDS, Decision, Logged, LogKind, PairDecision, Printed, SpeakerDecision

router = APIRouter()

PAGE = 50
"""Decisions on a page."""
MOST_UNDONE = 1000
"""Decisions that are taken back at once."""
_FURTHEST = 10**9
_LONGEST = 240
"""Characters of a quotation's words that a row has."""
_MOST_AT_ONCE = 3
"""Decisions of one go that are shown; the others open on demand."""
_FIELDS = ("decided", "by", "since")

_Field = Annotated[str, Form()]


@router.get("/log")
def log(request: Request, decided: str = "", by: str = "") -> Response:
    """List what was decided, the latest first."""
    collection = desk_of(request).collection
    require_text(by)
    since = filter_in(request.query_params).since
    start = number_in(request.query_params, "from", 0, most=_FURTHEST)
    kind = _kind(decided) if decided else None
    logged, total = collection.log(kind=kind, by=by.strip() or None, since=since, start=start, size=PAGE)
    return page(
        request,
        "log.html",
        title="Log",
        groups=_groups(logged),
        start=start,
        size=PAGE,
        total=total,
        fields=_FIELDS,
        most=_MOST_AT_ONCE,
    )


@router.post("/log/undo")
def undo(
    request: Request, visitor: Decider, numbers: _Field = "", kind: _Field = "quotations", then: _Field = ""
) -> Response:
    """Take decisions back; what they changed is again as it was before them."""
    by, taken, on = who_decides(visitor.name), _numbers(numbers), _kind(kind)
    with desk_of(request).writing() as collection:
        made = _take_back(collection, on, taken, by)
    if not wants_json(request):
        return RedirectResponse(local_address(then, "/log"), 303)
    if on == "quotations":
        return JSONResponse(saved(collection, [one for one in made if isinstance(one, Decision)]))
    said = wording.counted(len(made), "decision") + " taken back"
    return JSONResponse({"said": said, "numbers": [one.number for one in made], "seen": ""})


def _take_back(
    collection: Collection, kind: LogKind, numbers: Sequence[int], by: str
) -> Sequence[Decision | PairDecision | SpeakerDecision]:
    if kind == "pairs":
        return collection.undo_pairs(*numbers, by=by)
    if kind == "names":
        return collection.undo_speakers(*numbers, by=by)
    return collection.undo_review(*numbers, by=by, link=False)


def _kind(given: str) -> LogKind:
    for kind in LOG_KINDS:
        if kind == given:
            return kind
    raise UsageError(f"{given[:40]}: expected one of {', '.join(LOG_KINDS)}")


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


def _groups(logged: Sequence[Logged]) -> list[Filled]:
    """Return what the page shows: decisions that were made in one go are one after the other, and taken back by one
    button too."""
    groups: list[list[Logged]] = []
    for one in logged:
        if groups and _go_of(groups[-1][-1]) == _go_of(one) is not None:
            groups[-1].append(one)
        else:
            groups.append([one])
    return [
        {
            "rows": [_row(one) for one in group],
            "kind": group[0].kind,
            "by": group[0].decision.made_by,
            "at": group[0].decision.made_at,
            "standing": " ".join(str(one.decision.number) for one in group if _stands(one)),
        }
        for group in groups
    ]


def _go_of(one: Logged) -> tuple[object, ...] | None:
    """Return what decisions have in common that were made in one go; None for what is decided one by one."""
    if isinstance(one.decision, SpeakerDecision):
        return None
    return one.kind, one.decision.batch, one.decision.made_by, one.decision.made_at


def _stands(one: Logged) -> bool:
    return not one.is_taken_back and one.takes_back is None


def _row(one: Logged) -> Filled:
    decision = one.decision
    row: Filled = {
        "number": decision.number,
        "takes_back": one.takes_back,
        "is_taken_back": one.is_taken_back,
        "stands": _stands(one),
        "quotations": [_quotation(printed) for printed in one.printed],
        "article": "",
    }
    if isinstance(decision, Decision):
        is_, was = (wording.field_words(decision.what, each) for each in (decision.value, decision.was))
        return {
            **row,
            "told": f"{decision.what}: {is_ or 'none'}",
            "was": was,
            "note": "",
            "gone": [] if one.printed else [decision.quote],
        }
    if isinstance(decision, PairDecision):
        here = {printed.id for printed in one.printed}
        relation = decision.relation.replace("_", " ")
        told = f"{relation}: {'right' if decision.verdict == 'right' else 'wrong'}"
        gone = [id for id in (decision.quote, decision.other) if id not in here]
        return {**row, "told": told, "was": "", "note": decision.note or "", "gone": gone}
    told = f"{decision.what}: {decision.name} / {decision.other}"
    return {**row, "told": told, "was": "", "note": decision.why or "", "gone": []}


def _quotation(printed: Printed) -> Filled:
    words = printed.text
    return {
        "id": printed.id,
        "who": wording.who(printed),
        "words": words if len(words) <= _LONGEST else words[:_LONGEST].rpartition(" ")[0] + " …",
        "place": filled_place(printed.article),
    }
