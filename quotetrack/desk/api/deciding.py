"""What is decided: the log, one decision more, and decisions taken back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Header, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from quotetrack.collection import Collection
from quotetrack.desk.api import schemas as told
from quotetrack.desk.api.envelopes import Listed
from quotetrack.desk.api.fields import LogFields, NewDecision, TakenBack
from quotetrack.desk.api.giving import JsonLine, refusing, some_of
from quotetrack.desk.desk import Desk, desk_of
from quotetrack.desk.guarding import Decider, Reader
from quotetrack.desk.sessions import LONGEST_NAME, Visitor
from quotetrack.errors import UsageError
from quotetrack.records import Decision

router = APIRouter(tags=["decide"])

_STATE = re.compile(r'(?:W/)?"([^",]{1,100})"', re.ASCII)
"""What `If-Match` brings along: the ETag of one quotation."""


@router.get("/decisions", response_model=Listed[told.Decision])
def decisions(request: Request, _: Reader, query: Annotated[LogFields, Query()]) -> Response:
    """List what has been decided of quotations, first to last: `quotetrack review log --format jsonl`."""
    found = desk_of(request).collection.decisions(
        quote=query.quote or None,
        by=query.by or None,
        since=query.since.isoformat() if query.since else None,
        after=query.after,
    )
    return some_of(
        request,
        found,
        Decision.to_dict,
        limit=query.limit,
        behind=lambda last: {"after": last.number},
    )


@router.post("/decisions", status_code=201, response_model=told.Decided, responses=refusing(409, 413))
def decide(
    request: Request,
    visitor: Decider,
    new: NewDecision,
    if_match: Annotated[str | None, Header(max_length=200)] = None,
) -> Response:
    """Decide on one quotation: `quotetrack review set ID`. With `seen`, or `If-Match`, it is refused with 409 if the
    quotation is another by now."""
    desk = desk_of(request)
    by = _by(desk, visitor, new.by)
    with desk.writing() as collection:
        made = collection.decide(
            new.quote,
            status=new.status,
            speaker=new.speaker,
            kind=new.kind,
            words=new.words,
            spans=new.offsets,
            stance=new.stance,
            notes=new.notes,
            by=by,
            seen=_seen(new.seen, if_match),
            link=False,
        )
    return _decided(collection, made)


@router.post("/decisions/undo", status_code=201, response_model=told.Decided, responses=refusing(413))
def undo(request: Request, visitor: Decider, taken: TakenBack) -> Response:
    """Take decisions back, by their numbers: `quotetrack review undo NO`. What they changed is as it was before."""
    desk = desk_of(request)
    by = _by(desk, visitor, taken.by)
    with desk.writing() as collection:
        made = collection.undo_review(*taken.numbers, by=by, link=False)
    return _decided(collection, made)


def _decided(collection: Collection, made: Sequence[Decision]) -> Response:
    seen = {one.quote: collection.state(collection.get(one.quote)) for one in made}
    return JsonLine({"items": [one.to_dict() for one in made], "seen": seen}, status_code=201)


def _by(desk: Desk, visitor: Visitor, given: str | None) -> str:
    """Return who decides: the name that is given, unless this visitor was let in by another one."""
    name = " ".join((given or "").split())[:LONGEST_NAME]
    if desk.access.asks_names and visitor.came_by == "cookie" and name not in ("", visitor.name):
        raise HTTPException(403, f"you are {visitor.name!r} here, and decide as nobody else")
    by = name or visitor.name
    if not by:
        raise UsageError("it is not known who decides: say so in the field by")
    return by


def _seen(seen: str | None, if_match: str | None) -> str | None:
    """Return the state that a decision rests on; None if it rests on none."""
    if if_match is None or if_match.strip() == "*":
        return seen or None
    state = _STATE.fullmatch(if_match.strip())
    if state is None:
        raise UsageError("If-Match: expected the ETag of the quotation, with its marks")
    if seen and seen != state[1]:
        raise UsageError("seen and If-Match are two states: give one of them")
    return state[1]
