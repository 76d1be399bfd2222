"""An article: its whole text with every quotation in the colour and with the number of its speaker."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter, Request
from starlette.convertors import Convertor, register_url_convertor
from starlette.responses import Response

from quotetrack.collection import Collection
from quotetrack.desk.addresses import number_in
from quotetrack.desk.desk import desk_of
from quotetrack.desk.pages import page
from quotetrack.errors import NotFound
from quotetrack.export import wording
from quotetrack.export.legible import web_address
from quotetrack.export.page import annotated
from quotetrack.records import Article, ArticleEntry, Span

router = APIRouter()

_MOST_TEXT = 100_000
"""Code points of the text on a page; nearly every article is shorter. Of a longer one a page shows a part."""
_BEFORE = 2000
"""Code points before a quotation that a part begins with, if it is to be shown."""
_MOST_LISTED = 200
"""Quotations, and words that are no speech, that are listed one by one."""


class _AnyId(Convertor[str]):
    """What an address may have for an id: anything, also a line's end."""

    regex = "(?s:.*)"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("any", _AnyId())


@router.get("/article/{id:any}")
def article(request: Request, id: str, at: str = "", unshown: bool = False) -> Response:
    """Show an article; with `at` the quotation of that id in it is looked for. What is not shown elsewhere is marked
    too if `unshown` is set."""
    entry = _entry(desk_of(request).collection, id, at)
    said = [printed for printed in entry.printed if unshown or printed.shown or printed.id == at]
    whole = entry.article
    start = number_in(request.query_params, "from", _start(entry, at), most=len(whole.text))
    within = Span(start, min(start + _MOST_TEXT, len(whole.text)))
    told = annotated(whole, said, within=within)
    return page(
        request,
        "article.html",
        title=whole.title or whole.id,
        told=told,
        id=whole.id,
        at=at,
        facts=list(_facts(whole)),
        outlet=whole.source.domain or whole.source.name or "",
        kept_back=len(entry.printed) - len(said),
        unshown=unshown,
        silent=[(one.span.of(whole.text), one.rule) for one in entry.not_speech],
        earlier=[(wording.day(one.seen), one.title or "", one.digest) for one in entry.earlier],
        most=_MOST_LISTED,
        before=max(0, start - _MOST_TEXT) if start else None,
        next=within.end if within.end < len(whole.text) else None,
        length=len(whole.text),
        within=within,
    )


def _entry(collection: Collection, id: str, at: str) -> ArticleEntry:
    """Return the article of this id. If there is none, or several have it, it is the one in which `at` stands."""
    try:
        return collection.article(id, unshown=True)
    except NotFound:
        if not at:
            raise
        return collection.article(collection.get(at).article.key, unshown=True)


def _start(entry: ArticleEntry, at: str) -> int:
    """Return where the text that is shown begins: with all of it, unless it is longer than a page."""
    text, here = entry.article.text, [p for p in entry.printed if p.id == at and p.statement.quote.content]
    if len(text) <= _MOST_TEXT or not here:
        return 0
    return text.rfind("\n", 0, max(0, here[0].statement.quote.extent.start - _BEFORE)) + 1


def _facts(article: Article) -> Iterator[tuple[str, str, str | None]]:
    """Yield what is known of an article, each under its name, and where on the web it leads to."""
    lines = (
        ("outlet", wording.outlet(article)),
        ("state", wording.withdrawn(article)),
        ("published", wording.day(article.published)),
        ("byline", article.byline or ""),
        ("agencies", "; ".join(article.agencies)),
        ("url", article.url or ""),
        ("archived at", article.archive_url or ""),
        ("retrieved", wording.day((article.retrieved or "")[:10])),
        ("language", "" if article.is_english else article.language or ""),
        ("article", article.id),
        ("text digest", article.digest),
    )
    for name, value in lines:
        if value:
            yield name, value, web_address(value) if name in ("url", "archived at") else None
