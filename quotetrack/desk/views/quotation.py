"""One quotation: where it stands, why it is what it is, and what is decided on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from quotetrack.collection import Collection
from quotetrack.desk.addresses import to_quotation
from quotetrack.desk.desk import desk_of
from quotetrack.desk.guarding import Decider
from quotetrack.desk.marked import on_desk
from quotetrack.desk.pages import page
from quotetrack.desk.safety import local_address, wants_json
from quotetrack.errors import UsageError
from quotetrack.export import wording
from quotetrack.records import Decision
from quotetrack.review.cells import spans_of

router = APIRouter()

_Field = Annotated[str | None, Form()]


@router.get("/quotation/{id}")
def quotation(request: Request, id: str) -> Response:
    """Show a quotation in its paragraph, with what is known of it and what has been decided."""
    collection = desk_of(request).collection
    printed = collection.get(id)
    [noted] = collection.store.statements.with_claims([printed])
    return page(
        request,
        "quotation.html",
        title=f"{wording.who(printed)}, {wording.outlet(printed.article)}",
        card=on_desk(collection, noted),
        decisions=list(collection.decisions(quote=printed.id)),
    )


@router.post("/quotation/{id}/decide")
def decide(
    request: Request,
    id: str,
    visitor: Decider,
    status: _Field = None,
    speaker: _Field = None,
    words: _Field = None,
    offsets: _Field = None,
    stance: _Field = None,
    notes: _Field = None,
    clear: _Field = None,
    seen: _Field = None,
    then: _Field = None,
) -> Response:
    """Decide on a quotation, as it was when it was shown; then go on to the next one."""
    by = who_decides(visitor.name)
    desk = desk_of(request)
    spans = spans_of(offsets) if offsets else None
    with desk.writing() as collection:
        made = collection.decide(
            id,
            status="" if clear == "status" else status or None,
            speaker="" if clear == "speaker" else speaker or None,
            words=(words or None) if spans is None else None,
            spans=spans,
            stance=stance or None,
            notes="" if clear == "notes" else notes or None,
            by=by,
            seen=seen or None,
            link=False,
        )
    for one in made:
        desk.handing_out.give_back(one.quote)
    if not wants_json(request):
        return RedirectResponse(local_address(then, to_quotation(id)), 303)
    return JSONResponse(saved(collection, made))


def who_decides(name: str | None) -> str:
    """Return who decides. UsageError if it was not said yet."""
    if not name:
        raise UsageError("it is not known who decides: give your name first, at the top of the page")
    return name


def saved(collection: Collection, made: Sequence[Decision]) -> dict[str, object]:
    """Return what the desk's script is told of decisions that are saved, and the state of the quotation by now."""
    said = ", ".join(f"{one.what}: {wording.field_words(one.what, one.value) or 'none'}" for one in made)
    seen = {one.quote: collection.state(collection.get(one.quote)) for one in made}
    return {"said": said, "numbers": [one.number for one in made], "seen": next(iter(seen.values()), "")}
