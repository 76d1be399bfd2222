"""The first page: a question, how it was read, and what answers it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from quotetrack.desk.addresses import FIELDS, filter_in, number_in
from quotetrack.desk.desk import desk_of
from quotetrack.desk.marked import on_desk
from quotetrack.desk.pages import page
from quotetrack.export import wording
from quotetrack.export.as_html import Filled, filled_place
from quotetrack.export.reasons import explained
from quotetrack.records import Facets, Printed, PrintedNotSpeech

router = APIRouter()

PAGE = 20
"""Answers on a page."""
MOST_ANSWERS = 60
"""Answers that a question is given, and that the facets count. With 200 one page in twenty takes 0.35 s with 100,000
quotations, with 60 it takes 0.19 s."""
_FIELDS = tuple(name for name in FIELDS if name not in ("speaker", "about"))
"""What narrows the answers: the question itself names speaker and subject."""
_AROUND = 160
"""Characters on either side of words that quote nobody."""


@router.get("/")
def ask(request: Request, q: str = "") -> Response:
    """Answer a question; without one, show the box to type one into and what the collection holds."""
    collection = desk_of(request).collection
    if not q.strip():
        return page(request, "ask.html", title="Ask", question="", held=collection.stats())
    query = request.query_params
    wanted = filter_in(query, limit=MOST_ANSWERS)
    start = number_in(query, "from", 0, most=MOST_ANSWERS)
    reply = collection.ask(q, wanted, unfold=query.get("all") == "1")
    shown = reply.results[start : start + PAGE]
    noted = collection.store.statements.with_claims([answer.printed for answer in shown])
    facets = collection.facets_of(answer.printed for answer in reply.results)
    return page(
        request,
        "answers.html",
        title=q,
        question=q,
        reply=reply,
        answers=[
            (on_desk(collection, printed), answer.why, [wording.outlet(one.article) for one in answer.others])
            for printed, answer in zip(noted, shown, strict=True)
        ],
        start=start,
        found=len(reply.results),
        most=MOST_ANSWERS,
        next=start + PAGE if start + PAGE < len(reply.results) else None,
        before=max(0, start - PAGE) if start else None,
        nearest=[(on_desk(collection, one.printed), one.why) for one in reply.nearest],
        nobodys=[on_desk(collection, one) for one in reply.unattributed if isinstance(one, Printed)],
        not_speech=[_silent(one) for one in reply.unattributed if isinstance(one, PrintedNotSpeech)],
        facets=facets,
        fields=_FIELDS,
        described={"person": name_of(facets, query.get("person"))},
    )


def name_of(facets: Facets | None, person: str | None) -> str:
    """Return the name of whom a list is narrowed to, if it is counted there."""
    counted = facets.speakers if facets is not None else ()
    return next((one.name for one in counted if one.value == person), "one of them")


def _silent(one: PrintedNotSpeech) -> Filled:
    """Return what a page shows of words in marks that quote nobody."""
    before, after = one.article.around(one.not_speech.span)
    return {
        "pieces": (before[-_AROUND:], one.text, after[:_AROUND]),
        "why": explained(one.not_speech.rule),
        "place": filled_place(one.article),
        "article": one.article.id,
    }
