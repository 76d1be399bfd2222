"""How a speaker's words on a matter moved: the picture, and the same in words."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from quotetrack.desk.addresses import FIELDS, filter_in, to_quotation
from quotetrack.desk.desk import desk_of
from quotetrack.desk.pages import page
from quotetrack.errors import NotFound
from quotetrack.export.overview import MOST_SUBJECTS
from quotetrack.export.positions_drawing import MOST_DRAWN, drawn_positions
from quotetrack.export.step_words import listed_step
from quotetrack.records import Filter

router = APIRouter()

_ASKED = ("about", "source", "since", "until", "kind", "stance", "status", "min_confidence", "unshown")
"""Fields of an address that choose statements; who is meant stands in its path."""


@router.get("/speaker/{id}/positions")
def positions(request: Request, id: str) -> Response:
    """Show how the words of a speaker on a matter moved; without a matter ask for one."""
    collection, query = desk_of(request).collection, request.query_params
    entry = next(collection.speakers(person=id), None)
    if entry is None:
        raise NotFound(f"there is no speaker {id[:64]!r}")
    wanted = filter_in({name: query[name] for name in _ASKED if name in query and name in FIELDS})
    subjects = collection.subjects(
        Filter(person=entry.id), limit=MOST_SUBJECTS, without=" ".join(entry.names)
    )
    found = collection.positions(entry.name, wanted, person=entry.id) if wanted.about else None
    drawn = found.at_most(MOST_DRAWN) if found else None
    return page(
        request,
        "positions.html",
        title=f"{entry.name}: positions",
        entry=entry,
        about=wanted.about or "",
        found=found,
        picture=drawn_positions(drawn, lambda one: to_quotation(one.id)) if drawn and drawn.steps else None,
        rows=[listed_step(step) for step in found.steps] if found else [],
        subjects=[subject.words for subject in subjects],
    )
