"""What is read: quotations, claims, speakers and links, by a filter or by their ids."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

import quotetrack
from quotetrack.desk.addresses import filter_in
from quotetrack.desk.api import schemas as told
from quotetrack.desk.api.envelopes import Answers, Listed, NotedList, QueuedList
from quotetrack.desk.api.fields import (
    AskFields,
    ClaimFields,
    ClaimOptions,
    FacetFields,
    LinkFields,
    ListFields,
    QueueFields,
    QuoteFields,
    StatementOptions,
)
from quotetrack.desk.api.giving import JsonLine, page_of, some_of, whole_of
from quotetrack.desk.desk import desk_of
from quotetrack.desk.guarding import Reader
from quotetrack.errors import NotFound, UsageError
from quotetrack.export import wording
from quotetrack.records import Alarm, Claim, Printed, PrintedLink, Queued

router = APIRouter(tags=["read"])


@router.get("/ask", response_model=Answers[told.Answer])
def ask(request: Request, _: Reader, query: Annotated[AskFields, Query()]) -> Response:
    """Answer a question, best answer first, each printing by itself: `quotetrack ask QUESTION --format jsonl`."""
    collection = desk_of(request).collection
    if not query.q.strip():
        raise UsageError("q: no question is asked")
    wanted = filter_in(request.query_params, limit=query.offset + query.limit + 1)
    reply = collection.ask(query.q, wanted, unfold=True, today=query.today)
    claims = collection.claim_ids([answer.printed.id for answer in reply.results])
    return whole_of(
        request,
        enumerate(reply.results, start=1),
        lambda ranked: ranked[1].to_dict(
            rank=ranked[0], claim=claims[ranked[1].printed.id], read_as=reply.read_as
        ),
        limit=query.limit,
        offset=query.offset,
        note=reply.note,
        read_as=reply.read_as,
        is_chosen=reply.is_chosen,
    )


@router.get("/quotes", response_model=NotedList[told.Quotation])
def quotes(request: Request, _: Reader, query: Annotated[QuoteFields, Query()]) -> Response:
    """List quotations, by day of publication: `quotetrack quotes --format jsonl`."""
    wanted = filter_in(request.query_params, limit=query.limit + 1)
    chosen = desk_of(request).collection.quotes(wanted, with_claims=True, after=query.after)
    note = wording.described_so(chosen.described_as) if chosen.described_as else None
    return some_of(
        request,
        chosen,
        Printed.to_dict,
        limit=query.limit,
        behind=lambda last: {"after": last.id},
        note=note,
    )


@router.get(
    "/statement/{id}",
    response_model=told.QuotationWithWhy | told.Quotation,
    responses={
        200: {
            "headers": {"ETag": {"description": "The state of the quotation.", "schema": {"type": "string"}}}
        }
    },
)
def statement(request: Request, _: Reader, id: str, query: Annotated[StatementOptions, Query()]) -> Response:
    """Show one quotation: `quotetrack show ID --format jsonl`, with `why` as with `--why`.

    The ETag is its state, which `If-Match` or `seen` brings along when it is decided on.
    """
    collection = desk_of(request).collection
    printed = collection.get(id)
    return JsonLine(printed.to_dict(why=query.why), headers={"ETag": f'"{collection.state(printed)}"'})


@router.get("/claims", response_model=Listed[told.Claim])
def claims(request: Request, _: Reader, query: Annotated[ClaimFields, Query()]) -> Response:
    """List claims, utterances with all their printings: `quotetrack claims --format jsonl`."""
    wanted = filter_in(request.query_params, limit=query.limit + 1)
    found = desk_of(request).collection.claims(wanted, by=query.by, least=query.least, offset=query.offset)
    return page_of(request, found, Claim.to_dict, limit=query.limit, offset=query.offset)


@router.get("/claim/{id}", response_model=told.WholeClaim)
def claim(request: Request, _: Reader, id: str, query: Annotated[ClaimOptions, Query()]) -> Response:
    """Show a claim with every printing compared: `quotetrack claim ID --format jsonl`."""
    found = desk_of(request).collection.claim(id, unshown=query.unshown)
    return JsonLine(found.to_dict(quotetrack.group_wordings(found)))


@router.get("/speakers", response_model=Listed[told.Speaker])
def speakers(request: Request, _: Reader, query: Annotated[ListFields, Query()]) -> Response:
    """List the named speakers, who is quoted most first: `quotetrack speakers --format jsonl`."""
    wanted = filter_in(request.query_params, limit=query.limit + 1)
    found = desk_of(request).collection.speakers(wanted, offset=query.offset)
    return page_of(request, found, asdict, limit=query.limit, offset=query.offset)


@router.get("/unnamed-speakers", response_model=Listed[told.UnnamedSpeaker])
def unnamed_speakers(request: Request, _: Reader, query: Annotated[ListFields, Query()]) -> Response:
    """List how those are described who are not named: `quotetrack speakers --unnamed --format jsonl`."""
    found = desk_of(request).collection.unnamed_speakers(filter_in(request.query_params))
    return whole_of(request, found, asdict, limit=query.limit, offset=query.offset)


@router.get("/speaker/{id}", response_model=told.Speaker)
def speaker(request: Request, _: Reader, id: str) -> Response:
    """Show one speaker by id, as `quotetrack speaker NAME --format jsonl` prints it."""
    collection = desk_of(request).collection
    for entry in collection.speakers(person=id, limit=1):
        return JsonLine(asdict(entry))
    raise NotFound(f"there is no speaker {id[:100]!r} in {collection.location}: /api/v1/speakers lists them")


@router.get("/links", response_model=Listed[told.Link])
def links(request: Request, _: Reader, query: Annotated[LinkFields, Query()]) -> Response:
    """List links between quotations of different articles, the surest first: `quotetrack links --format jsonl`."""
    found = desk_of(request).collection.links(
        filter_in(request.query_params, limit=query.limit + 1),
        min_score=query.min_score,
        relation=query.relation,
        offset=query.offset,
    )
    return page_of(request, found, PrintedLink.to_dict, limit=query.limit, offset=query.offset)


@router.get("/alarms", response_model=Listed[told.Alarm])
def alarms(request: Request, _: Reader, query: Annotated[ListFields, Query()]) -> Response:
    """List quotations of which something is wrong: `quotetrack alarms --format jsonl`."""
    found = desk_of(request).collection.alarms(filter_in(request.query_params))
    return whole_of(request, found, Alarm.to_dict, limit=query.limit, offset=query.offset)


@router.get("/sources", response_model=Listed[told.Outlet])
def sources(request: Request, _: Reader, query: Annotated[ListFields, Query()]) -> Response:
    """List the outlets: `quotetrack sources --format jsonl`."""
    found = desk_of(request).collection.sources(filter_in(request.query_params))
    return whole_of(request, found, asdict, limit=query.limit, offset=query.offset)


@router.get("/facets", response_model=told.Facets)
def facets(request: Request, _: Reader, query: Annotated[FacetFields, Query()]) -> Response:
    """Count quotations by all that a filter can ask for: `quotetrack facets --format jsonl`."""
    found = desk_of(request).collection.facets(filter_in(request.query_params), most=query.most)
    return JsonLine(found.to_dict())


@router.get("/stats", response_model=told.Stats)
def stats(request: Request, _: Reader) -> Response:
    """Count what the database holds: `quotetrack stats --format jsonl`."""
    collection = desk_of(request).collection
    held, found = collection.stats(), collection.alarms()
    return JsonLine({"database": collection.location, **held.to_dict(), "alarms": len(found)})


@router.get("/queue", response_model=QueuedList[told.QueuedQuotation])
def queue(request: Request, _: Reader, query: Annotated[QueueFields, Query()]) -> Response:
    """List what a reviewer should look at next: `quotetrack review queue --format jsonl`."""
    found = desk_of(request).collection.queue(
        filter_in(request.query_params, limit=query.limit + 1),
        order=query.order,
        after=query.after,
        second_for=query.second_for,
    )
    return some_of(
        request,
        found.items,
        Queued.to_dict,
        limit=query.limit,
        behind=lambda last: {"after": last.place},
        left=found.left,
    )
