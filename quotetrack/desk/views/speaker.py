"""Speakers: a list of them, and one with names, roles, subjects, outlets and months, and whose names are one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from quotetrack.collection import Collection
from quotetrack.desk.addresses import FIELDS, filter_in, number_in, to_speaker, with_fields
from quotetrack.desk.desk import desk_of
from quotetrack.desk.drawn import bars
from quotetrack.desk.guarding import Decider
from quotetrack.desk.marked import all_on_desk
from quotetrack.desk.pages import page
from quotetrack.desk.safety import local_address
from quotetrack.desk.views.quotation import who_decides
from quotetrack.errors import NotFound, UsageError
from quotetrack.export.overview import MOST_SUBJECTS, first_to_last, monthly, speaker_parts
from quotetrack.records import Filter, Printed, Settling, SpeakerDecision, SpeakerEntry, spans_text

router = APIRouter()

_PAGE = 50
"""Speakers on a page."""
_FURTHEST = 100_000
"""Speakers that are left out before a page, at most."""
_MOST_TOLD = 12
"""Names, roles, mentions and outlets of one speaker that are told at once; the rest is unfolded."""
_LATEST = 5
"""Quotations of a speaker that are shown."""
_LAST_DAY = "9999-12-31"
"""Leaves out what is published on an unknown day."""
_MOST_DECISIONS = 50
"""Decisions on names that are shown, the latest."""

_Field = Annotated[str, Form()]


@router.get("/speakers")
def speakers(request: Request, unnamed: bool = False, at: str = "") -> Response:
    """List who is quoted, most first; or how those are described who are not named."""
    collection, query = desk_of(request).collection, request.query_params
    start = number_in(query, "from", 0, most=_FURTHEST)
    if unnamed:
        wanted = filter_in(query, limit=start + _PAGE + 1)
        described = collection.unnamed_speakers(wanted)[start:]
        return page(
            request, "unnamed.html", title="Speakers not named", **_part(described, start), fields=FIELDS
        )
    wanted = filter_in(query, limit=_PAGE + 1)
    found = list(collection.speakers(wanted, offset=start))
    return page(
        request,
        "speakers.html",
        title="Speakers",
        **_part(found, start),
        days=[first_to_last(entry) for entry in found[:_PAGE]],
        near=collection.names_like(wanted.speaker) if wanted.speaker and not found else (),
        at=at,
        fields=FIELDS,
    )


def _part(found: Sequence[object], start: int) -> dict[str, Any]:
    """Return what a page shows of a list that was read one further than it shows."""
    return {
        "entries": found[:_PAGE],
        "start": start,
        "before": max(0, start - _PAGE) if start else None,
        "next": start + _PAGE if len(found) > _PAGE else None,
    }


@router.get("/speaker/{id}")
def speaker(request: Request, id: str) -> Response:
    """Show a speaker. The id of a quotation leads to whoever said it."""
    collection = desk_of(request).collection
    entry = next(collection.speakers(person=id), None)
    if entry is None:
        return RedirectResponse(_of_quotation(collection, id), 303)
    own = Filter(person=entry.id)
    subjects = collection.subjects(own, limit=MOST_SUBJECTS, without=" ".join(entry.names))
    months = list(monthly(collection.timeline(own)))
    latest, decisions = _latest(collection, entry), _decided_on(collection, entry)
    gone = {one.takes_back for one in decisions}
    return page(
        request,
        "speaker.html",
        title=entry.name,
        entry=entry,
        parts=[
            (name, values)
            for name, values in speaker_parts(entry, subjects)
            if name not in ("quotes", "outlet", "may be")
        ],
        most=_MOST_TOLD,
        months=months,
        bars=bars(months),
        latest=all_on_desk(collection, latest),
        decisions=decisions,
        standing={one.number for one in decisions if one.undoes is None} - gone,
        then=to_speaker(latest[0].id) if latest else with_fields({}, "/speakers", speaker=entry.name),
    )


def _of_quotation(collection: Collection, id: str) -> str:
    """Return the address of whoever said a quotation. NotFound if there is none, or nobody is known."""
    try:
        printed = collection.get(id)
    except NotFound as error:
        raise NotFound(f"there is no speaker {id[:64]!r}, and no quotation of that id") from error
    named = collection.speaker_ids([printed.id])
    if named:
        return to_speaker(named[printed.id])
    attribution = printed.statement.attribution
    words = spans_text(printed.article.text, attribution.mention)
    if attribution.speaker is None or not words:
        raise NotFound(f"it is not known who said {printed.id}")
    return with_fields({}, "/quotes", speaker=words)


def _latest(collection: Collection, entry: SpeakerEntry) -> list[Printed]:
    """Return the quotations published last, the latest first; of those without a day the first ones if all are so."""
    own = Filter(person=entry.id)
    dated = collection.quotes(replace(own, until=_LAST_DAY))
    found, total = dated.page(max(0, entry.quotes - _LATEST), _LATEST)
    if not total:
        return collection.quotes(own).page(0, _LATEST)[0]
    if total != entry.quotes:  # some have no day
        found, _ = dated.page(max(0, total - _LATEST), _LATEST)
    return found[::-1]


def _decided_on(collection: Collection, entry: SpeakerEntry) -> list[SpeakerDecision]:
    """Return what was decided on these names, the latest last."""
    own = {name.casefold() for name in (*entry.names, *entry.candidates)}
    every = collection.speaker_decisions()
    return [one for one in every if {one.name.casefold(), one.other.casefold()} & own][-_MOST_DECISIONS:]


@router.post("/speaker/{id}/decide")
def decide_on_names(
    request: Request,
    id: str,
    visitor: Decider,
    what: Annotated[Settling, Form()],
    name: _Field = "",
    other: _Field = "",
    why: _Field = "",
    then: _Field = "",
) -> Response:
    """Decide whose names are one: both are this speaker's, or never are, or one always means the other."""
    by = who_decides(visitor.name)
    if not name.strip() or not other.strip():
        raise UsageError("a name is missing: give both names")
    with desk_of(request).writing() as collection:
        collection.decide_speakers(what, name.strip(), other.strip(), by=by, why=why.strip() or None)
    return RedirectResponse(local_address(then, to_speaker(id)), 303)
