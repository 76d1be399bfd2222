"""Our records → the lines that the gold sets' scorers take; one function a scorer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from quotetrack.query import Reply
from quotetrack.records import Extraction, Quote, Span, Statement

JsonObject = dict[str, Any]


def pairs(spans: Iterable[Span]) -> list[list[int]]:
    """Return spans as pairs of offsets."""
    return [[span.start, span.end] for span in spans]


def whole(spans: tuple[Span, ...]) -> list[int] | None:
    """Return one pair from the start of the first span to the end of the last; None for no span."""
    return [spans[0].start, spans[-1].end] if spans else None


def phenomena_line(extraction: Extraction) -> JsonObject:
    """Return an extraction as the phenomena suite takes it; the article's id is the case's."""
    text = extraction.article.text
    return {
        "id": extraction.article.id,
        "quotes": [_phenomena_quote(s, text) for s in extraction.statements],
    }


def _phenomena_quote(statement: Statement, text: str) -> JsonObject:
    quote, attribution = statement.quote, statement.attribution
    day = attribution.said_on
    return {
        "kind": quote.kind,
        "content": pairs(quote.content),
        "speaker_mention": whole(attribution.mention),
        "speaker_name": attribution.speaker.name if attribution.speaker else None,
        "cue": whole(quote.cue),
        "addressee": attribution.hearer.of(text) if attribution.hearer else None,
        "denied": attribution.stance == "denied",
        "said_on": day.date if day is not None and day.precision == "day" else None,
    }


def attribution_line(extraction: Extraction) -> JsonObject:
    """Return an extraction as the attribution corpus' scorer takes it, each quotation by its own words."""
    return _attributed(extraction, lambda quote: quote.content)


def reports_line(extraction: Extraction) -> JsonObject:
    """Return an extraction as the attribution corpus' scorer takes it, each quotation by its whole report."""
    return _attributed(extraction, lambda quote: quote.proposition or quote.content)


def _attributed(extraction: Extraction, words: Callable[[Quote], Iterable[Span]]) -> JsonObject:
    quotes = [
        {
            "content": pairs(words(s.quote)),
            "speaker": pairs(s.attribution.mention) or None,
            "cue": pairs(s.quote.cue) or None,
            "kind": s.quote.kind,
        }
        for s in extraction.statements
    ]
    return {"article": extraction.article.id, "quotes": quotes}


def world_line(extraction: Extraction) -> JsonObject:
    """Return an extraction as the scorer of whole articles takes it: the line that `quotetrack extract` prints."""
    return extraction.to_dict()


def speakers_line(extraction: Extraction) -> JsonObject:
    """Return an extraction as the scorer of speaker resolution takes it."""
    quotes = [
        {
            "content": pairs(s.quote.content),
            "speaker_name": s.attribution.speaker.name if s.attribution.speaker else None,
            "speaker_kind": s.attribution.speaker.kind if s.attribution.speaker else None,
        }
        for s in extraction.statements
    ]
    return {"article": extraction.article.id, "quotes": quotes}


def queries_line(question: str, reply: Reply) -> JsonObject:
    """Return an answer as the scorer of questions takes it."""
    results = [
        {
            "article": hit.printed.article.id,
            "content": pairs(hit.printed.statement.quote.content),
            "score": hit.score,
        }
        for hit in reply.results
    ]
    return {"id": question, "results": results}
