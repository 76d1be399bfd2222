"""One self-contained web page, readable without scripts or network, on paper, on a phone, by day and night.

The page is a template in this folder; everything an article prints is escaped by the template's engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from jinja2 import Environment, PackageLoader, StrictUndefined

from quotetrack.export import wording
from quotetrack.export.legible import legible
from quotetrack.export.passage import passage
from quotetrack.export.sheet import Sheet
from quotetrack.export.weblink import web_address
from quotetrack.records import Printed


@dataclass(frozen=True, slots=True)
class _Card:
    """What the template shows of one quotation; all of it plain text. `sure` is one of three steps."""

    id: str
    kind: str
    pieces: tuple[tuple[str, str], ...]
    cut_before: bool
    cut_after: bool
    who: str
    known: bool
    role: str
    stance: str
    stance_words: str
    facts: tuple[tuple[str, str], ...]
    outlet: str
    title: str
    published: str
    day: str
    link: str | None
    url: str
    article: str
    confidence: str
    sure: str


class _Tally:
    """Counts the cards as they pass, for the page's last line."""

    def __init__(self) -> None:
        self.rows = 0

    def cards(self, printed: Iterable[Printed]) -> Iterator[_Card]:
        for statement in printed:
            self.rows += 1
            yield _card(statement)


def write(sheet: Sheet, out: BinaryIO) -> int:
    """How many quotations the page holds."""
    environment = Environment(
        loader=PackageLoader("quotetrack.export"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    tally = _Tally()
    page = environment.get_template("sheet.html").generate(cards=tally.cards(sheet.printed), tally=tally)
    for chunk in page:
        out.write(chunk.encode("utf-8"))
    return tally.rows


def _card(printed: Printed) -> _Card:
    article, quote, attribution = printed.article, printed.statement.quote, printed.statement.attribution
    found = passage(printed)
    return _Card(
        id=legible(quote.id),
        kind=quote.kind,
        pieces=tuple((piece.part, legible(piece.span.of(article.text))) for piece in found.pieces),
        cut_before=found.cut_before,
        cut_after=found.cut_after,
        who=legible(wording.who(printed)),
        known=attribution.speaker is not None and attribution.speaker.name is not None,
        role=legible(wording.role(printed)),
        stance=attribution.stance,
        stance_words=wording.STANCE_WORDS[attribution.stance],
        facts=tuple((name, legible(value)) for name, value in _facts(printed)),
        outlet=legible(wording.outlet(article)),
        title=legible(article.title or ""),
        published=legible(article.published or ""),
        day=legible(wording.day(article.published)),
        link=web_address(article.url),
        url=legible(article.url or ""),
        article=legible(article.id),
        confidence=f"{attribution.confidence:.2f}",
        sure=_sure(attribution.confidence),
    )


def _facts(printed: Printed) -> Iterator[tuple[str, str]]:
    """What is known beside speaker and outlet, each under its name."""
    attribution, text = printed.statement.attribution, printed.article.text
    if attribution.act != "speech":
        yield "act", wording.ACT_WORDS[attribution.act]
    if report := wording.report(printed):
        yield "whole report", report
    if figures := wording.figures(printed):
        yield "figures", figures
    if attribution.speaks_for:
        yield "speaks for", attribution.speaks_for.of(text)
    if attribution.anonymity:
        yield "anonymity", attribution.anonymity.of(text)
    if attribution.hearer:
        yield "to", attribution.hearer.of(text)
    if attribution.said_on:
        yield "on", f"{wording.day(attribution.said_on.date)} (“{attribution.said_on.basis.of(text)}”)"
    if attribution.place:
        yield "in", attribution.place.of(text)
    if attribution.occasion:
        yield "at", attribution.occasion.of(text)
    if attribution.via:
        yield "via", "; ".join(span.of(text) for span in attribution.via)
    if printed.article.agencies:
        yield "agencies", "; ".join(printed.article.agencies)
    if printed.statement.quote.where != "body":
        yield "stands in the", printed.statement.quote.where


def _sure(confidence: float) -> str:
    """A rough step for the eye; the figure stands beside it."""
    return "high" if confidence >= 0.8 else "middling" if confidence >= 0.5 else "low"
