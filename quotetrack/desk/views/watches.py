"""Saved questions: how much is new of each, what it is, and that it was seen."""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from quotetrack.collection import Collection
from quotetrack.desk.addresses import filter_in, to_watch
from quotetrack.desk.desk import desk_of
from quotetrack.desk.guarding import Decider
from quotetrack.desk.marked import on_desk
from quotetrack.desk.pages import page
from quotetrack.desk.views.quotation import who_decides
from quotetrack.errors import UsageError, require_text
from quotetrack.export.as_html import Filled, filled_place
from quotetrack.export.news_text import NEWS_WORDS, earlier_words, told
from quotetrack.records import News, SavedQuestion

router = APIRouter()

PAGE = 20
"""News on a page; the next ones are there once these are seen."""
_SHOWN_BEFORE = 20
_FIELDS = ("source", "since", "until", "kind", "stance")
"""What a saved question can be narrowed by on the desk."""
MOST_QUESTION = 1000
"""Characters of a question."""

_Field = Annotated[str, Form()]


@router.get("/watches")
def watches(request: Request) -> Response:
    """List the saved questions, each with how much is new, and show where to put another."""
    desk = desk_of(request)
    found = desk.news()
    counts = {} if found is None else found.value
    rows = [(saved, counts.get(saved.name), _narrowed(saved)) for saved in desk.collection.watches()]
    return page(
        request,
        "watches.html",
        title="Watches",
        rows=rows,
        found=found,
        fields=_FIELDS,
        most_question=MOST_QUESTION,
    )


@router.get("/watches/news")
def news(request: Request, name: str = "") -> Response:
    """Show what is new of one saved question, and what was shown before."""
    collection = desk_of(request).collection
    require_text(name)
    run = collection.watch(name, link=False)
    shown = run.news[:PAGE]
    return page(
        request,
        "watch.html",
        title=run.watch.name,
        saved=run.watch,
        narrowed=_narrowed(run.watch),
        read_as=run.read_as,
        answers=run.answers,
        news=[_filled(collection, one) for one in shown],
        ids=json.dumps([one.ids for one in shown]),
        total=len(run.news),
        before=[_brief(one) for one in collection.watched_before(name, limit=_SHOWN_BEFORE)],
    )


@router.post("/watches")
def save(
    request: Request,
    visitor: Decider,
    question: _Field = "",
    name: _Field = "",
    source: _Field = "",
    since: _Field = "",
    until: _Field = "",
    kind: _Field = "",
    stance: _Field = "",
) -> Response:
    """Save a question. What answers it now counts as known."""
    by = who_decides(visitor.name)
    require_text(question, name)
    if len(question) > MOST_QUESTION:
        raise UsageError(
            f"the question has {len(question):,} characters, {MOST_QUESTION:,} at most: shorten it"
        )
    given = {"source": source, "since": since, "until": until, "kind": kind, "stance": stance}
    wanted = filter_in(given)
    with desk_of(request).writing() as collection:
        saved = collection.add_watch(question.strip(), wanted, name=name.strip() or None, by=by)
    return RedirectResponse(to_watch(saved.name), 303)


@router.post("/watches/seen")
def mark(request: Request, visitor: Decider, name: _Field = "", ids: _Field = "") -> Response:
    """Take news as seen: those that were on the page, and no others."""
    who_decides(visitor.name)
    shown = _ids(ids)
    require_text(name)
    with desk_of(request).writing() as collection:
        collection.mark_watched(collection.watch(name, link=False).only(shown))
    return RedirectResponse(to_watch(name), 303)


@router.post("/watches/remove")
def forget(request: Request, visitor: Decider, name: _Field = "") -> Response:
    """Forget a saved question."""
    who_decides(visitor.name)
    require_text(name)
    with desk_of(request).writing() as collection:
        collection.remove_watch(name)
    return RedirectResponse("/watches", 303)


def _ids(given: str) -> set[tuple[str, ...]]:
    """Return the ids of news as the page gave them. UsageError if they are none."""
    try:
        every = json.loads(given)
        shown = {tuple(map(str, one)) for one in every if isinstance(one, list)}
    except (ValueError, RecursionError, TypeError):
        shown = set()
    if not 0 < len(shown) <= PAGE:
        raise UsageError(f"ids={given[:40]}: expected the ids of 1 to {PAGE} news, as the page has them")
    return shown


def _narrowed(saved: SavedQuestion) -> list[str]:
    filter = saved.to_dict()["filter"]
    assert isinstance(filter, dict)
    return [f"{name} {value}" for name, value in filter.items()]


def _filled(collection: Collection, one: News) -> Filled:
    """Return what a page shows of a piece of news."""
    return {
        "what": one.what,
        "told": NEWS_WORDS[one.what],
        "card": on_desk(collection, one.printed),
        "was": one.was,
        "as": earlier_words(one),
        "earlier": _brief(News(what=one.what, printed=one.earlier, at=one.at)) if one.earlier else None,
    }


def _brief(one: News) -> Filled:
    printed = one.printed
    return {
        "id": printed.id,
        "what": NEWS_WORDS[one.what],
        "at": one.at,
        "words": told(printed),
        "place": filled_place(printed.article),
    }
