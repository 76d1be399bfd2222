"""What is checked: words, and a whole draft."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Query, Request
from starlette.responses import Response

from quotetrack.desk.api.envelopes import Listed
from quotetrack.desk.api.fields import CheckFields, DraftOptions
from quotetrack.desk.api.giving import JsonLine, refusing
from quotetrack.desk.api.verdicts import Check, DraftCheck
from quotetrack.desk.desk import desk_of
from quotetrack.desk.guarding import Reader

router = APIRouter(tags=["check"])


@router.get("/check", response_model=Check)
def check(request: Request, _: Reader, query: Annotated[CheckFields, Query()]) -> Response:
    """Check whether somebody really said some words: `quotetrack check WORDS --format jsonl`."""
    found = desk_of(request).collection.check(
        query.words, query.speaker or None, unshown=query.unshown, form=query.form
    )
    return JsonLine(found.to_dict())


@router.post("/check-draft", response_model=Listed[DraftCheck], responses=refusing(413))
def check_draft(
    request: Request,
    _: Reader,
    query: Annotated[DraftOptions, Query()],
    draft: Annotated[bytes, Body(media_type="application/octet-stream")] = b"",
) -> Response:
    """Check all that a draft says somebody said: `quotetrack check --file DRAFT --format jsonl`. What is sent is the
    file as it is; nothing of it is kept."""
    desk = desk_of(request)
    with desk.reading_a_draft():
        checked = desk.collection.check_draft(draft, name=query.name, unshown=query.unshown)
    return JsonLine({"items": [one.to_dict() for one in checked.checks], "next": None})
